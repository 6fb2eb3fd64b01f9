#include "app/records_wire.h"

#include <nlohmann/json.hpp>

namespace keyline::app {

namespace {
using Json = nlohmann::ordered_json;

tl::unexpected<Error> not_believed() {
    return fail(ErrorCode::key_service_answer, {{"reason", "a claim that is none"}});
}

Result<Claim> claim_of(const Json& json) {
    const auto text = [&](const char* name) { return json.at(name).get<std::string>(); };
    const auto id = ClaimId::parse(text("id"));
    const auto order = OrderId::parse(text("order"));
    const auto station = StationId::parse(text("station"));
    const auto serial = SerialNumber::parse(text("serial"));
    const auto uid = ChipUid::parse(text("uid"));
    const auto state = parse_claim_state(text("state"));
    if (!id || !order || !station || !serial || !uid || !state) {
        return not_believed();
    }
    Claim claim{*id,
                *order,
                *station,
                *serial,
                *uid,
                *state,
                json.at("attempts").get<unsigned>(),
                json.at("reissues").get<unsigned>(),
                json.at("proved_written").get<bool>(),
                json.at("proved_closed").get<bool>()};
    if (json.contains("held_from")) {
        const auto held_from = parse_claim_state(text("held_from"));
        if (!held_from) {
            return not_believed();
        }
        claim.held_from = *held_from;
    }
    if (json.contains("rekey_uid")) {
        const auto rekey_uid = ChipUid::parse(text("rekey_uid"));
        if (!rekey_uid) {
            return not_believed();
        }
        claim.rekey_uid = *rekey_uid;
    }
    return claim;
}
} // namespace

std::string claim_line(const Claim& claim) {
    Json json = {{"id", claim.id.text()},
                 {"order", claim.order.text()},
                 {"station", claim.station.text()},
                 {"serial", claim.serial.text()},
                 {"uid", claim.uid.text()},
                 {"state", std::string(text_of(claim.state))},
                 {"attempts", claim.attempts},
                 {"reissues", claim.reissues},
                 {"proved_written", claim.proved_written},
                 {"proved_closed", claim.proved_closed}};
    if (claim.held_from) {
        json["held_from"] = std::string(text_of(*claim.held_from));
    }
    if (claim.rekey_uid) {
        json["rekey_uid"] = claim.rekey_uid->text();
    }
    return json.dump() + "\n";
}

std::vector<std::string> lines_in(const Bytes& document) {
    std::vector<std::string> lines;
    std::string_view rest = as_text(document);
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        lines.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return lines;
}

Result<std::vector<Claim>> claims_in(const Bytes& document) {
    std::vector<Claim> claims;
    for (const std::string& line : lines_in(document)) {
        const Json json = Json::parse(line, nullptr, false);
        try {
            auto claim = json.is_object() ? claim_of(json) : Result<Claim>(not_believed());
            if (!claim) {
                return claim.failure();
            }
            claims.push_back(std::move(*claim));
        } catch (const Json::exception&) {
            return not_believed();
        }
    }
    return claims;
}

} // namespace keyline::app
