// Copies of the token directory: of a sound one only, whole, the newest three; and a copy can be put back.
#include "hsm/token_backup.h"
#include "tests/unit/hsm/softhsm_token.h"

#include <fstream>
#include <set>

namespace keyline::hsm {

namespace {
namespace fs = std::filesystem;

std::set<std::string> names_in(const fs::path& directory) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(directory)) {
        names.insert(entry.path().filename());
    }
    return names;
}
} // namespace

class TokenBackupTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        token_.emplace();
        VERIFY_OK(token_->set_up(Bytes(aes_key_size_bytes, 0x61)));
        token_->unload();
    }
    void cleanup() { token_.reset(); }

    void copies_once_what_does_not_change() {
        expect(TokenBackup::made);
        expect(TokenBackup::unchanged);
        QCOMPARE(names_in(copies()), std::set<std::string>{"000001"});
    }

    void keeps_the_newest_three() {
        for (int i = 0; i < 5; ++i) {
            add_key();
            expect(TokenBackup::made);
        }
        QCOMPARE(names_in(copies()), (std::set<std::string>{"000003", "000004", "000005"}));
    }

    void a_copy_can_be_put_back() {
        expect(TokenBackup::made);
        fs::remove_all(token_->tokens());
        fs::copy(copies() / "000001", token_->tokens(), fs::copy_options::recursive);
        VERIFY_OK(token_->load());
        VERIFY_OK(token_->log_in());
        VERIFY_OK(run_self_test(token_->module(), {}));
    }

    void finds_damage_and_says_what_to_restore_from() {
        expect(TokenBackup::made);
        const fs::path object = some_object();
        const auto size_bytes = fs::file_size(object);
        for (const auto left : {std::uintmax_t{0}, std::uintmax_t{8}, size_bytes / 2, size_bytes - 1}) {
            fs::resize_file(object, left);
            const auto damaged = back_up_tokens(token_->tokens(), copies());
            VERIFY_FAILS(damaged, ErrorCode::hsm_token_damaged);
            QCOMPARE(damaged.error().arg("path"), std::string_view(object.string()));
            QCOMPARE(damaged.error().arg("copy"), std::string_view((copies() / "000001").string()));
        }
        QCOMPARE(names_in(copies()), std::set<std::string>{"000001"});
    }

    void puts_the_newest_copy_in_the_place_of_a_damaged_directory() {
        expect(TokenBackup::made);
        for (int damage = 1; damage <= 2; ++damage) {
            fs::resize_file(some_object(), 0);
            const auto restored = restore_tokens(token_->tokens(), copies());
            VERIFY_OK(restored);
            QCOMPARE(restored->copy, copies() / "000001");
            QCOMPARE(restored->damaged, fs::path(token_->tokens().string() + ".damaged-" + std::to_string(damage)));
            QVERIFY(fs::is_directory(restored->damaged)); // nothing is thrown away
            expect(TokenBackup::unchanged);
        }
        VERIFY_OK(token_->load());
        VERIFY_OK(token_->log_in());
        VERIFY_OK(run_self_test(token_->module(), {}));
    }

    void goes_on_with_a_restore_that_was_interrupted() {
        expect(TokenBackup::made);
        const fs::path restoring = token_->tokens().string() + ".restoring";
        fs::create_directories(restoring / "half");
        fs::rename(token_->tokens(), token_->tokens().string() + ".damaged-1");
        VERIFY_FAILS(back_up_tokens(token_->tokens(), copies()), ErrorCode::hsm_token_damaged);
        VERIFY_OK(restore_tokens(token_->tokens(), copies()));
        expect(TokenBackup::unchanged);
    }

    void restores_nothing_where_there_is_no_copy_or_no_directory() {
        VERIFY_FAILS(restore_tokens(token_->tokens(), copies()), ErrorCode::hsm_token_damaged);
        expect(TokenBackup::made);
        fs::rename(token_->tokens(), token_->directory() / "away");
        VERIFY_FAILS(restore_tokens(token_->tokens(), copies()), ErrorCode::hsm_token_damaged);
        fs::rename(token_->directory() / "away", token_->tokens());
        fs::resize_file(copies() / fs::relative(some_object(), token_->tokens()).string().insert(0, "000001/"), 3);
        VERIFY_FAILS(restore_tokens(token_->tokens(), copies()), ErrorCode::hsm_token_damaged); // the copy is no better
    }

    void finds_a_token_that_is_gone() {
        expect(TokenBackup::made);
        for (const auto& entry : fs::recursive_directory_iterator(token_->tokens())) {
            if (entry.path().filename() == "token.object") {
                fs::remove(entry.path());
                break;
            }
        }
        VERIFY_FAILS(back_up_tokens(token_->tokens(), copies()), ErrorCode::hsm_token_damaged);
        for (const auto& entry : fs::directory_iterator(token_->tokens())) {
            fs::remove_all(entry.path());
        }
        VERIFY_FAILS(back_up_tokens(token_->tokens(), copies()), ErrorCode::hsm_token_damaged);
        fs::remove_all(token_->tokens());
        VERIFY_FAILS(back_up_tokens(token_->tokens(), copies()), ErrorCode::hsm_token_damaged);
    }

    void has_nothing_to_copy_before_the_first_token() {
        const SoftHsmToken fresh;
        const auto nothing = back_up_tokens(fresh.tokens(), fresh.directory() / "copies");
        VERIFY_OK(nothing);
        QVERIFY(*nothing == TokenBackup::unchanged);
    }

    void clears_away_a_copy_that_was_interrupted() {
        fs::create_directories(copies() / "unfinished" / "abc");
        std::ofstream(copies() / "unfinished" / "abc" / "left.object") << "x";
        expect(TokenBackup::made);
        QCOMPARE(names_in(copies()), std::set<std::string>{"000001"});
        QCOMPARE(names_in(copies() / "000001"), names_in(token_->tokens()));
    }

  private:
    fs::path copies() const { return token_->directory() / "copies"; }
    void expect(TokenBackup outcome) {
        const auto done = back_up_tokens(token_->tokens(), copies());
        VERIFY_OK(done);
        QVERIFY(*done == outcome);
    }
    fs::path some_object() const {
        for (const auto& entry : fs::recursive_directory_iterator(token_->tokens())) {
            if (entry.path().extension() == ".object" && entry.path().filename() != "token.object") {
                return entry.path();
            }
        }
        return {};
    }
    void add_key() {
        VERIFY_OK(token_->load());
        VERIFY_OK(token_->log_in());
        {
            auto session = Session::open(token_->module(), Session::Mode::read_write);
            VERIFY_OK(session);
            Template key = demanded_attributes(KeyRole::table);
            key.number(CKA_VALUE_LEN, aes_key_size_bytes).text(CKA_LABEL, "extra");
            auto made = session->generate(Mechanism(CKM_AES_KEY_GEN), std::move(key));
            VERIFY_OK(made);
            made->keep();
        }
        token_->unload();
    }
    std::optional<SoftHsmToken> token_;
};

} // namespace keyline::hsm

QTEST_GUILESS_MAIN(keyline::hsm::TokenBackupTest)
#include "token_backup_test.moc"
