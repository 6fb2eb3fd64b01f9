#include "provisioning/issuing/quota.h"

namespace keyline {

namespace {
constexpr std::uint64_t quota_max = 10'000'000;
constexpr std::uint64_t attempts_per_unit_default = 2;

tl::unexpected<Error> invalid(std::string reason) {
    return fail(ErrorCode::order_invalid, {{"reason", std::move(reason)}});
}
} // namespace

Status check_order_allows_attempt(const WorkOrder& order, std::int64_t now_unix_s) {
    if (order.state == OrderState::draft) {
        return fail(ErrorCode::order_not_released, {{"order", order.id.text()}});
    }
    if (order.state == OrderState::closed) {
        return fail(ErrorCode::order_closed, {{"order", order.id.text()}});
    }
    if (order.expires_unix_s && now_unix_s >= *order.expires_unix_s) {
        return fail(ErrorCode::order_expired, {{"order", order.id.text()}});
    }
    if (order.remaining() == 0) {
        return fail(ErrorCode::order_used_up, {{"order", order.id.text()},
                                               {"quota", std::to_string(order.quota)},
                                               {"passed", std::to_string(order.counts.passed)},
                                               {"outstanding", std::to_string(order.counts.outstanding)},
                                               {"quarantined", std::to_string(order.counts.quarantined)}});
    }
    if (order.counts.attempts >= order.attempt_limit) {
        return fail(ErrorCode::claim_attempt_limit,
                    {{"order", order.id.text()}, {"attempt_limit", std::to_string(order.attempt_limit)}});
    }
    return {};
}

Status check_serial_belongs(const WorkOrder& order, const SerialNumber& serial) {
    if (serial.type() != order.profile.device_type) {
        return fail(ErrorCode::serial_wrong_type, {{"serial", serial.text()},
                                                   {"order", order.id.text()},
                                                   {"expected_type", order.profile.device_type.text()}});
    }
    if (!order.holds(serial)) {
        return fail(ErrorCode::serial_out_of_range, {{"serial", serial.text()},
                                                     {"order", order.id.text()},
                                                     {"first", order.first.text()},
                                                     {"last", order.last.text()}});
    }
    return {};
}

Result<WorkOrder> complete_order(const NewOrder& asked, const OrderId& id, const StationId& station,
                                 const CheckValue& kg) {
    if (asked.quota == 0 || asked.quota > quota_max) {
        return invalid("the quota must be from 1 to " + std::to_string(quota_max));
    }
    const auto table_bytes = asked.profile.table_size_bytes;
    if (table_bytes < SubstitutionTable::size_bytes_min || table_bytes > SubstitutionTable::size_bytes_max) {
        return invalid("the profile's table must have 256 to 65536 bytes");
    }
    auto last = asked.last ? Result<SerialNumber>(*asked.last)
                           : SerialNumber::from_parts(asked.first.type(), asked.first.device_id() + asked.quota - 1);
    if (!last) {
        return invalid("the range runs past the last serial number of the device type");
    }
    for (const SerialNumber& end : {asked.first, *last}) {
        if (end.type() != asked.profile.device_type) {
            return fail(ErrorCode::serial_wrong_type,
                        {{"serial", end.text()}, {"expected_type", asked.profile.device_type.text()}});
        }
    }
    if (*last < asked.first || last->device_id() - asked.first.device_id() + 1 < asked.quota) {
        return invalid("the range holds fewer serial numbers than the quota");
    }
    return WorkOrder{id,
                     asked.profile,
                     asked.first,
                     *last,
                     asked.quota,
                     asked.attempt_limit.value_or(asked.quota * attempts_per_unit_default),
                     asked.expires_unix_s,
                     asked.stations.empty() ? std::vector{station} : asked.stations,
                     kg,
                     {}};
}

} // namespace keyline
