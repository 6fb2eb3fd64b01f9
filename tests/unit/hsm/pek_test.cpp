// The construction, against the lock's vectors; and that no way leads to a PEK's value.
#include "hsm/pek.h"
#include "tests/unit/hsm/softhsm_token.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace keyline::hsm {

class PekTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        token_.emplace();
        VERIFY_OK(token_->set_up(Bytes(aes_key_size_bytes, 0x31)));
    }
    void cleanupTestCase() { token_.reset(); }

    void makes_the_vectors_tokens_data() {
        QTest::addColumn<QJsonObject>("vector");
        QFile file(KEYLINE_SOURCE_DIR "/tests/vectors/production-token.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonArray vectors = QJsonDocument::fromJson(file.readAll()).array();
        QVERIFY(!vectors.isEmpty());
        for (const QJsonValue vector : vectors) {
            QTest::newRow(qPrintable(vector["serial_number"].toString())) << vector.toObject();
        }
    }

    void makes_the_vectors_tokens() {
        QFETCH(QJsonObject, vector);
        const auto value = [&](const char* name) { return *from_hex(vector[name].toString().toStdString()); };
        auto session = open();
        const Bytes kg_value = value("kg");
        const Bytes pek_value = value("pek");
        auto kg = import_session_key(session, kg_value, {CKA_WRAP}, Extractable::no);
        auto pek = import_session_key(session, pek_value, {CKA_ENCRYPT}, Extractable::yes);
        VERIFY_OK(kg);
        VERIFY_OK(pek);
        const auto serial = *SerialNumber::from_bytes(value("serial_number"));
        ByteArray<production_token_size_bytes> token{};
        VERIFY_OK(write_token(session, kg->handle(), pek->handle(), serial, token));
        QCOMPARE(to_hex(token), to_hex(value("token")));
        QVERIFY(equal(ByteView(token).subspan(16, 32), value("wrapped_pek")));
        QVERIFY(equal(ByteView(token).last(16), value("pek_of_sn")));
        const auto check_value = check_value_by_wrapping(session, kg->handle());
        VERIFY_OK(check_value);
        QCOMPARE(check_value->text(), to_hex(value("kg_kcv")));

        Bytes clear = value("serial_number");
        for (const char* part : {"duid", "app_token"}) {
            const Bytes bytes = value(part);
            clear.insert(clear.end(), bytes.begin(), bytes.end());
        }
        Bytes answer(clear.size());
        VERIFY_OK(session.encrypt(Mechanism::aes_cbc(), pek->handle(), clear, answer));
        QVERIFY(equal(answer, ByteView(value("capture_response")).subspan(16)));
    }

    void a_pek_is_never_readable() {
        auto session = open();
        const auto kek = session.find(CKO_SECRET_KEY, "kek");
        VERIFY_OK(kek);
        const auto pek = generate_pek(session);
        VERIFY_OK(pek);
        QVERIFY(!session.is_readable(pek->handle()));
        const auto escrow = wrap_for_escrow(session, *kek, pek->handle());
        VERIFY_OK(escrow);
        for (const PekUse use : {PekUse::verify, PekUse::remake}) {
            const auto restored = restore_pek(session, *kek, *escrow, use);
            VERIFY_OK(restored);
            QVERIFY(!session.is_readable(restored->handle()));
            QCOMPARE(*session.flag(restored->handle(), CKA_EXTRACTABLE), use == PekUse::remake);
        }
    }

    void a_pek_does_not_decrypt() {
        auto session = open();
        const auto pek = generate_pek(session);
        VERIFY_OK(pek);
        ByteArray<16> out{};
        VERIFY_FAILS(session.decrypt(Mechanism::aes_cbc(), pek->handle(), Bytes(16), out), ErrorCode::hsm_failed);
    }

    // Also the session copy that the vault works with keeps the template.
    void the_kek_does_not_unwrap_readable_keys() {
        auto session = open();
        const auto kek = session.find(CKO_SECRET_KEY, "kek");
        VERIFY_OK(kek);
        const auto copy = session.copy_to_session(*kek);
        VERIFY_OK(copy);
        const auto pek = generate_pek(session);
        VERIFY_OK(pek);
        const auto escrow = wrap_for_escrow(session, *kek, pek->handle());
        VERIFY_OK(escrow);
        for (const KeyHandle key : {*kek, copy->handle()}) {
            for (const auto& [forbidden, value] : {std::pair{CKA_SENSITIVE, false}, std::pair{CKA_DECRYPT, true}}) {
                Template wanted;
                wanted.number(CKA_CLASS, CKO_SECRET_KEY).number(CKA_KEY_TYPE, CKK_AES).flag(CKA_TOKEN, false);
                wanted.flag(forbidden, value);
                const auto unwrapped = session.unwrap(Mechanism(CKM_AES_KEY_WRAP), key, *escrow, std::move(wanted));
                VERIFY_FAILS(unwrapped, ErrorCode::hsm_failed);
                QCOMPARE(unwrapped.error().cause, std::string("CKR_TEMPLATE_INCONSISTENT (0xd1)"));
            }
        }
    }

    void session_copies_stay_as_closed_as_the_key() {
        auto session = open();
        for (const char* label : {"kg", "kek", "table", "digest"}) {
            const auto key = session.find(CKO_SECRET_KEY, label);
            VERIFY_OK(key);
            const auto copy = session.copy_to_session(*key);
            VERIFY_OK(copy);
            QVERIFY(!session.is_readable(copy->handle()));
            for (const CK_ATTRIBUTE_TYPE type : {CKA_EXTRACTABLE, CKA_DECRYPT, CKA_UNWRAP}) {
                QCOMPARE(*session.flag(copy->handle(), type), *session.flag(*key, type));
            }
            QVERIFY(!*session.flag(copy->handle(), CKA_TOKEN));
        }
    }

  private:
    Session open() { return std::move(*Session::open(token_->module())); }
    std::optional<SoftHsmToken> token_;
};

} // namespace keyline::hsm

QTEST_GUILESS_MAIN(keyline::hsm::PekTest)
#include "pek_test.moc"
