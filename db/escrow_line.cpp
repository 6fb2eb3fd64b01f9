#include "db/escrow_line.h"

#include <nlohmann/json.hpp>

namespace keyline::db {

namespace {
using Json = nlohmann::ordered_json;

std::string text_at(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<std::uint64_t> number_at(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_number_unsigned() ? std::optional(found->get<std::uint64_t>())
                                                                : std::nullopt;
}

Bytes bytes_at(const Json& object, const char* name) {
    return from_hex(text_at(object, name)).value_or(Bytes{});
}

std::optional<EscrowContent> parse_header(const Json& object) {
    EscrowHeader header{text_at(object, "copy"), text_at(object, "of")};
    if (header.copy.empty() || header.origin.empty()) {
        return std::nullopt;
    }
    return header;
}

std::optional<EscrowContent> parse_claim(const Json& object) {
    const auto group = number_at(object, "group");
    const auto claim = ClaimId::from_bytes(bytes_at(object, "claim"));
    const auto order = OrderId::parse(text_at(object, "order"));
    const auto station = StationId::parse(text_at(object, "station"));
    const auto serial = SerialNumber::parse(text_at(object, "serial"));
    const auto uid = ChipUid::from_bytes(bytes_at(object, "uid"));
    const auto escrow = to_array<escrow_size_bytes>(bytes_at(object, "escrow"));
    const auto kg = CheckValue::parse(text_at(object, "kg"));
    const auto kek = CheckValue::parse(text_at(object, "kek"));
    if (!group || !claim || !order || !station || !serial || !uid || !escrow || !kg || !kek) {
        return std::nullopt;
    }
    return EscrowClaim{*group, {{*claim, *order, *station, *serial, *uid}, *escrow, *kg, *kek}};
}

std::optional<EscrowContent> parse_kept(const Json& object) {
    const auto log = number_at(object, "log");
    const auto root = to_array<hash_size_bytes>(bytes_at(object, "root"));
    const auto group = number_at(object, "kept");
    if (!log || !root || (!group && !object.contains("seen"))) {
        return std::nullopt;
    }
    return EscrowKept{group, {*log, *root, text_at(object, "store")}};
}

std::optional<EscrowContent> parse_void(const Json& object) {
    const auto group = number_at(object, "void");
    return group ? std::optional<EscrowContent>(EscrowVoid{*group}) : std::nullopt;
}

void add(Json& object, const EscrowHeader& header) {
    object["copy"] = header.copy;
    object["of"] = header.origin;
}

void add(Json& object, const EscrowClaim& content) {
    const ClaimRecord& record = content.record;
    object["group"] = content.group;
    object["claim"] = to_hex(record.claim.id.bytes());
    object["order"] = record.claim.order.text();
    object["station"] = record.claim.station.text();
    object["serial"] = record.claim.serial.text();
    object["uid"] = to_hex(record.claim.uid.bytes());
    object["escrow"] = to_hex(record.escrow);
    object["kg"] = record.kg.text();
    object["kek"] = record.kek.text();
}

void add(Json& object, const EscrowKept& kept) {
    if (kept.group) {
        object["kept"] = *kept.group;
    } else {
        object["seen"] = true;
    }
    object["log"] = kept.log.size;
    object["root"] = to_hex(kept.log.root);
    object["store"] = kept.log.store;
}

void add(Json& object, const EscrowVoid& content) {
    object["void"] = content.group;
}
} // namespace

std::string format_escrow_line(const EscrowLine& line) {
    Json object{{"seq", line.seq}, {"prev", to_hex(line.prev)}};
    std::visit([&](const auto& content) { add(object, content); }, line.content);
    return object.dump();
}

std::optional<EscrowLine> parse_escrow_line(std::string_view text) {
    if (text.size() > escrow_line_size_bytes_max) {
        return std::nullopt;
    }
    const Json object = Json::parse(text, nullptr, false);
    if (!object.is_object()) {
        return std::nullopt;
    }
    const auto seq = number_at(object, "seq");
    const auto prev = to_array<hash_size_bytes>(bytes_at(object, "prev"));
    auto content = object.contains("copy")    ? parse_header(object)
                   : object.contains("claim") ? parse_claim(object)
                   : object.contains("void")  ? parse_void(object)
                                              : parse_kept(object);
    if (!seq || !prev || !content) {
        return std::nullopt;
    }
    return EscrowLine{*seq, *prev, *std::move(content)};
}

} // namespace keyline::db
