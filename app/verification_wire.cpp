#include "app/verification_wire.h"

#include "provisioning/people/action.h"

#include <nlohmann/json.hpp>

namespace keyline::app {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t text_bytes_max = 64; // of a lock's hardware and firmware
constexpr std::size_t document_bytes_max = 65'536;

tl::unexpected<Error> malformed(std::string_view what) {
    return fail(ErrorCode::value_malformed, {{"value", std::string(what)}, {"reason", "not as it should be"}});
}

Bytes bytes_of(const Json& json) {
    const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    return {text.begin(), text.end()};
}

// `read` may throw what the JSON library throws: a field that is missing, or of another type.
template <class Value, class Read>
Result<Value> read_json(const Bytes& document, Read read) {
    if (document.size() > document_bytes_max) {
        return malformed("document");
    }
    const Json json = Json::parse(document.begin(), document.end(), nullptr, false);
    if (!json.is_object()) {
        return malformed("document");
    }
    try {
        return read(json);
    } catch (const Json::exception&) {
        return malformed("document");
    }
}

template <std::size_t Size>
Result<ByteArray<Size>> array_in(const Json& json) {
    const auto bytes = from_hex(json.get<std::string>());
    return bytes ? to_array<Size>(*bytes) : bytes.failure();
}

template <class Value>
Json text_or_null(const std::optional<Value>& value) {
    return value ? Json(value->text()) : Json();
}
template <std::size_t Size>
Json hex_or_null(const std::optional<ByteArray<Size>>& bytes) {
    return bytes ? Json(to_hex(*bytes)) : Json();
}

// A value that may be null, into what may be none.
template <class Value, class Parse>
Status take(const Json& json, std::optional<Value>& into, Parse parse) {
    if (json.is_null()) {
        return {};
    }
    auto value = parse(json);
    if (!value) {
        return value.failure();
    }
    into = std::move(*value);
    return {};
}
template <class Type>
Result<Type> parsed(const Json& json) {
    return Type::parse(json.get<std::string>());
}

Json json_of(const LockIdentity& lock) {
    return {{"uid", lock.uid.text()},
            {"hardware", lock.hardware},
            {"firmware", lock.firmware},
            {"type", lock.type.text()},
            {"state", static_cast<int>(lock.state)},
            {"kg", lock.kg.text()},
            {"table_size_bytes", lock.table_size_bytes},
            {"serial", text_or_null(lock.serial)}};
}

Result<LockIdentity> lock_in(const Json& json) {
    const auto uid = parsed<ChipUid>(json.at("uid"));
    const auto type = parsed<DeviceType>(json.at("type"));
    const auto kg = parsed<CheckValue>(json.at("kg"));
    const auto state = json.at("state").get<unsigned>();
    if (!uid || !type || !kg || state > static_cast<unsigned>(LockState::captured)) {
        return malformed("lock");
    }
    LockIdentity lock{*uid,
                      json.at("hardware").get<std::string>(),
                      json.at("firmware").get<std::string>(),
                      *type,
                      static_cast<LockState>(state),
                      *kg,
                      json.at("table_size_bytes").get<std::size_t>(),
                      {}};
    if (lock.hardware.size() > text_bytes_max || lock.firmware.size() > text_bytes_max ||
        !is_printable(lock.hardware) || !is_printable(lock.firmware)) {
        return malformed("lock");
    }
    auto taken = take(json.at("serial"), lock.serial, parsed<SerialNumber>);
    return taken ? Result<LockIdentity>(std::move(lock)) : taken.failure();
}

} // namespace

Bytes document_of(const ExaminationPlan& plan) {
    Json json = {{"claim", text_or_null(plan.claim)}, {"challenge", nullptr}};
    if (plan.challenge) {
        json["challenge"] = {{"id", to_hex(plan.challenge->id)},
                             {"duid", to_hex(plan.challenge->duid)},
                             {"app_token", to_hex(plan.challenge->app_token)},
                             {"table_nonce", to_hex(plan.challenge->table_nonce)}};
    }
    return bytes_of(json);
}

Result<ExaminationPlan> plan_in(const Bytes& document) {
    auto plan = read_json<ExaminationPlan>(document, [](const Json& json) -> Result<ExaminationPlan> {
        ExaminationPlan read;
        if (auto taken = take(json.at("claim"), read.claim, parsed<ClaimId>); !taken) {
            return taken.failure();
        }
        const Json& challenge = json.at("challenge");
        if (challenge.is_null()) {
            return read;
        }
        const auto id = array_in<challenge_id_size_bytes>(challenge.at("id"));
        const auto duid = array_in<duid_size_bytes>(challenge.at("duid"));
        const auto app_token = array_in<app_token_size_bytes>(challenge.at("app_token"));
        const auto nonce = array_in<table_nonce_size_bytes>(challenge.at("table_nonce"));
        if (!id || !duid || !app_token || !nonce) {
            return malformed("challenge");
        }
        read.challenge = Challenge{*id, *duid, *app_token, *nonce};
        return read;
    });
    return plan ? plan : fail(ErrorCode::key_service_answer, {{"reason", "an examination that is none"}});
}

Bytes document_of(const Observation& seen) {
    return bytes_of({{"label", text_or_null(seen.label)},
                     {"lock", seen.lock ? json_of(*seen.lock) : Json()},
                     {"self_check", static_cast<int>(seen.self_check)},
                     {"claim", text_or_null(seen.claim)},
                     {"challenge", hex_or_null(seen.challenge)},
                     {"capture_response", hex_or_null(seen.capture_response)},
                     {"capture_refused", seen.capture_refused},
                     {"table_tag", hex_or_null(seen.table_tag)},
                     {"table_refused", seen.table_refused}});
}

Result<Observation> observation_in(const Bytes& document) {
    return read_json<Observation>(document, [](const Json& json) -> Result<Observation> {
        Observation seen;
        for (const Status& taken :
             {take(json.at("label"), seen.label, parsed<SerialNumber>), take(json.at("lock"), seen.lock, lock_in),
              take(json.at("claim"), seen.claim, parsed<ClaimId>),
              take(json.at("challenge"), seen.challenge, array_in<challenge_id_size_bytes>),
              take(json.at("capture_response"), seen.capture_response, array_in<capture_response_size_bytes>),
              take(json.at("table_tag"), seen.table_tag, array_in<table_tag_size_bytes>)}) {
            if (!taken) {
                return taken.failure();
            }
        }
        const auto self_check = json.at("self_check").get<unsigned>();
        if (self_check > static_cast<unsigned>(ProofOutcome::not_asked)) {
            return malformed("self_check");
        }
        seen.self_check = static_cast<ProofOutcome>(self_check);
        seen.capture_refused = json.at("capture_refused").get<bool>();
        seen.table_refused = json.at("table_refused").get<bool>();
        return seen;
    });
}

std::string report_signer_name(const Name& environment) {
    return "keyline/" + environment.text() + "/reports";
}

} // namespace keyline::app
