#include "app/keyd/order_file.h"

#include "db/checkpoint.h"
#include "db/merkle.h"
#include "hsm/strict_json.h"
#include "provisioning/issuing/order_form.h"

#include <nlohmann/json.hpp>

namespace keyline::app {

namespace {

using Json = nlohmann::ordered_json;

tl::unexpected<Error> invalid(std::string reason) {
    return fail(ErrorCode::order_file_invalid, {{"reason", std::move(reason)}});
}

constexpr std::string_view form_names[] = {"profile", "device_type", "table_size", "description", "first", "last",
                                           "quota",   "attempts",    "expires",    "stations",    "kg"};

} // namespace

Result<Error::Args> parse_order_file_form(std::string_view text) {
    const auto json = hsm::parse_json_strictly(text);
    if (!json.is_object() || !json.contains("form") || !json["form"].is_object()) {
        return invalid("it has no \"form\", or a name that stands twice");
    }
    Error::Args form;
    for (const auto& [name, value] : json["form"].items()) {
        if (std::find(std::begin(form_names), std::end(form_names), name) == std::end(form_names)) {
            return invalid("the form has a name that no order has");
        }
        if (value.is_string()) {
            form.emplace_back(name, value.get<std::string>());
        } else if (value.is_number_unsigned()) {
            form.emplace_back(name, std::to_string(value.get<std::uint64_t>()));
        } else {
            return invalid(name + " is neither a text nor a whole number");
        }
    }
    // As check_form() does with what is typed.
    for (const auto& [name, value] : form) {
        if (value.empty() || value.size() > action_argument_bytes_max || !is_printable(value)) {
            return invalid(name + " must have 1 to 256 printable characters");
        }
    }
    return form;
}

namespace {

Json json_of(const WorkOrder& order, std::int64_t now_unix_s) {
    NewOrder asked{order.profile,       order.first,          order.last,    order.quota,
                   order.attempt_limit, order.expires_unix_s, order.stations};
    asked.profile.kg = order.kg;
    Json form = Json::object();
    for (const auto& [name, value] : order_form(asked)) {
        form[name] = value;
    }
    Json counts = Json::object();
    for (const auto& [name, count] : named(order.counts)) {
        counts[name] = count;
    }
    return {{"form", form},           {"order", order.id.text()}, {"state", std::string(text_of(order.state))},
            {"author", order.author}, {"counts", counts},         {"exported_unix_s", now_unix_s}};
}

} // namespace

std::string order_signer_name(const Name& environment) {
    return "keyline/" + environment.text() + "/orders";
}

Result<SignedOrder> open_order_file(const Bytes& file, const std::vector<std::string>& trusted_vkeys) {
    const std::string_view note(reinterpret_cast<const char*>(file.data()), file.size());
    if (note.size() > db::note_size_bytes_max) {
        return invalid("it is longer than " + std::to_string(db::note_size_bytes_max) + " bytes");
    }
    for (const std::string& vkey : trusted_vkeys) {
        const auto key = db::VerifierKey::parse(vkey);
        if (!key) {
            return key.failure();
        }
        const auto body = db::open_note(note, *key);
        if (!body) {
            continue;
        }
        const auto line_end = body->find('\n');
        if (body->substr(0, line_end) != order_file_type) {
            return invalid("its first line is not " + std::string(order_file_type));
        }
        auto form = parse_order_file_form(body->substr(line_end + 1));
        if (!form) {
            return form.failure();
        }
        return SignedOrder{*std::move(form), key->origin(), to_hex(db::sha256(file))};
    }
    if (!note.starts_with(order_file_type)) {
        return invalid("its first line is not " + std::string(order_file_type));
    }
    return fail(ErrorCode::order_file_untrusted, {{"trusted", std::to_string(trusted_vkeys.size())}});
}

Result<Bytes> seal_order_file(const WorkOrder& order, std::int64_t now_unix_s, const Name& environment,
                              Signer& signer) {
    const std::string body = std::string(order_file_type) + "\n" + json_of(order, now_unix_s).dump() + "\n";
    const auto note = db::sign_note(body, order_signer_name(environment), signer);
    if (!note) {
        return note.failure();
    }
    const auto bytes = as_bytes(*note);
    return Bytes(bytes.begin(), bytes.end());
}

} // namespace keyline::app
