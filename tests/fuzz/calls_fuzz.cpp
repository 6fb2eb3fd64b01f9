// Any bytes as a message to keyd, or from it: refused, or the same when it is written and read again.
#include "hsm/service/administration_wire.h"
#include "hsm/service/grpc_library.h"
#include "hsm/service/wire.h"
#include "tests/fuzz/require.h"

#include <cstdint>

using namespace keyline;

namespace {

template <class Message, class Check>
void parse(ByteView bytes, Check check) {
    Message message;
    if (message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
        check(message);
    }
}

// What was accepted once is accepted again.
constexpr auto round_trip = [](const auto& message) {
    if (const auto value = hsm::from_message(message)) {
        require(hsm::from_message(hsm::to_message(*value)).has_value());
    }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    hsm::keep_grpc_up(); // silent
    const ByteView bytes(data, size);
    parse<v1::IssueRequest>(bytes, round_trip);
    parse<v1::IssueAnswer>(bytes, round_trip);
    parse<v1::CreateOrderRequest>(bytes, round_trip);
    parse<v1::WorkOrder>(bytes, round_trip);
    parse<v1::Claim>(bytes, round_trip);
    parse<v1::ChallengeAnswer>(bytes, round_trip);
    parse<v1::InfoAnswer>(bytes, round_trip);
    parse<v1::Authority>(bytes, round_trip);
    parse<v1::Action>(bytes, [](const v1::Action& message) {
        if (const auto action = hsm::from_message(message); action && check_form(*action)) {
            const auto again = hsm::from_message(hsm::to_message(*action));
            require(again && check_form(*again) && again->digest() == action->digest());
        }
    });
    parse<v1::ActAnswer>(bytes, round_trip);
    parse<v1::LogInAnswer>(bytes, round_trip);
    parse<v1::WhoAmIAnswer>(bytes, round_trip);
    parse<v1::Request>(bytes, round_trip);
    parse<v1::Operator>(bytes, round_trip);
    parse<v1::Session>(bytes, round_trip);
    if (const auto roles = Roles::parse(as_text(bytes))) {
        const auto again = Roles::parse(roles->text());
        require(again && *again == *roles);
    }
    parse<v1::ErrorDetail>(bytes, [](const v1::ErrorDetail& message) {
        const Error error = hsm::from_message(message);
        require(hsm::from_message(hsm::to_message(error)).code == error.code);
    });
    return 0;
}
