// The Vault contract on SoftHSM.
#include "hsm/pkcs11_vault.h"
#include "tests/contract/vault_contract.h"
#include "tests/unit/hsm/softhsm_token.h"

namespace keyline {

class VaultSoftHsmTest : public VaultContract {
    Q_OBJECT

  protected:
    Result<std::unique_ptr<Vault>> make_vault() override {
        auto vault = hsm::Pkcs11Vault::create(
            token_->module(), {{}, {{report_->kgs[0].check_value}, {report_->kgs[1].check_value}}, report_->kek});
        if (!vault) {
            return vault.failure();
        }
        return std::make_unique<hsm::Pkcs11Vault>(std::move(*vault));
    }
    Bytes kg() const override { return Bytes(32, 0x42); }
    Bytes second_kg() const override { return Bytes(32, 0x43); }

  private slots:
    void initTestCase() {
        token_.emplace();
        const auto made = token_->set_up(kg());
        VERIFY_OK(made);
        VERIFY_OK(hsm::import_kg(token_->module(), {}, 2, second_kg()));
        auto report = hsm::run_self_test(token_->module(), {});
        VERIFY_OK(report);
        report_.emplace(std::move(*report));
    }

  private:
    std::optional<hsm::SoftHsmToken> token_;
    std::optional<hsm::SelfTestReport> report_;
};

} // namespace keyline

QTEST_GUILESS_MAIN(keyline::VaultSoftHsmTest)
#include "vault_softhsm_test.moc"
