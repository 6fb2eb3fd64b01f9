// OrdersPage: what there is to make, and how far it is. Threads: the GUI's.
#pragma once

#include "app/station/models/desk.h"
#include "app/station/models/orders_model.h"

#include <QPushButton>
#include <QTableView>

namespace keyline::station {

class OrdersPage final : public QWidget {
    Q_OBJECT

  public:
    OrdersPage(Desk& desk, QWidget* parent);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void translate();

    Desk& desk_;
    OrdersModel model_;
    QTableView* table_;
    QPushButton* refresh_;
};

// As all tables of this screen are: read, not written; one row at a time; rows for fingers.
void make_touchable(QTableView& table, int wide_column);

} // namespace keyline::station
