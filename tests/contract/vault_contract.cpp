#include "tests/contract/vault_contract.h"

#include <algorithm>
#include <openssl/evp.h>
#include <set>
#include <thread>

namespace keyline {

namespace {
constexpr std::size_t workers = 4;
constexpr std::size_t tokens_per_worker = 25;

SerialNumber serial(std::uint64_t device_id) {
    return *SerialNumber::from_parts(DeviceType(0x0001), device_id);
}

// AES-256-CBC, IV 0, no padding; by OpenSSL.
Bytes aes_cbc(ByteView key, ByteView in, int encrypt) {
    EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
    const ByteArray<16> iv{};
    Bytes out(in.size());
    int size = 0;
    EVP_CipherInit_ex(context, EVP_aes_256_cbc(), nullptr, key.data(), iv.data(), encrypt);
    EVP_CIPHER_CTX_set_padding(context, 0);
    EVP_CipherUpdate(context, out.data(), &size, in.data(), static_cast<int>(in.size()));
    EVP_CIPHER_CTX_free(context);
    return out;
}

Challenge challenge_of(std::uint8_t start) {
    Challenge challenge;
    for (auto& byte : challenge.duid) {
        byte = start++;
    }
    for (auto& byte : challenge.app_token) {
        byte = start++;
    }
    return challenge;
}

bool has_code(const auto& result, ErrorCode code) {
    return !result && result.error().code == code;
}
} // namespace

void VaultContract::init() {
    auto made = make_vault();
    QVERIFY2(made, made ? "" : made.error().cause.c_str());
    vault_ = std::move(*made);
}

// What a lock with this token answers: it decrypts its PEK with Kg.
Bytes VaultContract::capture_response(const MintedToken& minted, const Challenge& challenge) const {
    const Bytes pek = aes_cbc(kg(), minted.token.wrapped_pek(), 0);
    const ByteView serial_bytes = minted.token.serial().bytes();
    Bytes clear(serial_bytes.begin(), serial_bytes.end());
    clear.insert(clear.end(), challenge.duid.begin(), challenge.duid.end());
    clear.insert(clear.end(), challenge.app_token.begin(), challenge.app_token.end());
    Bytes response(serial_bytes.begin(), serial_bytes.end());
    const Bytes encrypted = aes_cbc(pek, clear, 1);
    response.insert(response.end(), encrypted.begin(), encrypted.end());
    return response;
}

void VaultContract::mints_tokens_that_a_lock_accepts() {
    const auto minted = vault_->mint(serial(0x0123'4567'89ab), vault_->kg_check_value());
    QVERIFY(minted);
    const ProductionToken& token = minted->token;
    QVERIFY(equal(token.bytes().first(16), serial(0x0123'4567'89ab).bytes()));
    const Bytes pek = aes_cbc(kg(), token.wrapped_pek(), 0);
    QVERIFY(equal(aes_cbc(pek, token.pek_of_serial(), 0), token.serial().bytes()));
    const Bytes zeros_under_kg = aes_cbc(kg(), Bytes(16), 1);
    QVERIFY(equal(vault_->kg_check_value().bytes(), ByteView(zeros_under_kg).first(3)));
    QVERIFY(vault_->kek_check_value() != vault_->kg_check_value());
}

void VaultContract::never_mints_the_same_pek_twice() {
    std::set<Bytes> peks;
    for (std::uint64_t i = 0; i < 8; ++i) {
        const auto minted = vault_->mint(serial(7), vault_->kg_check_value());
        QVERIFY(minted);
        peks.insert(aes_cbc(kg(), minted->token.wrapped_pek(), 0));
    }
    QCOMPARE(peks.size(), 8U);
}

void VaultContract::remakes_a_token_byte_for_byte() {
    const auto minted = vault_->mint(serial(9), vault_->kg_check_value());
    QVERIFY(minted);
    auto other_worker = make_vault();
    QVERIFY(other_worker);
    const auto again = (*other_worker)->remake(serial(9), minted->escrow, vault_->kg_check_value());
    QVERIFY(again);
    QVERIFY(equal(again->bytes(), minted->token.bytes()));
}

void VaultContract::wraps_under_the_kg_that_is_asked_for() {
    QCOMPARE(vault_->kgs().size(), 2U);
    const CheckValue first = vault_->kgs()[0].check_value;
    const CheckValue second = vault_->kgs()[1].check_value;
    QVERIFY(first == vault_->kg_check_value() && first != second);
    const auto minted = vault_->mint(serial(8), second);
    QVERIFY(minted);
    const Bytes pek = aes_cbc(second_kg(), minted->token.wrapped_pek(), 0);
    QVERIFY(equal(aes_cbc(pek, minted->token.serial().bytes(), 1), minted->token.pek_of_serial()));
    const auto again = vault_->remake(serial(8), minted->escrow, second);
    QVERIFY(again && equal(again->bytes(), minted->token.bytes()));
    const auto under_first = vault_->remake(serial(8), minted->escrow, first);
    QVERIFY(under_first && !equal(under_first->wrapped_pek(), minted->token.wrapped_pek()));
    QVERIFY(equal(aes_cbc(kg(), under_first->wrapped_pek(), 0), pek));
    const auto unknown = *CheckValue::parse("a0b1c2");
    QVERIFY(has_code(vault_->mint(serial(8), unknown), ErrorCode::hsm_key_missing));
    QVERIFY(has_code(vault_->remake(serial(8), minted->escrow, unknown), ErrorCode::hsm_key_missing));
    QVERIFY(vault_->mint(serial(8), first));
}

void VaultContract::accepts_the_locks_answer_to_a_challenge() {
    const auto minted = vault_->mint(serial(10), vault_->kg_check_value());
    QVERIFY(minted);
    const Challenge challenge = challenge_of(3);
    const auto response = to_array<capture_response_size_bytes>(capture_response(*minted, challenge));
    const auto sound = vault_->check_capture(serial(10), minted->escrow, challenge, *response);
    QVERIFY(sound && *sound);
    QVERIFY(equal(ByteView(*response).subspan(16, 16), minted->token.pek_of_serial()));
}

void VaultContract::refuses_any_flipped_byte_of_the_answer() {
    const auto minted = vault_->mint(serial(11), vault_->kg_check_value());
    QVERIFY(minted);
    const Challenge challenge = challenge_of(200);
    const auto response = *to_array<capture_response_size_bytes>(capture_response(*minted, challenge));
    for (std::size_t i = 0; i < response.size(); ++i) {
        auto flipped = response;
        flipped[i] ^= 0x80U;
        const auto sound = vault_->check_capture(serial(11), minted->escrow, challenge, flipped);
        QVERIFY(sound && !*sound);
    }
}

void VaultContract::refuses_another_units_answer() {
    const auto one = vault_->mint(serial(12), vault_->kg_check_value());
    const auto other = vault_->mint(serial(13), vault_->kg_check_value());
    QVERIFY(one && other);
    const Challenge challenge = challenge_of(1);
    const auto response = *to_array<capture_response_size_bytes>(capture_response(*other, challenge));
    const auto of_other_serial = vault_->check_capture(serial(12), one->escrow, challenge, response);
    QVERIFY(of_other_serial && !*of_other_serial);
    const auto of_other_pek = vault_->check_capture(serial(13), one->escrow, challenge, response);
    QVERIFY(of_other_pek && !*of_other_pek);
    const auto replayed = vault_->check_capture(serial(13), other->escrow, challenge_of(2), response);
    QVERIFY(replayed && !*replayed);
}

void VaultContract::knows_a_damaged_escrow() {
    const auto minted = vault_->mint(serial(14), vault_->kg_check_value());
    QVERIFY(minted);
    for (std::size_t i = 0; i < escrow_size_bytes; i += 13) {
        auto escrow = minted->escrow;
        escrow[i] ^= 1U;
        QVERIFY(has_code(vault_->remake(serial(14), escrow, vault_->kg_check_value()), ErrorCode::escrow_damaged));
        QVERIFY(has_code(vault_->check_capture(serial(14), escrow, {}, {}), ErrorCode::escrow_damaged));
    }
    for (const std::size_t size_bytes : {0U, 24U, 39U}) {
        QVERIFY(
            has_code(vault_->remake(serial(14), ByteView(minted->escrow).first(size_bytes), vault_->kg_check_value()),
                     ErrorCode::escrow_damaged));
    }
}

void VaultContract::works_on_after_a_damaged_escrow() {
    const auto minted = vault_->mint(serial(15), vault_->kg_check_value());
    QVERIFY(minted);
    QVERIFY(!vault_->remake(serial(15), Bytes(escrow_size_bytes), vault_->kg_check_value()));
    const auto again = vault_->remake(serial(15), minted->escrow, vault_->kg_check_value());
    QVERIFY(again && equal(again->bytes(), minted->token.bytes()));
}

void VaultContract::makes_tables_of_the_size_asked_for() {
    const auto table = vault_->make_table(SubstitutionTable::size_bytes_max);
    const auto other = vault_->make_table(SubstitutionTable::size_bytes_max);
    QVERIFY(table && other);
    QCOMPARE(table->size(), SubstitutionTable::size_bytes_max);
    QVERIFY(!equal(table->bytes(), other->bytes()));
    QVERIFY(has_code(vault_->make_table(SubstitutionTable::size_bytes_min - 1), ErrorCode::table_invalid));
    QVERIFY(has_code(vault_->make_table(SubstitutionTable::size_bytes_max + 1), ErrorCode::table_invalid));
}

void VaultContract::opens_what_it_sealed() {
    for (const std::size_t size_bytes : {SubstitutionTable::size_bytes_min, SubstitutionTable::size_bytes_max}) {
        const auto table = vault_->make_table(size_bytes);
        QVERIFY(table);
        const auto sealed = vault_->seal_table(*table, "demo");
        const auto again = vault_->seal_table(*table, "demo");
        QVERIFY(sealed && again && *sealed != *again);
        QVERIFY(std::search(sealed->begin(), sealed->end(), table->bytes().begin(), table->bytes().begin() + 16) ==
                sealed->end());
        const auto opened = vault_->open_table(*sealed, "demo");
        QVERIFY(opened && equal(opened->bytes(), table->bytes()));
    }
}

void VaultContract::knows_a_seal_that_was_tampered_with() {
    const auto table = vault_->make_table(SubstitutionTable::size_bytes_min);
    QVERIFY(table);
    const auto sealed = vault_->seal_table(*table, "demo");
    QVERIFY(sealed);
    for (std::size_t i = 0; i < sealed->size(); i += 19) { // every part: version, IV, ciphertext, tag
        Bytes changed = *sealed;
        changed[i] ^= 1U;
        QVERIFY(has_code(vault_->open_table(changed, "demo"), ErrorCode::table_damaged));
    }
    Bytes changed = *sealed;
    changed.back() ^= 1U;
    QVERIFY(has_code(vault_->open_table(changed, "demo"), ErrorCode::table_damaged));
    for (const std::size_t size_bytes : {std::size_t{0}, std::size_t{29}, sealed->size() - 1}) {
        QVERIFY(has_code(vault_->open_table(ByteView(*sealed).first(size_bytes), "demo"), ErrorCode::table_damaged));
    }
    QVERIFY(vault_->open_table(*sealed, "demo"));
}

void VaultContract::does_not_open_another_profiles_table() {
    const auto table = vault_->make_table(SubstitutionTable::size_bytes_min);
    QVERIFY(table);
    const auto sealed = vault_->seal_table(*table, "demo");
    QVERIFY(sealed);
    QVERIFY(has_code(vault_->open_table(*sealed, "demo2"), ErrorCode::table_damaged));
    QVERIFY(has_code(vault_->open_table(*sealed, ""), ErrorCode::table_damaged));
}

void VaultContract::keeps_a_persons_secret() {
    const Bytes secret(20, 0x5a);
    const auto sealed = vault_->seal_secret(secret, "operator/ann");
    QVERIFY(sealed);
    QVERIFY(std::search(sealed->begin(), sealed->end(), secret.begin(), secret.begin() + 8) == sealed->end());
    const auto opened = vault_->open_secret(*sealed, "operator/ann");
    QVERIFY(opened && equal(opened->bytes(), secret));
    QVERIFY(has_code(vault_->open_secret(*sealed, "operator/bob"), ErrorCode::registry_unsound));
    QVERIFY(has_code(vault_->open_secret(ByteView(*sealed).first(20), "operator/ann"), ErrorCode::registry_unsound));
    QVERIFY(has_code(vault_->open_table(*sealed, "operator/ann"), ErrorCode::table_damaged));
    Bytes changed = *sealed;
    changed.back() ^= 1U;
    QVERIFY(has_code(vault_->open_secret(changed, "operator/ann"), ErrorCode::registry_unsound));
}

void VaultContract::names_secrets_by_a_keyed_digest() {
    const Bytes secret(64, 0x5a);
    const auto digest = vault_->keyed_digest(secret);
    auto other_worker = make_vault();
    QVERIFY(digest && other_worker);
    const auto same = (*other_worker)->keyed_digest(secret);
    const auto other = vault_->keyed_digest(Bytes(64, 0x5b));
    QVERIFY(same && *same == *digest);
    QVERIFY(other && *other != *digest);
    Bytes plain(32);
    EVP_Digest(secret.data(), secret.size(), plain.data(), nullptr, EVP_sha256(), nullptr);
    QVERIFY(!equal(*digest, plain));
}

void VaultContract::serves_several_workers_at_once() {
    std::array<std::size_t, workers> sound{};
    std::vector<std::thread> threads;
    for (std::size_t worker = 0; worker < workers; ++worker) {
        auto made = make_vault();
        QVERIFY(made);
        threads.emplace_back([&, worker, vault = std::move(*made)] {
            for (std::size_t i = 0; i < tokens_per_worker; ++i) {
                const auto minted = vault->mint(serial(1000 * worker + i), vault->kg_check_value());
                if (!minted) {
                    continue;
                }
                const auto again = vault->remake(minted->token.serial(), minted->escrow, vault->kg_check_value());
                const Bytes pek = aes_cbc(kg(), minted->token.wrapped_pek(), 0);
                sound[worker] += static_cast<std::size_t>(
                    again && equal(again->bytes(), minted->token.bytes()) &&
                    equal(aes_cbc(pek, minted->token.serial().bytes(), 1), minted->token.pek_of_serial()));
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    for (const std::size_t count : sound) {
        QCOMPARE(count, tokens_per_worker);
    }
}

} // namespace keyline
