#include "hsm/token_setup.h"

#include "hsm/durable_file.h"

#include <algorithm>

namespace keyline::hsm {

namespace {
constexpr std::size_t token_label_size_bytes = 32; // padded with blanks
constexpr std::uint8_t log_signer_id = 1;          // by which libp11 finds the public key of a private one
// OBJECT IDENTIFIER prime256v1
constexpr ByteArray<10> p256_parameters{0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07};
constexpr std::array all_roles{KeyRole::kg, KeyRole::kek, KeyRole::table, KeyRole::digest, KeyRole::log_signer};

Status initialise_token(Module& module, const std::string& token_label, const SecretBytes& security_officer_pin,
                        const SecretBytes& user) {
    auto blank = module.find_blank_token();
    if (!blank) {
        return blank.failure();
    }
    ByteArray<token_label_size_bytes> label{};
    label.fill(' ');
    std::copy(token_label.begin(), token_label.end(), label.begin());
    const ByteView so_pin = security_officer_pin.bytes();
    const CK_FUNCTION_LIST& functions = module.functions();
    if (const CK_RV rv = functions.C_InitToken(*blank, readable(so_pin), so_pin.size(), label.data()); rv != CKR_OK) {
        return fail_rv("C_InitToken", rv);
    }
    auto slot = module.find_token(token_label); // it may have moved
    if (!slot) {
        return slot.failure();
    }
    auto session = Session::open(module, *slot, Session::Mode::read_write);
    if (!session) {
        return session.failure();
    }
    if (const CK_RV rv = functions.C_Login(session->handle(), CKU_SO, readable(so_pin), so_pin.size()); rv != CKR_OK) {
        return fail_rv("C_Login", rv);
    }
    const ByteView user_pin = user.bytes();
    if (const CK_RV rv = functions.C_InitPIN(session->handle(), readable(user_pin), user_pin.size()); rv != CKR_OK) {
        return fail_rv("C_InitPIN", rv);
    }
    return {}; // closing the last session logs out
}

Status require_no_keys(Session& session, const std::string& token_label, const KeyLabels& labels) {
    for (const KeyRole role : all_roles) {
        auto key = session.find(object_class_of(role), labels.of(role));
        if (key || key.error().code == ErrorCode::hsm_key_ambiguous) {
            return fail(ErrorCode::station_exists, {{"path", token_label}, {"key", labels.of(role)}});
        }
        if (key.error().code != ErrorCode::hsm_key_missing) {
            return key.failure();
        }
    }
    return {};
}

Template token_key(KeyRole role, const KeyLabels& labels) {
    Template attributes = demanded_attributes(role);
    attributes.text(CKA_LABEL, labels.of(role));
    return attributes;
}

Template kg_attributes(const std::string& label, bool limited) {
    Template attributes = demanded_attributes(KeyRole::kg);
    attributes.text(CKA_LABEL, label);
    if (limited) {
        attributes.number(CKA_ALLOWED_MECHANISMS, CKM_AES_CBC);
    }
    return attributes;
}

Result<Object> generate_kek(Session& session, const KeyLabels& labels) {
    Template unwrapped;
    unwrapped.flag(CKA_SENSITIVE, true).flag(CKA_DECRYPT, false);
    Template attributes = token_key(KeyRole::kek, labels);
    attributes.number(CKA_VALUE_LEN, aes_key_size_bytes).nested(CKA_UNWRAP_TEMPLATE, unwrapped);
    return session.generate(Mechanism(CKM_AES_KEY_GEN), std::move(attributes));
}

Result<Object> generate_secret(Session& session, KeyRole role, const KeyLabels& labels, CK_MECHANISM_TYPE generation,
                               CK_MECHANISM_TYPE allowed) {
    Template attributes = token_key(role, labels);
    attributes.number(CKA_VALUE_LEN, aes_key_size_bytes).number(CKA_ALLOWED_MECHANISMS, allowed);
    return session.generate(Mechanism(generation), std::move(attributes));
}

Result<std::pair<Object, Object>> generate_log_signer(Session& session, const KeyLabels& labels) {
    Template public_key;
    public_key.flag(CKA_TOKEN, true)
        .flag(CKA_PRIVATE, false)
        .flag(CKA_VERIFY, true)
        .bytes(CKA_EC_PARAMS, p256_parameters)
        .bytes(CKA_ID, {&log_signer_id, 1})
        .text(CKA_LABEL, labels.log_signer);
    Template private_key = token_key(KeyRole::log_signer, labels);
    private_key.bytes(CKA_ID, {&log_signer_id, 1});
    return session.generate_pair(Mechanism(CKM_EC_KEY_PAIR_GEN), std::move(public_key), std::move(private_key));
}

// All or none: a key that was made goes again when a later one fails.
Status make_keys(Session& session, const KeyLabels& labels, const MakeKg& kg_of) {
    auto kg = kg_of(session, labels.kg);
    if (!kg) { // before any other is made
        return kg.failure();
    }
    auto kek = generate_kek(session, labels);
    auto table = generate_secret(session, KeyRole::table, labels, CKM_AES_KEY_GEN, CKM_AES_GCM);
    auto digest = generate_secret(session, KeyRole::digest, labels, CKM_GENERIC_SECRET_KEY_GEN, CKM_SHA256_HMAC);
    auto log_signer = generate_log_signer(session, labels);
    if (!log_signer) {
        return log_signer.failure();
    }
    for (const auto* key : {&kg, &kek, &table, &digest}) {
        if (!*key) {
            return key->failure();
        }
    }
    for (Object* key : {&*kg, &*kek, &*table, &*digest, &log_signer->first, &log_signer->second}) {
        key->keep();
    }
    return {};
}
} // namespace

Result<std::filesystem::path> write_softhsm_config(const std::filesystem::path& directory) {
    std::error_code error;
    const std::filesystem::path tokens = std::filesystem::absolute(directory, error) / "tokens";
    std::filesystem::create_directories(tokens, error);
    for (const std::filesystem::path& made : {directory, tokens}) {
        if (!error) {
            std::filesystem::permissions(made, std::filesystem::perms::owner_all, error);
        }
    }
    if (error) {
        return fail(ErrorCode::file_io, {{"path", tokens.string()}}, error.message());
    }
    const std::filesystem::path config = directory / "softhsm2.conf";
    const std::string text = "directories.tokendir = " + tokens.string() +
                             "\nobjectstore.backend = file\nlog.level = ERROR\nslots.removable = false\n";
    if (auto written = write_durably(config, as_bytes(text)); !written) {
        return written.failure();
    }
    return config;
}

Result<Object> generate_kg(Session& session, const std::string& label) {
    const auto generate = [&](bool limited) {
        Template attributes = kg_attributes(label, limited);
        attributes.number(CKA_VALUE_LEN, aes_key_size_bytes);
        return session.generate(Mechanism(CKM_AES_KEY_GEN), std::move(attributes));
    };
    auto key = generate(true);
    return key ? std::move(key) : generate(false);
}

Result<Object> create_kg(Session& session, const std::string& label, ByteView value, bool limited) {
    Template attributes = kg_attributes(label, limited);
    attributes.bytes(CKA_VALUE, value);
    return session.create(std::move(attributes));
}

Result<Object> derive_kg(Session& session, const std::string& label, KeyHandle base, Mechanism mechanism,
                         bool limited) {
    Template attributes = kg_attributes(label, limited);
    attributes.number(CKA_VALUE_LEN, aes_key_size_bytes);
    return session.derive(std::move(mechanism), base, std::move(attributes));
}

Status prepare_token(Module& module, const std::string& token_label, const SecretBytes* security_officer_pin,
                     const SecretBytes& user_pin) {
    if (token_label.size() > token_label_size_bytes) {
        return fail(ErrorCode::value_malformed, {{"value", "token label"}});
    }
    const auto present = module.find_token(token_label);
    if (!present) {
        if (!present.error().arg("reason").empty() || security_officer_pin == nullptr) { // there are several
            return present.failure();
        }
        if (auto initialised = initialise_token(module, token_label, *security_officer_pin, user_pin); !initialised) {
            return initialised;
        }
    }
    return module.log_in(token_label, user_pin);
}

Status make_service_keys(Module& module, const std::string& token_label, const KeyLabels& labels, const MakeKg& kg) {
    auto session = Session::open(module, Session::Mode::read_write);
    if (!session) {
        return session.failure();
    }
    if (auto empty = require_no_keys(*session, token_label, labels); !empty) {
        return empty;
    }
    return make_keys(*session, labels, kg);
}

Status set_up_development_token(Module& module, const TokenSetup& setup) {
    if (setup.kg.size() != aes_key_size_bytes) {
        return fail(ErrorCode::value_malformed, {{"value", "kg"}});
    }
    if (auto prepared = prepare_token(module, setup.token_label, &setup.security_officer_pin, setup.user_pin);
        !prepared) {
        return prepared;
    }
    return make_service_keys(module, setup.token_label, setup.keys, [&](Session& session, const std::string& label) {
        return create_kg(session, label, setup.kg.bytes());
    });
}

Status make_kg(Module& module, const KeyLabels& labels, unsigned version, const MakeKg& make) {
    const std::string label = kg_label(labels, version);
    auto session = Session::open(module, Session::Mode::read_write);
    if (!session) {
        return session.failure();
    }
    auto there = session->find(CKO_SECRET_KEY, label);
    if (there || there.error().code == ErrorCode::hsm_key_ambiguous) {
        return fail(ErrorCode::station_exists, {{"path", "the token"}, {"key", label}});
    }
    if (there.error().code != ErrorCode::hsm_key_missing) {
        return there.failure();
    }
    auto kg = make(*session, label);
    if (!kg) {
        return kg.failure();
    }
    kg->keep();
    return {};
}

Status import_kg(Module& module, const KeyLabels& labels, unsigned version, ByteView value) {
    if (value.size() != aes_key_size_bytes) {
        return fail(ErrorCode::value_malformed, {{"value", "kg"}});
    }
    return make_kg(module, labels, version,
                   [&](Session& session, const std::string& label) { return create_kg(session, label, value); });
}

Result<std::size_t> destroy_keys(Module& module, const std::vector<std::string>& labels) {
    auto session = Session::open(module, Session::Mode::read_write);
    if (!session) {
        return session.failure();
    }
    std::size_t destroyed = 0;
    for (const CK_OBJECT_CLASS object_class : {CKO_SECRET_KEY, CKO_PRIVATE_KEY, CKO_PUBLIC_KEY}) {
        auto objects = session->list(object_class);
        if (!objects) {
            return objects.failure();
        }
        for (const auto& [label, key] : *objects) {
            if (std::find(labels.begin(), labels.end(), label) == labels.end()) {
                continue;
            }
            if (const CK_RV rv = module.functions().C_DestroyObject(session->handle(), key); rv != CKR_OK) {
                return fail_rv("C_DestroyObject", rv);
            }
            ++destroyed;
        }
    }
    return destroyed;
}

std::vector<std::string> service_key_labels(const KeyLabels& labels) {
    std::vector<std::string> all;
    for (const KeyRole role : all_roles) {
        all.push_back(labels.of(role));
    }
    return all;
}

} // namespace keyline::hsm
