// PEKs leave the HSM wrapped for the owner's, and are the locks' own there; what was changed on the way is noticed.
#include "hsm/handover_file.h"
#include "hsm/identity.h"
#include "hsm/pkcs11_vault.h"
#include "tests/support/handover_receiver.h"
#include "tests/unit/hsm/softhsm_token.h"

#include <QFile>
#include <QProcess>
#include <sys/stat.h>

namespace keyline::hsm {

namespace {
constexpr std::uint64_t units = 40;
const auto order = *OrderId::parse("WO-0007");
const Bytes kg_value(aes_key_size_bytes, 0x66);

std::int64_t now() {
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}
QByteArray content(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
void write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}
} // namespace

class HandoverTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        directory_.emplace();
        token_.emplace();
        VERIFY_OK(token_->set_up(kg_value));
        auto report = run_self_test(token_->module(), {});
        VERIFY_OK(report);
        kg_.emplace(report->kgs.front().check_value);
        kek_.emplace(report->kek);
        receiver_ = test::HandoverReceiver::create(token_->module());
        QVERIFY(receiver_ != nullptr);
        auto vault = Pkcs11Vault::create(token_->module(), {{}, {{*kg_}}, *kek_});
        VERIFY_OK(vault);
        units_.clear();
        for (std::uint64_t i = 1; i <= units; ++i) {
            auto minted = vault->mint(*SerialNumber::from_parts(DeviceType(1), i), *kg_);
            VERIFY_OK(minted);
            units_.push_back(std::move(*minted));
        }
    }
    void cleanup() {
        receiver_.reset();
        token_.reset();
    }

    void the_owner_gets_the_locks_own_keys() {
        const std::string digest = hand_over();
        const auto report = verify_handover(path(), {});
        VERIFY_OK(report);
        QCOMPARE(report->units, units);
        QCOMPARE(report->manifest_sha256, digest);
        QVERIFY(report->order == order);
        QCOMPARE(report->oaep_hash, std::string("SHA-1")); // all that SoftHSM 2.6 does
        const auto blocks = receiver_->pek_of_serials(path());
        QCOMPARE(blocks.size(), std::size_t(units));
        for (const MintedToken& unit : units_) { // bytes 48 to 63 of each lock's token
            QVERIFY(equal(blocks.at(unit.token.serial().text()), unit.token.pek_of_serial()));
        }
        QVERIFY(!std::filesystem::exists(path().string() + ".part"));
    }

    void every_hand_over_has_a_transport_key_of_its_own() {
        hand_over();
        const QByteArray first = content(file());
        for (const char* end : {"", ".manifest", ".sig"}) {
            QVERIFY(QFile::remove(file() + end));
        }
        hand_over();
        QVERIFY(first.split('\n').at(1) != content(file()).split('\n').at(1));
    }

    void openssl_verifies_the_manifest() {
        hand_over();
        auto signer = HsmSigner::create(token_->module());
        VERIFY_OK(signer);
        const Bytes& der = (*signer)->public_key_der();
        write(directory_->filePath("signer.der"), QByteArray(reinterpret_cast<const char*>(der.data()), der.size()));
        QProcess openssl;
        openssl.start("openssl", {"dgst", "-sha256", "-verify", directory_->filePath("signer.der"), "-keyform", "DER",
                                  "-signature", file() + ".sig", file() + ".manifest"});
        QVERIFY(openssl.waitForFinished());
        QVERIFY2(openssl.exitCode() == 0, openssl.readAllStandardError());
        QVERIFY(openssl.readAllStandardOutput().contains("Verified OK"));
        VERIFY_OK(verify_handover(path(), der));
        Bytes other = der;
        other.back() ^= 1U;
        VERIFY_FAILS(verify_handover(path(), other), ErrorCode::handover_unsound);
    }

    void whatever_was_changed_is_noticed() {
        hand_over();
        for (const char* end : {"", ".manifest", ".sig"}) {
            const QByteArray sound = content(file() + end);
            for (qsizetype at = 5; at < sound.size(); at += std::max<qsizetype>(1, sound.size() / 61)) {
                QByteArray changed = sound;
                changed[at] = static_cast<char>(changed[at] ^ 1);
                write(file() + end, changed);
                QVERIFY2(!verify_handover(path(), {}), end);
            }
            write(file() + end, sound);
        }
        const QByteArray sound = content(file());
        write(file(), sound.left(sound.lastIndexOf('\n', -2) + 1)); // without its last unit
        VERIFY_FAILS(verify_handover(path(), {}), ErrorCode::handover_unsound);
        write(file(), sound.chopped(1)); // the newline at its end is part of it
        VERIFY_FAILS(verify_handover(path(), {}), ErrorCode::handover_unsound);
        write(file(), sound);
        VERIFY_OK(verify_handover(path(), {}));
        QVERIFY(QFile::remove(file()));
        QCOMPARE(mkfifo(file().toUtf8().constData(), 0600), 0);
        VERIFY_FAILS(verify_handover(path(), {}), ErrorCode::file_missing); // and it holds nobody
    }

    void a_damaged_escrow_ends_it_and_leaves_nothing() {
        units_[3].escrow[9] ^= 1U;
        QVERIFY(!try_hand_over());
        QVERIFY(QDir(directory_->path()).entryList(QDir::Files).isEmpty());
    }

    void nothing_is_overwritten() {
        hand_over();
        const auto again = try_hand_over();
        VERIFY_FAILS(again, ErrorCode::file_io);
        VERIFY_OK(verify_handover(path(), {}));
    }

    void what_was_interrupted_is_made_anew() {
        const auto broken_off =
            try_hand_over([](const auto&) { return Status(fail(ErrorCode::registry_unavailable)); });
        VERIFY_FAILS(broken_off, ErrorCode::registry_unavailable);
        QVERIFY(QFile::exists(file()) && !QFile::exists(file() + ".sig"));
        VERIFY_FAILS(verify_handover(path(), {}), ErrorCode::file_missing); // no hand-over without its signature
        hand_over();
        VERIFY_OK(verify_handover(path(), {}));
        QVERIFY(QFile::remove(file() + ".sig"));
        write(file(), "somebody's diary");
        VERIFY_FAILS(try_hand_over(), ErrorCode::file_io);
        QCOMPARE(content(file()), QByteArray("somebody's diary"));
    }

    void takes_no_weak_recipient() {
        VERIFY_OK(parse_recipient(receiver_->certificate(), now()));
        VERIFY_FAILS(parse_recipient(receiver_->certificate(-1), now()), ErrorCode::value_malformed);
        VERIFY_FAILS(parse_recipient(receiver_->certificate(365, false), now()), ErrorCode::value_malformed);
        VERIFY_FAILS(parse_recipient(as_bytes("no certificate"), now()), ErrorCode::value_malformed);
        receiver_.reset();
        token_.emplace();
        VERIFY_OK(token_->set_up(kg_value));
        receiver_ = test::HandoverReceiver::create(token_->module(), 2048);
        QVERIFY(receiver_ != nullptr);
        VERIFY_FAILS(parse_recipient(receiver_->certificate(), now()), ErrorCode::value_malformed);
    }

    void takes_no_other_kek() {
        const auto recipient = parse_recipient(receiver_->certificate(), now());
        VERIFY_OK(recipient);
        VERIFY_FAILS(PekExport::create(token_->module(), {{}, *kg_}, *recipient), ErrorCode::hsm_key_check_value);
    }

    void a_receipt_is_the_owners_own() {
        const std::string digest = hand_over();
        const std::string text =
            "{\"keyline_receipt\": 1, \"order\": \"WO-0007\", \"units\": 40, \"manifest_sha256\": \"" + digest + "\"}";
        const auto receipt = parse_receipt(as_bytes(text));
        VERIFY_OK(receipt);
        QVERIFY(receipt->order == order && receipt->units == units && receipt->manifest_sha256 == digest);
        const auto recipient = parse_recipient(receiver_->certificate(), now());
        const Bytes signature = receiver_->sign(text);
        QVERIFY(*is_signed_by(*recipient, as_bytes(text), signature));
        QVERIFY(!*is_signed_by(*recipient, as_bytes(text + " "), signature));
        QVERIFY(!*is_signed_by(*recipient, as_bytes(text), Bytes(384)));
        for (const char* bad :
             {"", "{}", "{\"keyline_receipt\": 1}", "[1]", "{\"keyline_receipt\": 2, \"units\": 1}"}) {
            VERIFY_FAILS(parse_receipt(as_bytes(bad)), ErrorCode::value_malformed);
        }
        // It means one thing, to every reader.
        const std::string open = text.substr(0, text.size() - 1);
        for (const char* more : {", \"units\": 40}", ", \"order\": \"WO-0008\"}", ", \"note\": \"x\"}"}) {
            VERIFY_FAILS(parse_receipt(as_bytes(open + more)), ErrorCode::value_malformed);
        }
    }

  private:
    QString file() const { return directory_->filePath("wo-0007.handover"); }
    std::filesystem::path path() const { return file().toStdString(); }

    Result<std::string> try_hand_over(const HandoverWriter::OnSigned& on_signed = [](const auto&) {
        return Status();
    }) {
        auto recipient = parse_recipient(receiver_->certificate(), now());
        if (!recipient) {
            return recipient.failure();
        }
        auto exporting = PekExport::create(token_->module(), {{}, *kek_}, *recipient);
        auto signer = HsmSigner::create(token_->module());
        if (!exporting || !signer) {
            return exporting ? signer.failure() : exporting.failure();
        }
        auto writer = HandoverWriter::create(path(), {order, "development", "2026-11-21T15:00:00Z", *recipient,
                                                      exporting->wrapped_transport_key(), exporting->oaep_hash()});
        if (!writer) {
            return writer.failure();
        }
        for (const MintedToken& unit : units_) {
            auto pek = exporting->take(unit.token.serial(), unit.escrow);
            if (!pek) {
                return pek.failure();
            }
            if (auto added = writer->add({unit.token.serial(), *ChipUid::from_bytes(Bytes(8, 1)), *kg_, *pek});
                !added) {
                return added.failure();
            }
        }
        const auto digest = writer->finish(**signer, on_signed);
        return digest ? Result<std::string>(to_hex(*digest)) : digest.failure();
    }
    std::string hand_over() {
        const auto digest = try_hand_over();
        if (!digest) {
            qWarning("%s", text_of_failure(digest).c_str());
        }
        return digest.value_or("");
    }

    std::optional<QTemporaryDir> directory_;
    std::optional<SoftHsmToken> token_;
    std::unique_ptr<test::HandoverReceiver> receiver_;
    std::optional<CheckValue> kg_;
    std::optional<CheckValue> kek_;
    std::vector<MintedToken> units_;
};

} // namespace keyline::hsm

QTEST_GUILESS_MAIN(keyline::hsm::HandoverTest)
#include "handover_test.moc"
