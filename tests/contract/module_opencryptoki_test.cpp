// A second real module, openCryptoki's soft token beside its slot daemon (tests/support/in_opencryptoki): what it does
// of all that a vault needs, and what it does not; hsm/README.md has the table that this test proves. The vault
// contract cannot run on it, for it wraps no escrow: so it must be refused, by name, by the self-test and by the
// programs.
#include "hsm/pek.h"
#include "hsm/reference.h"
#include "hsm/seal.h"
#include "tests/unit/hsm/softhsm_token.h"

#include <QProcess>

namespace keyline::hsm {

namespace {
constexpr const char* module_path = "/usr/lib/x86_64-linux-gnu/pkcs11/PKCS11_API.so";
constexpr const char* token_label = "keyline";
constexpr const char* officer_default_pin = "87654321"; // as openCryptoki makes its tokens
constexpr const char* officer_pin = "11223344";
constexpr const char* first_pin = "12345678"; // both must be changed before anything else is done
constexpr const char* user_pin = "24682468";

CK_RV change_pin(const CK_FUNCTION_LIST& functions, CK_SLOT_ID slot, CK_USER_TYPE user, std::string_view old_pin,
                 std::string_view new_pin, std::string_view init_pin = {}) {
    CK_SESSION_HANDLE session = CK_INVALID_HANDLE;
    CK_RV rv = functions.C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr, &session);
    if (rv != CKR_OK) {
        return rv;
    }
    rv = functions.C_Login(session, user, readable(as_bytes(old_pin)), old_pin.size());
    if (rv == CKR_OK || rv == CKR_PIN_EXPIRED) {
        rv = functions.C_SetPIN(session, readable(as_bytes(old_pin)), old_pin.size(), readable(as_bytes(new_pin)),
                                new_pin.size());
    }
    if (rv == CKR_OK && !init_pin.empty()) {
        rv = functions.C_InitPIN(session, readable(as_bytes(init_pin)), init_pin.size());
    }
    functions.C_CloseSession(session);
    return rv;
}
} // namespace

class ModuleOpenCryptokiTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        auto loaded = Module::load(module_path);
        VERIFY_OK(loaded);
        module_.emplace(std::move(*loaded));
        const CK_FUNCTION_LIST& functions = module_->functions();
        const auto slot = module_->find_blank_token();
        VERIFY_OK(slot);
        ByteArray<32> label{};
        label.fill(' ');
        std::copy_n(token_label, std::strlen(token_label), label.begin());
        const std::string_view so_pin = officer_default_pin;
        QCOMPARE(functions.C_InitToken(*slot, readable(as_bytes(so_pin)), so_pin.size(), label.data()), CK_RV(CKR_OK));
        QCOMPARE(change_pin(functions, *slot, CKU_SO, officer_default_pin, officer_pin, first_pin), CK_RV(CKR_OK));
        QCOMPARE(change_pin(functions, *slot, CKU_USER, first_pin, user_pin), CK_RV(CKR_OK));
        VERIFY_OK(module_->log_in(token_label, secret(user_pin)));
        auto session = Session::open(*module_, Session::Mode::read_write);
        VERIFY_OK(session);
        session_.emplace(std::move(*session));
    }
    void cleanupTestCase() {
        session_.reset();
        module_.reset();
    }

    void makes_tokens_under_a_known_kg() {
        const Bytes value(aes_key_size_bytes, 0x42);
        auto kg = import_session_key(*session_, value, {CKA_WRAP}, Extractable::no);
        VERIFY_OK(kg);
        auto pek = generate_pek(*session_);
        VERIFY_OK(pek);
        const auto serial = *SerialNumber::from_parts(DeviceType(1), 7);
        ByteArray<production_token_size_bytes> token{};
        VERIFY_OK(write_token(*session_, kg->handle(), pek->handle(), serial, token));
        const auto opened = reference::aes_cbc(value, ByteView(token).subspan(16, 32), reference::Direction::decrypt);
        const auto block = reference::aes_cbc(opened->bytes(), serial.bytes(), reference::Direction::encrypt);
        QVERIFY(equal(block->bytes(), ByteView(token).last(16)));
        QVERIFY(!session_->is_readable(pek->handle()));
    }

    // Only without CKA_ALLOWED_MECHANISMS, which it refuses.
    void keeps_a_kg_that_wraps_and_does_nothing_else() {
        auto kg = generate_kg(*session_, "kg");
        VERIFY_OK(kg);
        VERIFY_OK(check_attributes(*session_, KeyRole::kg, kg->handle(), "kg"));
        VERIFY_OK(check_value_by_wrapping(*session_, kg->handle()));
        ByteArray<aes_key_size_bytes> out{};
        QVERIFY(!session_->decrypt(Mechanism::aes_cbc(), kg->handle(), out, out));
        QVERIFY(
            !session_->unwrap(Mechanism::aes_cbc(), kg->handle(), out, session_key({CKA_ENCRYPT}, Extractable::no)));
        auto known = import_session_key(*session_, Bytes(aes_key_size_bytes), {CKA_WRAP}, Extractable::no);
        VERIFY_OK(known);
        QVERIFY(!session_->wrap(Mechanism::aes_cbc(), known->handle(), kg->handle(), out));
        QVERIFY(!create_kg(*session_, "kg-9", Bytes(aes_key_size_bytes, 1), true)); // limited
    }

    void wraps_no_escrow() {
        auto kek =
            import_session_key(*session_, Bytes(aes_key_size_bytes, 0x24), {CKA_WRAP, CKA_UNWRAP}, Extractable::no);
        auto pek = generate_pek(*session_);
        QVERIFY(kek && pek);
        const auto escrow = wrap_for_escrow(*session_, kek->handle(), pek->handle());
        VERIFY_FAILS(escrow, ErrorCode::hsm_failed);
        QVERIFY2(escrow.error().cause.find("CKR_MECHANISM_INVALID") != std::string::npos, escrow.error().cause.c_str());
    }

    void makes_no_complete_set_of_keys() {
        const auto made = make_service_keys(*module_, token_label, {}, generate_kg);
        VERIFY_FAILS(made, ErrorCode::hsm_failed);
        for (const CK_OBJECT_CLASS object_class : {CKO_SECRET_KEY, CKO_PRIVATE_KEY, CKO_PUBLIC_KEY}) {
            QCOMPARE(session_->list(object_class)->size(), std::size_t(0)); // all or none
        }
        VERIFY_FAILS(run_self_test(*module_, {}), ErrorCode::hsm_key_missing);
    }

    // Production keys are not made in it: the program says why, and leaves nothing.
    void the_program_refuses_it() {
        QTemporaryDir directory;
        QFile pin(directory.filePath("pin"));
        QVERIFY(pin.open(QIODevice::WriteOnly) && pin.write(user_pin) > 0);
        QVERIFY(pin.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        pin.close();
        for (const char* environment : {"production", "development"}) {
            QProcess keyd;
            keyd.start(KEYLINE_PROGRAMS_DIR "/keyline-keyd",
                       {"keys", "ceremony", "--dir", directory.filePath("keyd"), "--station", "line1", "--environment",
                        environment, "--module", module_path, "--token-label", token_label, "--pin-file",
                        directory.filePath("pin"), "--custodian", "Ann", "--custodian", "Bob"});
            QVERIFY(keyd.waitForFinished(60'000));
            const QByteArray said = keyd.readAllStandardError();
            QVERIFY2(keyd.exitCode() == 5 && said.contains("hsm.failed"), said);
            QVERIFY(!QFile::exists(directory.filePath("keyd")));
        }
        QCOMPARE(session_->list(CKO_SECRET_KEY)->size(), std::size_t(0));
    }

  private:
    std::optional<Module> module_;
    std::optional<Session> session_;
};

} // namespace keyline::hsm

QTEST_GUILESS_MAIN(keyline::hsm::ModuleOpenCryptokiTest)
#include "module_opencryptoki_test.moc"
