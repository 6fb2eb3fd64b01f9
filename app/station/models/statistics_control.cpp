#include "app/station/models/statistics_control.h"

namespace keyline::station {

void StatisticsControl::ask(std::shared_ptr<app::Station> station, const std::string& since,
                            const std::optional<OrderId>& order) {
    stop_.request_stop();
    stop_ = std::stop_source();
    reading_ = true;
    ++asked_;
    emit changed();
    db::EntryFilter filter;
    filter.order = order;
    if (!since.empty()) {
        filter.since = since;
    }
    reads_.run(
        [station = std::move(station), filter, stop = stop_.get_token()]() -> Result<std::string> {
            const auto read = app::read_statistics(
                *station, filter, [](std::uint64_t, std::uint64_t) {}, stop);
            return read ? Result<std::string>(app::json_of(*read)) : read.failure();
        },
        [this, asked = asked_](Result<std::string> json) {
            if (asked != asked_) {
                return;
            }
            reading_ = false;
            if (json) {
                json_ = QByteArray::fromStdString(*json);
            }
            emit changed();
            if (!json) {
                emit failed(json.error());
            }
        });
}

} // namespace keyline::station
