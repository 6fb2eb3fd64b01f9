// OrdersModel: the orders of this station, a row each, by number. Threads: the GUI's.
#pragma once

#include "provisioning/work_order.h"

#include <QAbstractTableModel>

namespace keyline::station {

class OrdersModel final : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { number, product, state, passed, remaining, outstanding, failed, quarantined, column_count };

    using QAbstractTableModel::QAbstractTableModel;

    void show_orders(const std::vector<WorkOrder>& orders);
    void translate();
    const WorkOrder& order(int row) const { return orders_[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    QString text(const WorkOrder& order, int column) const;

    std::vector<WorkOrder> orders_;
};

} // namespace keyline::station
