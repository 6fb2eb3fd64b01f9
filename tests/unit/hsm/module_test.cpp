// A module, its tokens and its sessions: what is missing, wrong or in the way gets an error of its own.
#include "hsm/pkcs11/session.h"
#include "tests/unit/hsm/softhsm_token.h"

namespace keyline::hsm {

class ModuleTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        token_.emplace();
        VERIFY_OK(token_->set_up(Bytes(aes_key_size_bytes, 0x11)));
    }
    void cleanup() { token_.reset(); }

    void names_what_the_module_answered() {
        QCOMPARE(rv_text(CKR_PIN_INCORRECT), std::string("CKR_PIN_INCORRECT (0xa0)"));
        QCOMPARE(rv_text(0x80000123), std::string("CKR_VENDOR_DEFINED (0x80000123)"));
        QCOMPARE(rv_text(0x7777), std::string("CKR (0x7777)"));
    }

    void says_which_module_is_missing() {
        const auto missing = Module::load(token_->directory() / "no-such-module.so");
        VERIFY_FAILS(missing, ErrorCode::hsm_module_missing);
        QVERIFY(missing.error().arg("path").find("no-such-module.so") != std::string_view::npos);
        QVERIFY(missing.error().cause.find("cannot open shared object file") != std::string::npos);
        VERIFY_FAILS(Module::load("libm.so.6"), ErrorCode::hsm_module_missing);
        VERIFY_FAILS(Module::load(token_->directory() / "softhsm2.conf"), ErrorCode::hsm_module_missing);
    }

    void is_one_in_a_process() {
        const auto second = Module::load(SoftHsmToken::module_path);
        VERIFY_FAILS(second, ErrorCode::hsm_failed);
        QCOMPARE(second.error().cause, std::string("CKR_CRYPTOKI_ALREADY_INITIALIZED (0x191)"));
        VERIFY_OK(token_->module().check_token());
    }

    void says_which_tokens_there_are() {
        VERIFY_OK(token_->load());
        const auto missing = token_->module().log_in("another", secret("0000"));
        VERIFY_FAILS(missing, ErrorCode::hsm_token_missing);
        QCOMPARE(missing.error().arg("label"), std::string_view("another"));
        QCOMPARE(missing.error().arg("found"), std::string_view(SoftHsmToken::label));
    }

    void does_not_choose_between_tokens_of_one_label() {
        VERIFY_OK(token_->load());
        const auto blank = token_->module().find_blank_token();
        VERIFY_OK(blank);
        ByteArray<32> label{};
        label.fill(' ');
        std::copy_n(SoftHsmToken::label, std::string_view(SoftHsmToken::label).size(), label.begin());
        const SecretBytes pin = secret("5678-officer");
        QCOMPARE(token_->module().functions().C_InitToken(*blank, readable(pin.bytes()), pin.size(), label.data()),
                 CK_RV{CKR_OK});
        const auto several = token_->log_in();
        VERIFY_FAILS(several, ErrorCode::hsm_token_missing);
        QVERIFY(!several.error().arg("reason").empty());
    }

    void knows_a_wrong_pin() {
        VERIFY_OK(token_->load());
        const auto wrong = token_->module().log_in(SoftHsmToken::label, secret("9999"));
        VERIFY_FAILS(wrong, ErrorCode::hsm_pin_wrong);
        QCOMPARE(wrong.error().cause, std::string("CKR_PIN_INCORRECT (0xa0)"));
        VERIFY_OK(token_->log_in());
        VERIFY_FAILS(token_->log_in(), ErrorCode::hsm_failed); // once only
    }

    void notices_that_the_token_is_gone() {
        VERIFY_OK(token_->module().check_token());
        std::filesystem::remove_all(token_->tokens());
        VERIFY_FAILS(token_->module().check_token(), ErrorCode::hsm_failed);
    }

    void keeps_keys_over_a_restart_and_makes_none_twice() {
        VERIFY_FAILS(token_->set_up(Bytes(aes_key_size_bytes, 0x22)), ErrorCode::station_exists);
        VERIFY_OK(token_->load());
        VERIFY_OK(token_->log_in());
        auto session = Session::open(token_->module());
        VERIFY_OK(session);
        VERIFY_OK(session->find(CKO_SECRET_KEY, "kg"));
        VERIFY_FAILS(session->find(CKO_SECRET_KEY, "kg2"), ErrorCode::hsm_key_missing);
    }

    void refuses_a_development_kg_of_another_size() {
        SoftHsmToken fresh;
        token_->unload();
        VERIFY_FAILS(fresh.set_up(Bytes(16)), ErrorCode::value_malformed);
    }

    void does_not_choose_between_keys_of_one_label() {
        auto session = Session::open(token_->module(), Session::Mode::read_write);
        VERIFY_OK(session);
        Template second = demanded_attributes(KeyRole::kek);
        second.text(CKA_LABEL, "kek").number(CKA_VALUE_LEN, aes_key_size_bytes);
        auto made = session->generate(Mechanism(CKM_AES_KEY_GEN), std::move(second));
        VERIFY_OK(made);
        VERIFY_FAILS(session->find(CKO_SECRET_KEY, "kek"), ErrorCode::hsm_key_ambiguous);
    }

    void a_workers_session_makes_no_token_objects() {
        auto session = Session::open(token_->module());
        VERIFY_OK(session);
        Template key = demanded_attributes(KeyRole::kek);
        key.number(CKA_VALUE_LEN, aes_key_size_bytes);
        const auto made = session->generate(Mechanism(CKM_AES_KEY_GEN), std::move(key));
        VERIFY_FAILS(made, ErrorCode::hsm_failed);
        QCOMPARE(made.error().cause, std::string("CKR_SESSION_READ_ONLY (0xb5)"));
    }

  private:
    std::optional<SoftHsmToken> token_;
};

} // namespace keyline::hsm

QTEST_GUILESS_MAIN(keyline::hsm::ModuleTest)
#include "module_test.moc"
