#include "hsm/service/wire.h"

namespace keyline::hsm {

namespace {

// Statuses travel in HTTP/2 headers, which gRPC bounds to 8 KiB.
constexpr std::size_t error_args_max = 8;
constexpr std::size_t error_text_characters_max = 256;

std::string shortened(std::string_view text) {
    return std::string(text.substr(0, error_text_characters_max));
}

template <std::size_t Size>
Result<ByteArray<Size>> fixed_field(const std::string& field, std::string_view name) {
    auto array = to_array<Size>(as_bytes(field));
    return array ? array : Result<ByteArray<Size>>(malformed(name, std::to_string(Size) + " bytes expected"));
}

} // namespace

tl::unexpected<Error> malformed(std::string_view value, std::string_view reason) {
    return fail(ErrorCode::value_malformed, {{"value", std::string(value)}, {"reason", std::string(reason)}});
}

std::string bytes_field(ByteView bytes) {
    return std::string(as_text(bytes));
}

v1::ErrorDetail to_message(const Error& error) {
    v1::ErrorDetail message;
    message.set_code(std::string(text_of(error.code)));
    message.set_cause(shortened(error.cause));
    for (std::size_t i = 0; i < std::min(error.args.size(), error_args_max); ++i) {
        auto* arg = message.add_args();
        arg->set_name(shortened(error.args[i].first));
        arg->set_value(shortened(error.args[i].second));
    }
    return message;
}

Error from_message(const v1::ErrorDetail& message) {
    Error error;
    error.code = parse_error_code(message.code());
    error.cause = message.cause();
    error.where = SourceLocation::current();
    for (const auto& arg : message.args()) {
        error.args.emplace_back(arg.name(), arg.value());
    }
    return error;
}

v1::ClaimState to_message(ClaimState state) {
    switch (state) {
    case ClaimState::open:
        return v1::CLAIM_STATE_OPEN;
    case ClaimState::passed:
        return v1::CLAIM_STATE_PASSED;
    case ClaimState::failed:
        return v1::CLAIM_STATE_FAILED;
    case ClaimState::quarantined:
        return v1::CLAIM_STATE_QUARANTINED;
    case ClaimState::rework:
        return v1::CLAIM_STATE_REWORK;
    case ClaimState::scrapped:
        return v1::CLAIM_STATE_SCRAPPED;
    case ClaimState::superseded:
        return v1::CLAIM_STATE_SUPERSEDED;
    }
    return v1::CLAIM_STATE_UNSPECIFIED;
}

Result<ClaimState> from_message(v1::ClaimState state) {
    switch (state) {
    case v1::CLAIM_STATE_OPEN:
        return ClaimState::open;
    case v1::CLAIM_STATE_PASSED:
        return ClaimState::passed;
    case v1::CLAIM_STATE_FAILED:
        return ClaimState::failed;
    case v1::CLAIM_STATE_QUARANTINED:
        return ClaimState::quarantined;
    case v1::CLAIM_STATE_REWORK:
        return ClaimState::rework;
    case v1::CLAIM_STATE_SCRAPPED:
        return ClaimState::scrapped;
    case v1::CLAIM_STATE_SUPERSEDED:
        return ClaimState::superseded;
    default:
        return malformed("claim state", "not one of the protocol's");
    }
}

v1::ProofStage to_message(ProofStage stage) {
    return stage == ProofStage::written ? v1::PROOF_STAGE_WRITTEN : v1::PROOF_STAGE_CLOSED;
}

Result<ProofStage> from_message(v1::ProofStage stage) {
    switch (stage) {
    case v1::PROOF_STAGE_WRITTEN:
        return ProofStage::written;
    case v1::PROOF_STAGE_CLOSED:
        return ProofStage::closed;
    default:
        return malformed("proof stage", "not one of the protocol's");
    }
}

v1::Claim to_message(const Claim& claim) {
    v1::Claim message;
    message.set_id(bytes_field(claim.id.bytes()));
    message.set_order(claim.order.text());
    message.set_station(claim.station.text());
    message.set_serial(bytes_field(claim.serial.bytes()));
    message.set_uid(bytes_field(claim.uid.bytes()));
    message.set_state(to_message(claim.state));
    message.set_attempts(claim.attempts);
    message.set_reissues(claim.reissues);
    message.set_proved_written(claim.proved_written);
    message.set_proved_closed(claim.proved_closed);
    return message;
}

Result<Claim> from_message(const v1::Claim& message) {
    auto id = ClaimId::from_bytes(as_bytes(message.id()));
    if (!id) {
        return id.failure();
    }
    auto order = OrderId::parse(message.order());
    if (!order) {
        return order.failure();
    }
    auto station = StationId::parse(message.station());
    if (!station) {
        return station.failure();
    }
    auto serial = SerialNumber::from_bytes(as_bytes(message.serial()));
    if (!serial) {
        return serial.failure();
    }
    auto uid = ChipUid::from_bytes(as_bytes(message.uid()));
    if (!uid) {
        return uid.failure();
    }
    auto state = from_message(message.state());
    if (!state) {
        return state.failure();
    }
    return Claim{*id,
                 std::move(*order),
                 std::move(*station),
                 *serial,
                 *uid,
                 *state,
                 message.attempts(),
                 message.reissues(),
                 message.proved_written(),
                 message.proved_closed()};
}

v1::IssueRequest to_message(const IssueRequest& request) {
    v1::IssueRequest message;
    message.set_claim(bytes_field(request.claim.bytes()));
    message.set_order(request.order.text());
    if (request.serial) {
        message.set_serial(bytes_field(request.serial->bytes()));
    }
    message.set_uid(bytes_field(request.uid.bytes()));
    return message;
}

Result<IssueRequest> from_message(const v1::IssueRequest& message) {
    auto claim = ClaimId::from_bytes(as_bytes(message.claim()));
    if (!claim) {
        return claim.failure();
    }
    auto order = OrderId::parse(message.order());
    if (!order) {
        return order.failure();
    }
    auto uid = ChipUid::from_bytes(as_bytes(message.uid()));
    if (!uid) {
        return uid.failure();
    }
    IssueRequest request{*claim, std::move(*order), {}, std::move(*uid)};
    if (message.has_serial()) {
        auto serial = SerialNumber::from_bytes(as_bytes(message.serial()));
        if (!serial) {
            return serial.failure();
        }
        request.serial = *serial;
    }
    return request;
}

v1::IssueAnswer to_message(const Issued& issued) {
    v1::IssueAnswer message;
    *message.mutable_claim() = to_message(issued.claim);
    message.set_token(bytes_field(issued.token.bytes()));
    message.set_token_digest(issued.token_digest);
    return message;
}

Result<Issued> from_message(const v1::IssueAnswer& message) {
    auto claim = from_message(message.claim());
    if (!claim) {
        return claim.failure();
    }
    auto token = ProductionToken::parse(as_bytes(message.token()));
    if (!token) {
        return token.failure();
    }
    auto digest = from_hex(message.token_digest());
    if (!digest || digest->empty() || digest->size() > 64) {
        return malformed("token digest", "hex digits expected");
    }
    return Issued{std::move(*claim), std::move(*token), message.token_digest()};
}

v1::ChallengeAnswer to_message(const Challenge& challenge) {
    v1::ChallengeAnswer message;
    message.set_id(bytes_field(challenge.id));
    message.set_duid(bytes_field(challenge.duid));
    message.set_app_token(bytes_field(challenge.app_token));
    message.set_table_nonce(bytes_field(challenge.table_nonce));
    return message;
}

Result<Challenge> from_message(const v1::ChallengeAnswer& message) {
    auto id = fixed_field<challenge_id_size_bytes>(message.id(), "challenge id");
    if (!id) {
        return id.failure();
    }
    auto duid = fixed_field<duid_size_bytes>(message.duid(), "DUID");
    if (!duid) {
        return duid.failure();
    }
    auto app_token = fixed_field<app_token_size_bytes>(message.app_token(), "AppToken");
    if (!app_token) {
        return app_token.failure();
    }
    auto nonce = fixed_field<table_nonce_size_bytes>(message.table_nonce(), "table nonce");
    if (!nonce) {
        return nonce.failure();
    }
    return Challenge{*id, *duid, *app_token, *nonce};
}

v1::InfoAnswer to_message(const KeyServiceInfo& info) {
    v1::InfoAnswer message;
    message.set_station(info.station.text());
    message.set_environment(info.environment);
    message.set_version(info.version);
    message.set_kg(bytes_field(info.kg.bytes()));
    message.set_kek(bytes_field(info.kek.bytes()));
    message.set_log_origin(info.log_origin);
    message.set_log_vkey(info.log_vkey);
    message.set_token_restored_from(info.token_restored_from);
    message.set_utc_unix_ms(std::chrono::duration_cast<std::chrono::milliseconds>(info.utc.time_since_epoch()).count());
    if (info.issues_nothing) {
        *message.mutable_issues_nothing() = to_message(*info.issues_nothing);
    }
    return message;
}

Result<KeyServiceInfo> from_message(const v1::InfoAnswer& message) {
    auto station = StationId::parse(message.station());
    if (!station) {
        return station.failure();
    }
    auto kg = CheckValue::from_bytes(as_bytes(message.kg()));
    auto kek = CheckValue::from_bytes(as_bytes(message.kek()));
    if (!kg || !kek) {
        return kg ? kek.failure() : kg.failure();
    }
    if (message.utc_unix_ms() < 0 || message.utc_unix_ms() > utc_unix_ms_max) {
        return fail(ErrorCode::value_malformed, {{"value", "utc"}, {"reason", "no time that there can be"}});
    }
    return KeyServiceInfo{std::move(*station),
                          message.environment(),
                          message.version(),
                          *kg,
                          *kek,
                          message.log_origin(),
                          message.log_vkey(),
                          message.token_restored_from(),
                          std::chrono::system_clock::time_point(std::chrono::milliseconds(message.utc_unix_ms())),
                          message.has_issues_nothing() ? std::optional(from_message(message.issues_nothing()))
                                                       : std::nullopt};
}

void wipe_secrets(v1::IssueAnswer& message) {
    wipe(*message.mutable_token());
}

void wipe_secrets(v1::TableAnswer& message) {
    wipe(*message.mutable_table());
}

} // namespace keyline::hsm
