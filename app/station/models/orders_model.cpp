#include "app/station/models/orders_model.h"

#include "app/station/models/words.h"

#include <QLocale>

namespace keyline::station {

void OrdersModel::show_orders(const std::vector<WorkOrder>& orders) {
    beginResetModel();
    orders_ = orders;
    endResetModel();
}

void OrdersModel::translate() {
    emit headerDataChanged(Qt::Horizontal, 0, column_count - 1);
    beginResetModel();
    endResetModel();
}

int OrdersModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(orders_.size());
}

int OrdersModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : column_count;
}

QString OrdersModel::text(const WorkOrder& order, int column) const {
    const QLocale locale;
    switch (column) {
    case number:
        return Words::isolated(QString::fromStdString(order.id.text()));
    case product:
        return QString::fromStdString(order.profile.description.empty() ? order.profile.name.text()
                                                                        : order.profile.description);
    case state:
        return order.state == OrderState::draft      ? tr("Draft")
               : order.state == OrderState::released ? tr("Released")
                                                     : tr("Closed");
    case passed:
        return tr("%1 of %2").arg(locale.toString(order.counts.passed), locale.toString(order.quota));
    case remaining:
        return locale.toString(order.remaining());
    case outstanding:
        return locale.toString(order.counts.outstanding);
    case failed:
        return locale.toString(order.counts.failed);
    case quarantined:
        return locale.toString(order.counts.quarantined);
    default:
        return {};
    }
}

QVariant OrdersModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    if (role == Qt::DisplayRole) {
        return text(order(index.row()), index.column());
    }
    if (role == Qt::TextAlignmentRole && index.column() >= passed) {
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    }
    return {};
}

QVariant OrdersModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    const QStringList names{tr("Order"),     tr("Product"),     tr("State"),  tr("Passed"),
                            tr("Remaining"), tr("Outstanding"), tr("Failed"), tr("Quarantine")};
    return names.value(section);
}

} // namespace keyline::station
