// A Kg out of its custodians' components, on SoftHSM, which combines nothing itself.
#include "hsm/kg_assembly.h"
#include "hsm/pkcs11_vault.h"
#include "hsm/reference.h"
#include "tests/unit/hsm/softhsm_token.h"

namespace keyline::hsm {

namespace {
SecretBytes component(std::uint8_t byte) {
    return std::move(*SecretBytes::copy_of(Bytes(aes_key_size_bytes, byte)));
}
} // namespace

class KgAssemblyTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        token_.emplace();
        VERIFY_OK(token_->set_up(Bytes(aes_key_size_bytes, 0x77)));
        auto session = Session::open(token_->module(), Session::Mode::read_write);
        VERIFY_OK(session);
        session_.emplace(std::move(*session));
    }
    void cleanup() {
        session_.reset();
        token_.reset();
    }

    void combines_all_components() {
        auto assembly = KgAssembly::create(*session_);
        VERIFY_OK(assembly);
        QVERIFY(assembly->place() == KgAssembly::Place::locked_memory);
        for (const std::uint8_t byte : {0x11, 0x22, 0x44}) {
            VERIFY_OK(assembly->add(component(byte)));
        }
        auto kg = assembly->make("kg-1");
        VERIFY_OK(kg);
        kg->keep();
        const auto report = run_self_test(token_->module(), {});
        VERIFY_OK(report);
        const auto expected = component_check_value(component(0x11 ^ 0x22 ^ 0x44));
        QCOMPARE(report->kgs.size(), 2U);
        QVERIFY(report->kgs[1].check_value == *expected);
        QVERIFY(assembly->check_values()[1] == *component_check_value(component(0x22)));
    }

    void refuses_what_is_no_component() {
        auto assembly = KgAssembly::create(*session_);
        VERIFY_OK(assembly);
        VERIFY_FAILS(assembly->add(std::move(*SecretBytes::copy_of(Bytes(16, 1)))), ErrorCode::value_malformed);
        VERIFY_OK(assembly->add(component(0x11)));
        VERIFY_FAILS(assembly->make("kg-1"), ErrorCode::value_malformed);         // one alone
        VERIFY_FAILS(assembly->add(component(0x11)), ErrorCode::value_malformed); // cancels out
    }

    void what_an_unfinished_ceremony_left_is_destroyed() {
        VERIFY_OK(import_kg(token_->module(), {}, 2, Bytes(aes_key_size_bytes, 0x12)));
        QCOMPARE(destroy_keys(token_->module(), {"kg-2"}).value_or(0), std::size_t(1));
        QCOMPARE(run_self_test(token_->module(), {})->kgs.size(), 1U);
        QCOMPARE(destroy_keys(token_->module(), service_key_labels({})).value_or(0),
                 std::size_t(6)); // and a public key
        VERIFY_FAILS(run_self_test(token_->module(), {}), ErrorCode::hsm_key_missing);
        VERIFY_OK(make_service_keys(token_->module(), SoftHsmToken::label, {}, generate_kg));
        VERIFY_OK(run_self_test(token_->module(), {}));
        VERIFY_FAILS(make_service_keys(token_->module(), SoftHsmToken::label, {}, generate_kg),
                     ErrorCode::station_exists);
    }

  private:
    std::optional<SoftHsmToken> token_;
    std::optional<Session> session_;
};

} // namespace keyline::hsm

QTEST_GUILESS_MAIN(keyline::hsm::KgAssemblyTest)
#include "kg_assembly_test.moc"
