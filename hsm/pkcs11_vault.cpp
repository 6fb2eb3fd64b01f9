#include "hsm/pkcs11_vault.h"

#include "hsm/seal.h"

#include <algorithm>

namespace keyline::hsm {

namespace {
Result<Object> session_copy(Session& session, const KeyLabels& labels, KeyRole role) {
    auto key = session.find(object_class_of(role), labels.of(role));
    return key ? session.copy_to_session(*key) : key.failure();
}

Status compare_check_value(Session& session, KeyHandle key, const std::string& label, const CheckValue& expected) {
    auto found = check_value_by_wrapping(session, key);
    if (!found) {
        return found.failure();
    }
    if (*found != expected) {
        return fail(ErrorCode::hsm_key_check_value,
                    {{"key", label}, {"expected", expected.text()}, {"found", found->text()}});
    }
    return {};
}
} // namespace

Result<Pkcs11Vault> Pkcs11Vault::create(const Module& module, Options options) {
    auto token = SecretBytes::create(production_token_size_bytes);
    if (!token) {
        return token.failure();
    }
    Pkcs11Vault vault(module, std::move(options), std::move(*token));
    if (auto prepared = vault.prepare(); !prepared) {
        return prepared.failure();
    }
    return vault;
}

Status Pkcs11Vault::prepare() {
    auto session = Session::open(*module_);
    if (!session) {
        return session.failure();
    }
    auto kgs = copy_kgs(*session);
    if (!kgs) {
        return kgs.failure();
    }
    auto kek = session_copy(*session, options_.labels, KeyRole::kek);
    auto table = session_copy(*session, options_.labels, KeyRole::table);
    auto digest = session_copy(*session, options_.labels, KeyRole::digest);
    for (const auto* key : {&kek, &table, &digest}) {
        if (!*key) {
            return key->failure();
        }
    }
    if (auto same = compare_check_value(*session, kek->handle(), options_.labels.kek, options_.kek); !same) {
        return same;
    }
    bench_.emplace(Bench{std::move(*session), std::move(*kgs), std::move(*kek), std::move(*table), std::move(*digest)});
    return {};
}

// One for each that is expected; what else is in the token is not used.
Result<std::vector<Object>> Pkcs11Vault::copy_kgs(Session& session) const {
    auto there = find_kgs(session, options_.labels);
    if (!there) {
        return there.failure();
    }
    std::vector<std::optional<Object>> copies(options_.kgs.size());
    std::string found;
    for (const LabelledKg& kg : *there) {
        auto copy = session.copy_to_session(kg.key);
        auto value = copy ? check_value_by_wrapping(session, copy->handle()) : copy.failure();
        if (!value) {
            return value.failure();
        }
        found += (found.empty() ? "" : " ") + value->text();
        for (std::size_t i = 0; i < copies.size(); ++i) {
            if (options_.kgs[i].check_value != *value) {
                continue;
            }
            if (copies[i]) {
                return fail(ErrorCode::hsm_key_ambiguous, {{"key", kg.label}});
            }
            copies[i].emplace(std::move(*copy));
            break;
        }
    }
    std::vector<Object> kgs;
    for (std::size_t i = 0; i < copies.size(); ++i) {
        if (!copies[i]) {
            return fail(
                ErrorCode::hsm_key_check_value,
                {{"key", options_.labels.kg}, {"expected", options_.kgs[i].check_value.text()}, {"found", found}});
        }
        kgs.push_back(std::move(*copies[i]));
    }
    return kgs;
}

Result<std::size_t> Pkcs11Vault::index_of(const CheckValue& kg) const {
    for (std::size_t i = 0; i < options_.kgs.size(); ++i) {
        if (options_.kgs[i].check_value == kg) {
            return i;
        }
    }
    return fail(ErrorCode::hsm_key_missing, {{"key", options_.labels.kg + " " + kg.text()}});
}

template <class Body>
auto Pkcs11Vault::on_bench(Body body) -> decltype(body(std::declval<Bench&>())) {
    if (!bench_) {
        if (auto prepared = prepare(); !prepared) {
            return prepared.failure();
        }
    }
    auto result = body(*bench_);
    if (!result) {
        bench_.reset();
    }
    return result;
}

Result<ProductionToken> Pkcs11Vault::take_token(Bench& bench, KeyHandle kg, KeyHandle pek, const SerialNumber& serial) {
    const auto written =
        write_token(bench.session, kg, pek, serial, token_.writable().first<production_token_size_bytes>());
    auto token = written ? ProductionToken::parse(token_.bytes()) : written.failure();
    wipe(token_.writable());
    return token;
}

Result<MintedToken> Pkcs11Vault::mint(const SerialNumber& serial, const CheckValue& kg) {
    const auto index = index_of(kg);
    if (!index) {
        return index.failure();
    }
    return on_bench([&](Bench& bench) -> Result<MintedToken> {
        auto pek = generate_pek(bench.session);
        if (!pek) {
            return pek.failure();
        }
        auto token = take_token(bench, bench.kgs[*index].handle(), pek->handle(), serial);
        if (!token) {
            return token.failure();
        }
        auto escrow = wrap_for_escrow(bench.session, bench.kek.handle(), pek->handle());
        if (!escrow) {
            return escrow.failure();
        }
        return MintedToken{std::move(*token), *escrow};
    });
}

Result<Object> Pkcs11Vault::restore(Bench& bench, ByteView escrow, PekUse use) {
    if (escrow.size() != escrow_size_bytes) {
        return fail(ErrorCode::escrow_damaged, {{"value", "pek"}, {"bytes", std::to_string(escrow.size())}});
    }
    auto pek = restore_pek(bench.session, bench.kek.handle(), escrow, use);
    if (!pek && kek_works(bench)) {
        return fail(ErrorCode::escrow_damaged, {{"value", "pek"}}, pek.error().cause);
    }
    return pek;
}

bool Pkcs11Vault::kek_works(const Bench& bench) const {
    auto session = Session::open(*module_);
    if (!session) {
        return false;
    }
    auto pek = generate_pek(*session);
    if (!pek) {
        return false;
    }
    auto escrow = wrap_for_escrow(*session, bench.kek.handle(), pek->handle());
    return escrow && restore_pek(*session, bench.kek.handle(), *escrow, PekUse::verify);
}

Result<ProductionToken> Pkcs11Vault::remake(const SerialNumber& serial, ByteView escrow, const CheckValue& kg) {
    const auto index = index_of(kg);
    if (!index) {
        return index.failure();
    }
    return on_bench([&](Bench& bench) -> Result<ProductionToken> {
        auto pek = restore(bench, escrow, PekUse::remake);
        return pek ? take_token(bench, bench.kgs[*index].handle(), pek->handle(), serial) : pek.failure();
    });
}

Result<bool> Pkcs11Vault::check_capture(const SerialNumber& serial, ByteView escrow, const Challenge& challenge,
                                        const ByteArray<capture_response_size_bytes>& response) {
    constexpr std::size_t answer_size_bytes = capture_response_size_bytes - serial_number_size_bytes;
    ByteArray<answer_size_bytes> clear{};
    auto next = std::copy(serial.bytes().begin(), serial.bytes().end(), clear.begin());
    next = std::copy(challenge.duid.begin(), challenge.duid.end(), next);
    std::copy(challenge.app_token.begin(), challenge.app_token.end(), next);

    return on_bench([&](Bench& bench) -> Result<bool> {
        auto pek = restore(bench, escrow, PekUse::verify);
        if (!pek) {
            return pek.failure();
        }
        ByteArray<capture_response_size_bytes> expected{};
        std::copy(serial.bytes().begin(), serial.bytes().end(), expected.begin());
        auto size_bytes = bench.session.encrypt(Mechanism::aes_cbc(), pek->handle(), clear,
                                                std::span(expected).last<answer_size_bytes>());
        if (!size_bytes) {
            return size_bytes.failure();
        }
        const bool same = equal_in_constant_time(expected, response);
        wipe(expected);
        return same;
    });
}

Result<SubstitutionTable> Pkcs11Vault::make_table(std::size_t size_bytes) {
    return on_bench([&](Bench& bench) -> Result<SubstitutionTable> {
        auto bytes = SecretBytes::create(size_bytes);
        if (!bytes) {
            return bytes.failure();
        }
        if (auto drawn = bench.session.random(bytes->writable()); !drawn) {
            return drawn.failure();
        }
        return SubstitutionTable::create(std::move(*bytes));
    });
}

Result<Bytes> Pkcs11Vault::seal_table(const SubstitutionTable& table, std::string_view context) {
    return on_bench([&](Bench& bench) { return seal(bench.session, bench.table.handle(), table.bytes(), context); });
}

Result<SubstitutionTable> Pkcs11Vault::open_table(ByteView sealed, std::string_view context) {
    if (!has_seal_form(sealed)) {
        return fail(ErrorCode::table_damaged, {{"profile", std::string(context)}},
                    std::to_string(sealed.size()) + " bytes");
    }
    return on_bench([&](Bench& bench) -> Result<SubstitutionTable> {
        auto opened = open_seal(bench.session, bench.table.handle(), sealed, context);
        if (opened) {
            return SubstitutionTable::create(std::move(*opened));
        }
        if (table_key_works(bench)) {
            return fail(ErrorCode::table_damaged, {{"profile", std::string(context)}}, opened.error().cause);
        }
        return opened.failure();
    });
}

bool Pkcs11Vault::table_key_works(const Bench& bench) const {
    auto session = Session::open(*module_);
    if (!session) {
        return false;
    }
    const ByteArray<aes_block_size_bytes> plain{};
    auto sealed = seal(*session, bench.table.handle(), plain, {});
    return sealed && open_seal(*session, bench.table.handle(), *sealed, {});
}

namespace {
// A profile's name has no '/': neither can be put in the other's place.
std::string secret_context(std::string_view context) {
    return "secret/" + std::string(context);
}
} // namespace

Result<Bytes> Pkcs11Vault::seal_secret(ByteView secret, std::string_view context) {
    return on_bench(
        [&](Bench& bench) { return seal(bench.session, bench.table.handle(), secret, secret_context(context)); });
}

Result<SecretBytes> Pkcs11Vault::open_secret(ByteView sealed, std::string_view context) {
    const auto damaged = [&](std::string cause) {
        return fail(ErrorCode::registry_unsound, {{"reason", "the sealed secret of " + std::string(context)}},
                    std::move(cause));
    };
    if (!has_seal_form(sealed)) {
        return damaged(std::to_string(sealed.size()) + " bytes");
    }
    return on_bench([&](Bench& bench) -> Result<SecretBytes> {
        auto opened = open_seal(bench.session, bench.table.handle(), sealed, secret_context(context));
        if (!opened && table_key_works(bench)) {
            return damaged(opened.error().cause);
        }
        return opened;
    });
}

Result<ByteArray<keyed_digest_size_bytes>> Pkcs11Vault::keyed_digest(ByteView secret) {
    return on_bench([&](Bench& bench) -> Result<ByteArray<keyed_digest_size_bytes>> {
        ByteArray<keyed_digest_size_bytes> digest{};
        auto size_bytes = bench.session.sign(Mechanism(CKM_SHA256_HMAC), bench.digest.handle(), secret, digest);
        if (!size_bytes) {
            return size_bytes.failure();
        }
        return digest;
    });
}

} // namespace keyline::hsm
