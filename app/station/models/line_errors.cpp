#include "app/station/models/line_errors.h"

namespace keyline::station {

namespace {

// Numbers, names and serial numbers, the same in every language.
QString arg(const Error& error, std::string_view name) {
    const std::string_view value = error.arg(name);
    return Words::isolated(QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())));
}

} // namespace

std::optional<Told> LineErrors::find(const Error& error) {
    for (const auto& told : {about_scan(error), about_lock(error), about_station(error)}) {
        if (told) {
            return told;
        }
    }
    return std::nullopt;
}

std::optional<Told> LineErrors::about_scan(const Error& error) {
    switch (error.code) {
    case ErrorCode::serial_malformed:
        return Told{tr("%1 is not a serial number.").arg(arg(error, "serial")), tr("Scan the label again."), {}};
    case ErrorCode::serial_wrong_type:
        return Told{tr("%1 is of another product.").arg(arg(error, "serial")), tr("Check label and order."), {}};
    case ErrorCode::serial_out_of_range:
        return Told{tr("%1 is not in order %2.").arg(arg(error, "serial"), arg(error, "order")),
                    tr("Check label and order."),
                    {}};
    case ErrorCode::serial_taken:
        return Told{tr("%1 belongs to another unit already.").arg(arg(error, "serial")),
                    tr("Put the unit aside and report it."),
                    {}};
    case ErrorCode::serial_already_passed:
        return Told{tr("%1 has passed already.").arg(arg(error, "serial")),
                    tr("A serial number is never given twice: check the label."),
                    {}};
    case ErrorCode::serial_on_other_lane:
        return Told{tr("%1 was scanned already.").arg(arg(error, "serial")), tr("Scan another label."), {}};
    case ErrorCode::lane_armed:
        return Told{tr("Lane %1 waits for unit %2 already.").arg(arg(error, "lane"), arg(error, "serial")),
                    tr("Place that unit, or take its number back."),
                    {}};
    case ErrorCode::lanes_busy:
        return Told{tr("Every lane has its serial number already."), tr("Scan again when a lane is free."), {}};
    default:
        return std::nullopt;
    }
}

std::optional<Told> LineErrors::about_lock(const Error& error) {
    switch (error.code) {
    case ErrorCode::lock_silent:
        return Told{
            tr("The lock does not answer any more."), tr("Check how the unit sits in its place; try again."), {}};
    case ErrorCode::lock_already_provisioned:
        return Told{tr("This lock is provisioned already; nothing was written."), tr("Take the unit away."), {}};
    case ErrorCode::lock_wrong_type:
        return Told{tr("This lock is of another product; nothing was written."), tr("Check product and order."), {}};
    case ErrorCode::lock_wrong_kg:
        return Told{tr("This lock has another Kg; nothing was written."), tr("Put the unit aside and report it."), {}};
    case ErrorCode::unit_on_other_lane:
        return Told{tr("This chip is in work on another lane."), tr("Put both units aside and report it."), {}};
    case ErrorCode::fixture_io:
        return Told{tr("The port of the lane has failed."), tr("Check cable and adapter."), {}};
    case ErrorCode::lane_busy:
        return Told{tr("Lane %1 is in use by another program.").arg(arg(error, "lane")), tr("Close it there."), {}};
    default:
        return std::nullopt;
    }
}

std::optional<Told> LineErrors::about_station(const Error& error) {
    switch (error.code) {
    case ErrorCode::order_used_up:
        return Told{tr("Order %1 is used up.").arg(arg(error, "order")), tr("Choose another order."), {}};
    case ErrorCode::order_not_released:
        return Told{tr("Order %1 is a draft.").arg(arg(error, "order")),
                    tr("Another person than its author has to release it."),
                    {}};
    case ErrorCode::key_service_unavailable:
        return Told{tr("The key service does not answer."), tr("Wait a moment; then call the supervisor."), {}};
    case ErrorCode::login_wrong:
        return Told{tr("Badge or PIN is wrong."), tr("Try again; the waiting time doubles with each wrong try."), {}};
    case ErrorCode::login_delayed:
        return Told{tr("After wrong tries nobody is let in for %1 s.").arg(arg(error, "wait_s")),
                    tr("Wait, then try again."),
                    {}};
    case ErrorCode::session_ended:
        return Told{tr("The session has ended."), tr("Log in again."), {}};
    case ErrorCode::role_missing:
        return Told{tr("You may not do this: it needs the role %1.").arg(arg(error, "roles")),
                    tr("Ask somebody who has it."),
                    {}};
    default:
        return std::nullopt;
    }
}

} // namespace keyline::station
