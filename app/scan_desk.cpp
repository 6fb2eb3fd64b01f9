#include "app/scan_desk.h"

namespace keyline::app {

Result<ArmedLane> arm_by_scan(std::string_view label, std::optional<unsigned> lane, const WorkOrder& order,
                              AuditLog& log, ArmedWork& work) {
    auto serial = SerialNumber::parse(label);
    if (!serial) {
        return serial.failure();
    }
    if (serial->type() != order.profile.device_type) {
        return fail(ErrorCode::serial_wrong_type,
                    {{"serial", serial->text()}, {"expected_type", order.profile.device_type.text()}});
    }
    if (!order.holds(*serial)) {
        return fail(ErrorCode::serial_out_of_range, {{"serial", serial->text()},
                                                     {"order", order.id.text()},
                                                     {"first", order.first.text()},
                                                     {"last", order.last.text()}});
    }
    const auto record = log.unit_with(*serial);
    if (!record) {
        return record.failure();
    }
    if (*record && (*record)->last == UnitEventKind::passed) {
        return fail(ErrorCode::serial_already_passed, {{"serial", serial->text()}});
    }
    const auto armed = work.arm(*serial, lane);
    return armed ? Result<ArmedLane>({*armed, *serial}) : armed.failure();
}

} // namespace keyline::app
