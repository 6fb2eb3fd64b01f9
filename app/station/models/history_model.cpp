#include "app/station/models/history_model.h"

#include "app/station/models/words.h"

#include <QDateTime>
#include <QLocale>

namespace keyline::station {

void HistoryModel::ask(std::shared_ptr<app::Station> station, const app::HistoryQuestion& question) {
    beginResetModel();
    entries_.clear();
    before_ = 0;
    endResetModel();
    station_ = std::move(station);
    question_ = question;
    ++asked_;
    fetch({});
}

void HistoryModel::fetch(std::optional<std::uint64_t> before) {
    reading_ = true;
    reads_.run(
        [station = station_, question = question_, before] { return app::read_history(*station, question, before); },
        [this, asked = asked_](Result<app::HistoryPage> page) {
            if (asked != asked_) {
                return;
            }
            reading_ = false;
            if (!page) {
                emit failed(page.error());
                return;
            }
            before_ = page->before;
            const int first = rowCount();
            if (!page->entries.empty()) {
                beginInsertRows({}, first, first + static_cast<int>(page->entries.size()) - 1);
                std::move(page->entries.begin(), page->entries.end(), std::back_inserter(entries_));
                endInsertRows();
            }
            emit read(rowCount());
        });
}

bool HistoryModel::canFetchMore(const QModelIndex& parent) const {
    return !parent.isValid() && !reading_ && before_ > 0;
}

void HistoryModel::fetchMore(const QModelIndex& /*parent*/) {
    fetch(before_);
}

void HistoryModel::translate() {
    emit headerDataChanged(Qt::Horizontal, 0, column_count - 1);
}

std::optional<SerialNumber> HistoryModel::serial_at(int row) const {
    return row >= 0 && row < rowCount() ? entries_[static_cast<std::size_t>(row)].event.serial : std::nullopt;
}

int HistoryModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(entries_.size());
}

int HistoryModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : column_count;
}

QVariant HistoryModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::DisplayRole) {
        return {};
    }
    const db::Entry& entry = entries_[static_cast<std::size_t>(index.row())];
    switch (index.column()) {
    case time: {
        const auto utc = QDateTime::fromString(QString::fromStdString(entry.time), Qt::ISODateWithMs);
        return QLocale().toString(utc.toLocalTime(), QLocale::ShortFormat);
    }
    case event:
        return Words::isolated(QString::fromStdString(entry.event.event)); // as auditors and scripts name it
    case unit:
        return entry.event.serial ? Words::serial(*entry.event.serial) : QString();
    case order:
        return entry.event.order ? Words::isolated(QString::fromStdString(entry.event.order->text())) : QString();
    case lane:
        return entry.event.lane ? QString::number(*entry.event.lane) : QString(); // as the fixture is marked
    case person:
        return Words::isolated(QString::fromStdString(entry.writer.operator_name));
    default:
        break;
    }
    QStringList texts;
    for (const auto& [name, value] : entry.event.details) {
        texts << QString::fromStdString(name + " " + value);
    }
    return Words::isolated(texts.join(", "));
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    const QStringList names{tr("Time"), tr("Event"), tr("Unit"), tr("Order"), tr("Lane"), tr("Person"), tr("Details")};
    return names.value(section);
}

} // namespace keyline::station
