#include "hsm/keys.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace keyline::hsm {

namespace {
struct Flag {
    CK_ATTRIBUTE_TYPE type;
    std::string_view name;
};

constexpr std::array secret_key_uses{Flag{CKA_ENCRYPT, "CKA_ENCRYPT"}, Flag{CKA_DECRYPT, "CKA_DECRYPT"},
                                     Flag{CKA_WRAP, "CKA_WRAP"},       Flag{CKA_UNWRAP, "CKA_UNWRAP"},
                                     Flag{CKA_SIGN, "CKA_SIGN"},       Flag{CKA_VERIFY, "CKA_VERIFY"},
                                     Flag{CKA_DERIVE, "CKA_DERIVE"}};
constexpr std::array private_key_uses{Flag{CKA_DECRYPT, "CKA_DECRYPT"}, Flag{CKA_UNWRAP, "CKA_UNWRAP"},
                                      Flag{CKA_SIGN, "CKA_SIGN"}, Flag{CKA_SIGN_RECOVER, "CKA_SIGN_RECOVER"},
                                      Flag{CKA_DERIVE, "CKA_DERIVE"}};

struct Demand {
    CK_ATTRIBUTE_TYPE type;
    std::string_view name;
    bool value;
};

std::span<const Flag> uses_of(CK_OBJECT_CLASS object_class) {
    return object_class == CKO_PRIVATE_KEY ? std::span<const Flag>(private_key_uses)
                                           : std::span<const Flag>(secret_key_uses);
}

bool may(KeyRole role, CK_ATTRIBUTE_TYPE use) {
    switch (role) {
    case KeyRole::kg:
        return use == CKA_WRAP;
    case KeyRole::kek:
        return use == CKA_WRAP || use == CKA_UNWRAP;
    case KeyRole::table:
        return use == CKA_ENCRYPT || use == CKA_DECRYPT;
    case KeyRole::digest:
    case KeyRole::log_signer:
        return use == CKA_SIGN;
    }
    return false;
}

CK_KEY_TYPE key_type_of(KeyRole role) {
    switch (role) {
    case KeyRole::digest:
        return CKK_GENERIC_SECRET;
    case KeyRole::log_signer:
        return CKK_EC;
    default:
        return CKK_AES;
    }
}

std::vector<Demand> demands_of(KeyRole role) {
    std::vector<Demand> demands{{CKA_TOKEN, "CKA_TOKEN", true},
                                {CKA_PRIVATE, "CKA_PRIVATE", true},
                                {CKA_SENSITIVE, "CKA_SENSITIVE", true},
                                {CKA_EXTRACTABLE, "CKA_EXTRACTABLE", false}};
    for (const Flag& use : uses_of(object_class_of(role))) {
        demands.push_back({use.type, use.name, may(role, use.type)});
    }
    return demands;
}
} // namespace

const std::string& KeyLabels::of(KeyRole role) const {
    switch (role) {
    case KeyRole::kg:
        return kg;
    case KeyRole::kek:
        return kek;
    case KeyRole::table:
        return table;
    case KeyRole::digest:
        return digest;
    case KeyRole::log_signer:
        break;
    }
    return log_signer;
}

CK_OBJECT_CLASS object_class_of(KeyRole role) {
    return role == KeyRole::log_signer ? CKO_PRIVATE_KEY : CKO_SECRET_KEY;
}

namespace {
// "kg", "kg-1", "kg-27"; none for any other label.
std::optional<unsigned> kg_version_of(std::string_view label, std::string_view base) {
    constexpr std::size_t digits_max = 4;
    if (label == base) {
        return 0;
    }
    if (!label.starts_with(base) || label.size() < base.size() + 2 || label[base.size()] != '-') {
        return std::nullopt;
    }
    const std::string_view digits = label.substr(base.size() + 1);
    unsigned version = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), version);
    const bool is_number = error == std::errc() && end == digits.data() + digits.size() && digits.front() != '0';
    return is_number && digits.size() <= digits_max ? std::optional(version) : std::nullopt;
}
} // namespace

std::string kg_label(const KeyLabels& labels, unsigned version) {
    return version == 0 ? labels.kg : labels.kg + "-" + std::to_string(version);
}

