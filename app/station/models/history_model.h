// HistoryModel: entries of the station's log, the newest first, fetched page by page beside the GUI's thread.
// Threads: the GUI's.
#pragma once

#include "app/history.h"
#include "app/station/models/background.h"

#include <QAbstractTableModel>

namespace keyline::station {

class HistoryModel final : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { time, event, unit, order, lane, person, details, column_count };

    explicit HistoryModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    // What is shown is let go; what was asked for before and comes late is not shown.
    void ask(std::shared_ptr<app::Station> station, const app::HistoryQuestion& question);
    bool is_reading() const { return reading_; }
    void translate();
    std::optional<SerialNumber> serial_at(int row) const; // none: an entry of no unit, or no row

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

  signals:
    void read(int entries); // in all
    void failed(const keyline::Error& error);

  private:
    void fetch(std::optional<std::uint64_t> before);

    std::shared_ptr<app::Station> station_;
    app::HistoryQuestion question_;
    std::vector<db::Entry> entries_;
    std::uint64_t before_ = 0;
    unsigned asked_ = 0;
    bool reading_ = false;
    Background reads_; // the last member: its thread uses all others
};

} // namespace keyline::station
