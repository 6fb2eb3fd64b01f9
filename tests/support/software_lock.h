// A lock in memory, for tests of the line: the states and answers of spec/factory-protocol.md, computed with the test's
// Kg. The real lock code is fixtures/lock; that the station's driver fits it is what tests/contract/lock_link shows.
#pragma once

#include "provisioning/issuing/table_proof.h"
#include "provisioning/line/settled_fixture.h"
#include "provisioning/ports/lock_link.h"
#include "tests/support/software_vault.h"

namespace keyline::test {

class SoftwareLock final : public LockLink {
  public:
    struct Chip {
        ChipUid uid = *ChipUid::parse("0011223344556677");
        ByteArray<32> kg{};
        LockState state = LockState::blank;
        std::optional<SerialNumber> serial;
        Bytes pek;
        Bytes table;
        std::size_t table_size_bytes = 256;
        DeviceType type{1};
    };
    std::optional<Chip> chip; // none: the place is empty
    unsigned tokens_written = 0;
    bool close_does_not_close = false;
    bool lies_about_closing = false;
    FixtureControl* place = nullptr;        // of the fixture that it stands in; null: nothing to control
    std::function<void()> before_the_table; // a person's moment

    FixtureControl& fixture() override { return place != nullptr ? *place : no_fixture_control(); }

    Result<LockIdentity> identify() override {
        if (!chip) {
            return fail(ErrorCode::lock_silent);
        }
        return LockIdentity{chip->uid,
                            "test",
                            "0.1",
                            chip->type,
                            says_closed_ ? LockState::closed : chip->state,
                            check_value_of(chip->kg),
                            chip->table_size_bytes,
                            chip->serial};
    }
    Result<SelfCheck> program(const ProductionToken* token, const SubstitutionTable& table,
                              const Progress& progress) override {
        if (!chip) {
            return fail(ErrorCode::lock_silent);
        }
        if (token != nullptr) {
            const Bytes pek = cbc_decrypt(chip->kg, token->wrapped_pek());
            if (!equal(cbc_encrypt(pek, token->serial().bytes()), token->pek_of_serial())) {
                return fail(ErrorCode::lock_refused, {{"rc", "256"}});
            }
            ++tokens_written;
            chip->pek = pek;
            chip->serial = token->serial();
            chip->state = LockState::token_stored;
        }
        if (!chip->serial) {
            return fail(ErrorCode::lock_refused, {{"rc", "6"}});
        }
        if (before_the_table) {
            before_the_table();
        }
        if (auto there = in_place(); !there) {
            return there.failure();
        }
        chip->table.assign(table.bytes().begin(), table.bytes().end());
        chip->state = LockState::table_stored;
        progress(table.size(), table.size());
        return SelfCheck{true, true, chip->serial};
    }
    Result<LockAnswer> answer(const Challenge& challenge) override {
        auto identity = identify();
        if (!identity) {
            return identity.failure();
        }
        if (!chip->serial) {
            return fail(ErrorCode::lock_refused, {{"rc", "6"}});
        }
        const SerialNumber& serial = *chip->serial;
        LockAnswer answer{*identity, {}, chip->state == LockState::closed};
        const Bytes response = concat(
            {serial.bytes(), cbc_encrypt(chip->pek, concat({serial.bytes(), challenge.duid, challenge.app_token}))});
        answer.proof.capture_response = *to_array<capture_response_size_bytes>(response);
        const auto table = SubstitutionTable::create(*SecretBytes::copy_of(chip->table));
        answer.proof.table_tag = *table_proof(*table, challenge.table_nonce, serial, chip->uid);
        return answer;
    }
    Result<LockExamination> examine(const Challenge* challenge) override {
        auto given = answer(challenge != nullptr ? *challenge : Challenge());
        if (!given) {
            return given.failure();
        }
        return LockExamination{given->identity, SelfCheck{true, true, chip->serial}, given->proof.capture_response,
                               given->proof.table_tag};
    }
    Status close() override {
        if (!chip) {
            return fail(ErrorCode::lock_silent);
        }
        if (!close_does_not_close) {
            chip->state = LockState::closed;
        }
        says_closed_ = lies_about_closing;
        return {};
    }

  private:
    // As WatchedFraming does it for a real one.
    Status in_place() {
        auto* settled = dynamic_cast<SettledFixture*>(place);
        return settled != nullptr ? settled->check() : Status();
    }
    bool says_closed_ = false; // whatever it is
};

} // namespace keyline::test