Result<std::vector<LabelledKg>> find_kgs(Session& session, const KeyLabels& labels) {
    auto keys = session.list(object_class_of(KeyRole::kg));
    if (!keys) {
        return keys.failure();
    }
    std::vector<LabelledKg> kgs;
    for (const auto& [label, key] : *keys) {
        if (const auto version = kg_version_of(label, labels.kg)) {
            kgs.push_back({label, *version, key});
        }
    }
    if (kgs.empty()) {
        return fail(ErrorCode::hsm_key_missing, {{"key", labels.kg}});
    }
    std::sort(kgs.begin(), kgs.end(), [](const auto& a, const auto& b) { return a.version < b.version; });
    const auto twice =
        std::adjacent_find(kgs.begin(), kgs.end(), [](const auto& a, const auto& b) { return a.version == b.version; });
    if (twice != kgs.end()) {
        return fail(ErrorCode::hsm_key_ambiguous, {{"key", twice->label}});
    }
    return kgs;
}

Template demanded_attributes(KeyRole role) {
    Template attributes;
    attributes.number(CKA_CLASS, object_class_of(role)).number(CKA_KEY_TYPE, key_type_of(role));
    for (const Demand& demand : demands_of(role)) {
        attributes.flag(demand.type, demand.value);
    }
    return attributes;
}

Status check_attributes(Session& session, KeyRole role, KeyHandle key, const std::string& label) {
    const auto weak = [&](std::string_view attribute, std::string cause = {}) {
        return fail(ErrorCode::hsm_key_weak, {{"key", label}, {"attribute", std::string(attribute)}}, std::move(cause));
    };
    for (const Demand& demand : demands_of(role)) {
        const auto value = session.flag(key, demand.type);
        if (!value) {
            return weak(demand.name, value.error().cause);
        }
        if (*value != demand.value) {
            return weak(demand.name, *value ? "CK_TRUE" : "CK_FALSE");
        }
    }
    const auto type = session.number(key, CKA_KEY_TYPE);
    if (!type || *type != key_type_of(role)) {
        return weak("CKA_KEY_TYPE");
    }
    if (object_class_of(role) == CKO_SECRET_KEY) {
        const auto size_bytes = session.number(key, CKA_VALUE_LEN);
        if (!size_bytes || *size_bytes != aes_key_size_bytes) {
            return weak("CKA_VALUE_LEN");
        }
    }
    return {};
}

std::vector<AttributeFound> attributes_of(Session& session, KeyRole role, KeyHandle key) {
    const auto text = [](bool value) { return std::string(value ? "CK_TRUE" : "CK_FALSE"); };
    std::vector<AttributeFound> found;
    for (const Demand& demand : demands_of(role)) {
        const auto value = session.flag(key, demand.type);
        found.push_back({std::string(demand.name), value ? text(*value) : value.error().cause, text(demand.value)});
    }
    if (object_class_of(role) == CKO_SECRET_KEY) {
        const auto size_bytes = session.number(key, CKA_VALUE_LEN);
        found.push_back({"CKA_VALUE_LEN", size_bytes ? std::to_string(*size_bytes) : size_bytes.error().cause,
                         std::to_string(aes_key_size_bytes)});
    }
    return found;
}

Template session_key(std::initializer_list<CK_ATTRIBUTE_TYPE> uses, Extractable extractable) {
    Template attributes;
    attributes.number(CKA_CLASS, CKO_SECRET_KEY)
        .number(CKA_KEY_TYPE, CKK_AES)
        .flag(CKA_TOKEN, false)
        .flag(CKA_PRIVATE, true)
        .flag(CKA_SENSITIVE, true)
        .flag(CKA_EXTRACTABLE, extractable == Extractable::yes);
    for (const CK_ATTRIBUTE_TYPE use : {CKA_ENCRYPT, CKA_DECRYPT, CKA_WRAP, CKA_UNWRAP, CKA_SIGN, CKA_VERIFY}) {
        attributes.flag(use, std::find(uses.begin(), uses.end(), use) != uses.end());
    }
    return attributes;
}

Result<Object> import_session_key(Session& session, ByteView value, std::initializer_list<CK_ATTRIBUTE_TYPE> uses,
                                  Extractable extractable) {
    Template attributes = session_key(uses, extractable);
    attributes.bytes(CKA_VALUE, value);
    return session.create(std::move(attributes));
}

} // namespace keyline::hsm
