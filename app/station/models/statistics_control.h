// StatisticsControl: what a stretch of the record says about production, read beside the GUI's thread; asked anew, the
// reading before is given up. Threads: the GUI's.
#pragma once

#include "app/station/models/background.h"
#include "app/statistics.h"

namespace keyline::station {

class StatisticsControl final : public QObject {
    Q_OBJECT

  public:
    using QObject::QObject;
    ~StatisticsControl() override { stop_.request_stop(); }

    // `since`: as entries write their time; empty: from the beginning.
    void ask(std::shared_ptr<app::Station> station, const std::string& since, const std::optional<OrderId>& order);
    bool is_reading() const { return reading_; }
    const QByteArray& json() const { return json_; }

  signals:
    void changed();
    void failed(const keyline::Error& error);

  private:
    std::stop_source stop_;
    QByteArray json_;
    bool reading_ = false;
    unsigned asked_ = 0;
    Background reads_; // the last member: its thread uses all others
};

} // namespace keyline::station
