// Orders and their profiles, to and from messages.
#include "hsm/service/wire.h"

#include <limits>

namespace keyline::hsm {

namespace {

v1::Profile to_message(const ProductProfile& profile) {
    v1::Profile message;
    message.set_name(profile.name.text());
    message.set_device_type(profile.device_type.value());
    message.set_table_size_bytes(static_cast<std::uint32_t>(profile.table_size_bytes));
    message.set_description(profile.description);
    if (profile.kg) {
        message.set_kg(bytes_field(profile.kg->bytes()));
    }
    return message;
}

Result<ProductProfile> from_message(const v1::Profile& message) {
    auto name = ProfileName::parse(message.name());
    if (!name) {
        return name.failure();
    }
    if (message.device_type() > std::numeric_limits<std::uint16_t>::max()) {
        return malformed("device type", "16 bits expected");
    }
    if (message.table_size_bytes() < SubstitutionTable::size_bytes_min ||
        message.table_size_bytes() > SubstitutionTable::size_bytes_max) {
        return malformed("table size", "256 to 65536 bytes expected");
    }
    if (message.description().size() > description_characters_max) {
        return malformed("description", "at most 256 characters expected");
    }
    std::optional<CheckValue> kg;
    if (!message.kg().empty()) {
        auto value = CheckValue::from_bytes(as_bytes(message.kg()));
        if (!value) {
            return value.failure();
        }
        kg = *value;
    }
    return ProductProfile{std::move(*name), DeviceType(static_cast<std::uint16_t>(message.device_type())),
                          message.table_size_bytes(), message.description(), kg};
}

v1::WorkOrder::Counts to_message(const OrderCounts& counts) {
    v1::WorkOrder::Counts message;
    message.set_attempts(counts.attempts);
    message.set_issued(counts.issued);
    message.set_outstanding(counts.outstanding);
    message.set_passed(counts.passed);
    message.set_failed(counts.failed);
    message.set_quarantined(counts.quarantined);
    message.set_rework(counts.rework);
    message.set_scrapped(counts.scrapped);
    message.set_superseded(counts.superseded);
    return message;
}

OrderCounts from_message(const v1::WorkOrder::Counts& message) {
    return {message.attempts(),    message.issued(), message.outstanding(), message.passed(),    message.failed(),
            message.quarantined(), message.rework(), message.scrapped(),    message.superseded()};
}

} // namespace

v1::OrderState to_message(OrderState state) {
    switch (state) {
    case OrderState::draft:
        return v1::ORDER_STATE_DRAFT;
    case OrderState::released:
        return v1::ORDER_STATE_RELEASED;
    case OrderState::closed:
        return v1::ORDER_STATE_CLOSED;
    }
    return v1::ORDER_STATE_UNSPECIFIED;
}

Result<OrderState> from_message(v1::OrderState state) {
    switch (state) {
    case v1::ORDER_STATE_DRAFT:
        return OrderState::draft;
    case v1::ORDER_STATE_RELEASED:
        return OrderState::released;
    case v1::ORDER_STATE_CLOSED:
        return OrderState::closed;
    default:
        return malformed("order state", "not one of the protocol's");
    }
}

v1::WorkOrder to_message(const WorkOrder& order) {
    v1::WorkOrder message;
    message.set_id(order.id.text());
    *message.mutable_profile() = to_message(order.profile);
    message.set_first(bytes_field(order.first.bytes()));
    message.set_last(bytes_field(order.last.bytes()));
    message.set_quota(order.quota);
    message.set_attempt_limit(order.attempt_limit);
    if (order.expires_unix_s) {
        message.set_expires_unix_s(*order.expires_unix_s);
    }
    for (const StationId& station : order.stations) {
        message.add_stations(station.text());
    }
    message.set_kg(bytes_field(order.kg.bytes()));
    *message.mutable_counts() = to_message(order.counts);
    message.set_state(to_message(order.state));
    message.set_author(order.author);
    return message;
}

Result<WorkOrder> from_message(const v1::WorkOrder& message) {
    auto id = OrderId::parse(message.id());
    if (!id) {
        return id.failure();
    }
    auto profile = from_message(message.profile());
    if (!profile) {
        return profile.failure();
    }
    auto first = SerialNumber::from_bytes(as_bytes(message.first()));
    auto last = SerialNumber::from_bytes(as_bytes(message.last()));
    if (!first || !last) {
        return first ? last.failure() : first.failure();
    }
    auto kg = CheckValue::from_bytes(as_bytes(message.kg()));
    if (!kg) {
        return kg.failure();
    }
    auto state = from_message(message.state());
    if (!state) {
        return state.failure();
    }
    if (message.author().size() > Name::characters_max) {
        return malformed("author", "64 characters at most");
    }
    WorkOrder order{std::move(*id),
                    std::move(*profile),
                    *first,
                    *last,
                    message.quota(),
                    message.attempt_limit(),
                    {},
                    {},
                    *kg,
                    from_message(message.counts()),
                    *state,
                    message.author()};
    if (message.has_expires_unix_s()) {
        order.expires_unix_s = message.expires_unix_s();
    }
    for (const std::string& text : message.stations()) {
        auto station = StationId::parse(text);
        if (!station) {
            return station.failure();
        }
        order.stations.push_back(std::move(*station));
    }
    return order;
}

v1::CreateOrderRequest to_message(const NewOrder& order) {
    v1::CreateOrderRequest message;
    *message.mutable_profile() = to_message(order.profile);
    message.set_first(bytes_field(order.first.bytes()));
    if (order.last) {
        message.set_last(bytes_field(order.last->bytes()));
    }
    message.set_quota(order.quota);
    if (order.attempt_limit) {
        message.set_attempt_limit(*order.attempt_limit);
    }
    if (order.expires_unix_s) {
        message.set_expires_unix_s(*order.expires_unix_s);
    }
    return message;
}

Result<NewOrder> from_message(const v1::CreateOrderRequest& message) {
    auto profile = from_message(message.profile());
    if (!profile) {
        return profile.failure();
    }
    auto first = SerialNumber::from_bytes(as_bytes(message.first()));
    if (!first) {
        return first.failure();
    }
    NewOrder order{std::move(*profile), *first, {}, message.quota(), {}, {}};
    if (message.has_last()) {
        auto last = SerialNumber::from_bytes(as_bytes(message.last()));
        if (!last) {
            return last.failure();
        }
        order.last = *last;
    }
    if (message.has_attempt_limit()) {
        order.attempt_limit = message.attempt_limit();
    }
    if (message.has_expires_unix_s()) {
        order.expires_unix_s = message.expires_unix_s();
    }
    return order;
}

} // namespace keyline::hsm
