// The self-test passes for the keys that token_setup makes, and for no weaker ones; the vault takes no others.
#include "hsm/pkcs11_vault.h"
#include "hsm/reference.h"
#include "tests/unit/hsm/softhsm_token.h"

#include <algorithm>

namespace keyline::hsm {

namespace {
const Bytes kg_value(aes_key_size_bytes, 0x77);
}

class SelfTestTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        token_.emplace();
        VERIFY_OK(token_->set_up(kg_value));
    }
    void cleanup() { token_.reset(); }

    void passes_and_says_what_it_checked() {
        const auto report = run_self_test(token_->module(), {});
        VERIFY_OK(report);
        const auto zeros = reference::aes_cbc(kg_value, Bytes(16), reference::Direction::encrypt);
        QVERIFY(equal(report->kgs.front().check_value.bytes(), zeros->bytes().first(CheckValue::size_bytes)));
        QVERIFY(report->module.find("SoftHSM") != std::string::npos);
        for (const char* check : {"token_under_known_kg", "kg_refuses_export", "kek_has_unwrap_template"}) {
            QVERIFY(std::find(report->checks.begin(), report->checks.end(), check) != report->checks.end());
        }
        const auto again = run_self_test(token_->module(), {});
        VERIFY_OK(again);
        QVERIFY(again->kek == report->kek && again->table == report->table && again->digest == report->digest);
        QVERIFY(report->kek != report->table && report->table != report->digest);
    }

    void refuses_weak_keys_data() {
        QTest::addColumn<int>("role");
        QTest::addColumn<qulonglong>("type");
        QTest::addColumn<QByteArray>("attribute");
        const auto row = [](KeyRole role, CK_ATTRIBUTE_TYPE type, const char* attribute) {
            QTest::newRow((std::to_string(static_cast<int>(role)) + " " + attribute).c_str())
                << static_cast<int>(role) << qulonglong{type} << QByteArray(attribute);
        };
        row(KeyRole::kg, CKA_EXTRACTABLE, "CKA_EXTRACTABLE");
        row(KeyRole::kg, CKA_SENSITIVE, "CKA_SENSITIVE");
        row(KeyRole::kg, CKA_DECRYPT, "CKA_DECRYPT");
        row(KeyRole::kg, CKA_UNWRAP, "CKA_UNWRAP");
        row(KeyRole::kg, CKA_ENCRYPT, "CKA_ENCRYPT");
        row(KeyRole::kek, CKA_DECRYPT, "CKA_DECRYPT");
        row(KeyRole::table, CKA_UNWRAP, "CKA_UNWRAP");
        row(KeyRole::table, CKA_EXTRACTABLE, "CKA_EXTRACTABLE");
        row(KeyRole::digest, CKA_VERIFY, "CKA_VERIFY");
    }

    void refuses_weak_keys() {
        QFETCH(int, role);
        QFETCH(qulonglong, type);
        QFETCH(QByteArray, attribute);
        const auto of = static_cast<KeyRole>(role);
        Template weak = demanded_attributes(of);
        for (CK_ULONG i = 0; i < weak.size(); ++i) { // the one attribute the other way
            if (weak.data()[i].type == type) {
                weak.data()[i].pValue = *static_cast<CK_BBOOL*>(weak.data()[i].pValue) == CK_TRUE ? &no_ : &yes_;
            }
        }
        replace(of, std::move(weak));
        const auto report = run_self_test(token_->module(), {});
        VERIFY_FAILS(report, ErrorCode::hsm_key_weak);
        QCOMPARE(report.error().arg("key"), std::string_view(KeyLabels{}.of(of)));
        QCOMPARE(report.error().arg("attribute"), std::string_view(attribute.data()));
    }

    void refuses_a_kek_that_gives_readable_peks() {
        replace(KeyRole::kek, demanded_attributes(KeyRole::kek)); // without the unwrap template
        const auto report = run_self_test(token_->module(), {});
        VERIFY_FAILS(report, ErrorCode::hsm_key_weak);
        QCOMPARE(report.error().arg("attribute"), std::string_view("CKA_UNWRAP_TEMPLATE"));
    }

    void refuses_a_short_key() {
        replace(KeyRole::table, demanded_attributes(KeyRole::table), 16);
        const auto report = run_self_test(token_->module(), {});
        VERIFY_FAILS(report, ErrorCode::hsm_key_weak);
        QCOMPARE(report.error().arg("attribute"), std::string_view("CKA_VALUE_LEN"));
    }

    void refuses_a_kg_that_cannot_wrap_by_cbc() {
        Template other = demanded_attributes(KeyRole::kg);
        other.number(CKA_ALLOWED_MECHANISMS, CKM_AES_KEY_WRAP);
        replace(KeyRole::kg, std::move(other));
        const auto report = run_self_test(token_->module(), {});
        VERIFY_FAILS(report, ErrorCode::hsm_self_test);
        QCOMPARE(report.error().arg("check"), std::string_view("kg_is_cbc"));
    }

    void says_which_key_is_missing() {
        KeyLabels labels;
        labels.digest = "digest-2027";
        const auto report = run_self_test(token_->module(), labels);
        VERIFY_FAILS(report, ErrorCode::hsm_key_missing);
        QCOMPARE(report.error().arg("key"), std::string_view("digest-2027"));
    }

    void the_vault_takes_no_other_keys_than_those_pinned() {
        const auto report = run_self_test(token_->module(), {});
        VERIFY_OK(report);
        VERIFY_OK(Pkcs11Vault::create(token_->module(), {{}, {{report->kgs.front().check_value}}, report->kek}));
        const auto other = Pkcs11Vault::create(token_->module(), {{}, {{report->kek}}, report->kek});
        VERIFY_FAILS(other, ErrorCode::hsm_key_check_value);
        QCOMPARE(other.error().arg("key"), std::string_view("kg"));
        QCOMPARE(other.error().arg("expected"), std::string_view(report->kek.text()));
        QCOMPARE(other.error().arg("found"), std::string_view(report->kgs.front().check_value.text()));
        VERIFY_FAILS(Pkcs11Vault::create(token_->module(),
                                         {{}, {{report->kgs.front().check_value}}, report->kgs.front().check_value}),
                     ErrorCode::hsm_key_check_value);
    }

    void knows_several_kg_by_their_check_values() {
        VERIFY_OK(import_kg(token_->module(), {}, 3, Bytes(aes_key_size_bytes, 0x33)));
        VERIFY_OK(import_kg(token_->module(), {}, 12, Bytes(aes_key_size_bytes, 0x12)));
        VERIFY_FAILS(import_kg(token_->module(), {}, 3, Bytes(aes_key_size_bytes, 0x34)), ErrorCode::station_exists);
        const auto report = run_self_test(token_->module(), {});
        VERIFY_OK(report);
        QCOMPARE(report->kgs.size(), 3U);
        QVERIFY(report->kgs[0].label == "kg" && report->kgs[1].label == "kg-3" && report->kgs[2].label == "kg-12");
        QVERIFY(std::find(report->checks.begin(), report->checks.end(), "kg-12_refuses_export") !=
                report->checks.end());
        auto vault = Pkcs11Vault::create(
            token_->module(), {{}, {{report->kgs[2].check_value}, {report->kgs[0].check_value}}, report->kek});
        VERIFY_OK(vault);
        QVERIFY(vault->kg_check_value() == report->kgs[2].check_value);
        const auto serial = *SerialNumber::from_parts(DeviceType(1), 1);
        VERIFY_FAILS(vault->mint(serial, report->kgs[1].check_value), ErrorCode::hsm_key_missing); // not expected
        VERIFY_OK(vault->mint(serial, report->kgs[0].check_value));
        VERIFY_OK(import_kg(token_->module(), {}, 4, kg_value)); // the same key under two names
        VERIFY_FAILS(Pkcs11Vault::create(token_->module(), {{}, {{report->kgs[0].check_value}}, report->kek}),
                     ErrorCode::hsm_key_ambiguous);
    }

    void refuses_a_weak_second_kg() {
        Template weak = demanded_attributes(KeyRole::kg);
        weak.text(CKA_LABEL, "kg-2").number(CKA_VALUE_LEN, aes_key_size_bytes);
        for (CK_ULONG i = 0; i < weak.size(); ++i) {
            if (weak.data()[i].type == CKA_UNWRAP) {
                weak.data()[i].pValue = &yes_;
            }
        }
        auto session = Session::open(token_->module(), Session::Mode::read_write);
        VERIFY_OK(session);
        auto made = session->generate(Mechanism(CKM_AES_KEY_GEN), std::move(weak));
        VERIFY_OK(made);
        made->keep();
        const auto report = run_self_test(token_->module(), {});
        VERIFY_FAILS(report, ErrorCode::hsm_key_weak);
        QCOMPARE(report.error().arg("key"), std::string_view("kg-2"));
    }

    void a_vault_notices_keys_that_were_exchanged_under_it() {
        const auto report = run_self_test(token_->module(), {});
        VERIFY_OK(report);
        auto vault = Pkcs11Vault::create(token_->module(), {{}, {{report->kgs.front().check_value}}, report->kek});
        VERIFY_OK(vault);
        const auto serial = *SerialNumber::from_parts(DeviceType(1), 1);
        const auto minted = vault->mint(serial, vault->kg_check_value());
        VERIFY_OK(minted);
        Template exchanged = demanded_attributes(KeyRole::kek);
        replace(KeyRole::kek, std::move(exchanged));
        VERIFY_OK(vault->remake(serial, minted->escrow, vault->kg_check_value())); // its own copy still serves
        VERIFY_FAILS(vault->remake(serial, Bytes(escrow_size_bytes), vault->kg_check_value()),
                     ErrorCode::escrow_damaged);
        VERIFY_FAILS(vault->mint(serial, vault->kg_check_value()), ErrorCode::hsm_key_check_value);
    }

  private:
    void replace(KeyRole role, Template attributes, CK_ULONG size_bytes = aes_key_size_bytes) {
        auto session = Session::open(token_->module(), Session::Mode::read_write);
        VERIFY_OK(session);
        const std::string label = KeyLabels{}.of(role);
        const auto old = session->find(CKO_SECRET_KEY, label);
        VERIFY_OK(old);
        QCOMPARE(token_->module().functions().C_DestroyObject(session->handle(), *old), CK_RV{CKR_OK});
        attributes.text(CKA_LABEL, label).number(CKA_VALUE_LEN, size_bytes);
        auto made = session->generate(Mechanism(role == KeyRole::digest ? CKM_GENERIC_SECRET_KEY_GEN : CKM_AES_KEY_GEN),
                                      std::move(attributes));
        VERIFY_OK(made);
        made->keep();
    }

    CK_BBOOL yes_ = CK_TRUE;
    CK_BBOOL no_ = CK_FALSE;
    std::optional<SoftHsmToken> token_;
};

} // namespace keyline::hsm

QTEST_GUILESS_MAIN(keyline::hsm::SelfTestTest)
#include "self_test_test.moc"
