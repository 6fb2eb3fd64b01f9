// Keys handed over with the real program: an order is made, its keys are wrapped for the owner, and the owner's own
// token finds PEK(S/N) of every lock in them. What is wrong with an order, a certificate or a receipt is refused, on
// record; whatever moment the program is killed at, there is a whole hand-over that is on record, or none.
#include "hsm/handover_file.h"
#include "tests/support/handover_receiver.h"
#include "tests/support/keyd_directory.h"
#include "tests/unit/hsm/softhsm_token.h"

#include <QCryptographicHash>
#ifdef KEYLINE_DIE_AT_CALL_LIBRARY
#include "tests/support/death_plan.h"
#endif

using namespace keyline;
using namespace keyline::app;
using namespace keyline::test;

namespace {

struct Said {
    int exit_code = -1;
    QByteArray out;
    QByteArray error;
};

Said ask(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(60'000)) {
        return {};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -9, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

QByteArray bytes_of(const Bytes& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

} // namespace

class KeysHandoverTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        owner_token_.emplace();
        VERIFY_OK(owner_token_->load());
        owner_ = HandoverReceiver::create(owner_token_->module());
        QVERIFY(owner_ != nullptr);
    }
    void cleanupTestCase() {
        owner_.reset();
        owner_token_.reset();
    }
    void init() {
        directory_ = std::make_unique<KeydDirectory>();
        QVERIFY(directory_->init());
        write_file(directory_->file("owner.der"), bytes_of(owner_->certificate()));
        locks_.clear();
    }
    void cleanup() { directory_.reset(); }

    void the_owner_gets_the_keys_of_what_has_passed() {
        make_order(3);
        const Said made = hand_over("one");
        QVERIFY2(made.exit_code == 0, made.error);
        QVERIFY(made.out.contains("units       3"));
        QVERIFY(ask(keyd_program(), {"keys", "handover", "verify", file("one")}).exit_code == 0);

        const auto blocks = owner_->pek_of_serials(file("one").toStdString());
        QCOMPARE(blocks.size(), std::size_t(3));
        for (const SoftwareLock& lock : locks_) {
            const SerialNumber& serial = *lock.chip->serial;
            QVERIFY(equal(blocks.at(serial.text()), cbc_encrypt(lock.chip->pek, serial.bytes())));
        }
        QCOMPARE(where_keys_are(made), QStringList());

        QVERIFY(receipt("one", 3).exit_code == 0);
        QVERIFY(ask(keyd_program(), {"verify", "--config", directory_->config()}).exit_code == 0);
        const QByteArray database = read_file(directory_->file("keyd.db"));
        for (const char* event : {"handover.begun", "handover.made", "handover.acknowledged"}) {
            QVERIFY2(database.contains(event), event);
        }
        const Said again = receipt("one", 3);
        QCOMPARE(again.exit_code, 8);
        QVERIFY2(again.error.contains("handover.unknown"), again.error);
    }

    void a_second_one_has_other_keys_on_the_way() {
        make_order(2);
        QCOMPARE(hand_over("one").exit_code, 0);
        QCOMPARE(hand_over("one").exit_code, 3); // is there already
        QCOMPARE(hand_over("two").exit_code, 0);
        const auto one = owner_->pek_of_serials(file("one").toStdString());
        QVERIFY(one == owner_->pek_of_serials(file("two").toStdString()));
        QVERIFY(read_file(file("one")).split('\n').at(1) != read_file(file("two")).split('\n').at(1));
        QCOMPARE(receipt("two", 2).exit_code, 0);
        QCOMPARE(receipt("one", 2).exit_code, 0);
    }

    void refuses_what_is_wrong() {
        make_order(1);
        const auto refused = [&](const QStringList& arguments, int exit_code, const char* code) {
            const Said said =
                ask(keyd_program(), QStringList{"keys", "handover", "--config", directory_->config()} << arguments);
            QVERIFY2(said.exit_code == exit_code, said.error);
            QVERIFY2(said.error.contains(code), said.error);
            QVERIFY(!QFile::exists(file("bad")) && !QFile::exists(file("bad.part")));
        };
        const QStringList out{"--out", file("bad")};
        const QString owner = directory_->file("owner.der");
        refused(QStringList{"--order", "WO-0099", "--recipient", owner} << out, 8, "order.unknown");
        refused(QStringList{"--order", "WO-0001", "--recipient", file("nobody.pem")} << out, 3, "file.missing");
        refused({"--order", "WO-0001", "--recipient", owner}, 2, "usage");
        write_file(file("expired.der"), bytes_of(owner_->certificate(-1)));
        write_file(file("signs.der"), bytes_of(owner_->certificate(365, false)));
        write_file(file("text.der"), "no certificate");
        for (const char* kind : {"rsa:2048", "ec"}) {
            QStringList arguments{"req", "-x509", "-nodes", "-subj", "/CN=owner", "-newkey", kind};
            arguments << (kind[0] == 'e' ? QStringList{"-pkeyopt", "ec_paramgen_curve:P-256"} : QStringList())
                      << QStringList{"-keyout", file("key.pem"), "-out", file(QString(kind[0]) + ".der")};
            QCOMPARE(ask("openssl", arguments).exit_code, 0);
        }
        for (const char* name : {"expired.der", "signs.der", "text.der", "r.der", "e.der"}) {
            refused(QStringList{"--order", "WO-0001", "--recipient", file(name)} << out, 3, "value.malformed");
        }
        make_order(0, 100);
        refused(QStringList{"--order", "WO-0002", "--recipient", owner} << out, 8, "handover.empty");
        QVERIFY(read_file(directory_->file("keyd.db")).contains("handover.empty")); // on record
    }

    void takes_only_the_owners_receipt() {
        make_order(2);
        QCOMPARE(hand_over("one").exit_code, 0);
        const auto refused = [&](const Said& said, int exit_code, const char* code) {
            QVERIFY2(said.exit_code == exit_code && said.error.contains(code), said.error);
        };
        refused(receipt("one", 1), 8, "handover.receipt");
        refused(receipt("one", 2, "WO-0002"), 8, "handover.receipt");
        refused(receipt("one", 2, "WO-0001", "00"), 8, "handover.unknown");
        refused(receipt("one", 2, "WO-0001", "", 9), 8, "handover.receipt"); // a byte of the signature
        QCOMPARE(receipt("one", 2).exit_code, 0);
    }

#ifdef KEYLINE_DIE_AT_CALL_LIBRARY
    // Every boundary of the part that writes: from the record of its beginning to the end.
    void killed_at_any_moment() {
        make_order(2);
        DeathPlan plan;
        plan.die("keyline-keyd", 0, kl_death_file_write | kl_death_sync | kl_death_name);
        QCOMPARE(hand_over("counted").exit_code, 0);
        const quint64 all = plan.calls();
        int died = 0;
        for (quint64 n = 1; n <= all; ++n) {
            plan.die("keyline-keyd", n, kl_death_file_write | kl_death_sync | kl_death_name);
            const QString name = QStringLiteral("n%1").arg(n);
            hand_over(name);
            died += plan.died() ? 1 : 0;
            plan.live();
            const bool whole = hsm::verify_handover(file(name).toStdString(), {}).has_value();
            if (whole) { // then it is on record
                QVERIFY2(receipt(name, 2).exit_code == 0, plan.died_before());
            } else {
                QVERIFY2(!QFile::exists(file(name + ".sig")), plan.died_before());
                const Said again = hand_over(name);
                QVERIFY2(again.exit_code == 0, again.error);
                QCOMPARE(owner_->pek_of_serials(file(name).toStdString()).size(), std::size_t(2));
            }
        }
        QVERIFY(died > 20);
        QVERIFY(ask(keyd_program(), {"verify", "--config", directory_->config()}).exit_code == 0);
    }
#endif

  private:
    QString file(const QString& name) const {
        return directory_->file(name);
    }

    // So many units that pass, then one that fails and one that stays open.
    void make_order(std::uint8_t passed, std::uint64_t first = 1) {
        auto service = connect_key_service(directory_->setup);
        VERIFY_OK(service);
        const auto order = (*service)->create_order(new_order(first));
        VERIFY_OK(order);
        const auto from = static_cast<std::uint8_t>(first);
        for (std::uint8_t unit = 0; unit < passed + 2; ++unit) {
            const IssueRequest request = request_for(*order, static_cast<std::uint8_t>(from + unit));
            const auto issued = (*service)->issue(request);
            VERIFY_OK(issued);
            if (unit == passed) {
                VERIFY_OK((*service)->report(request.claim, ClaimState::failed, "test"));
            }
            if (unit < passed) {
                pass(**service, *order, request, issued->token);
            }
        }
        service->reset();
        directory_->stop();
    }

    void pass(KeyService& service, const WorkOrder& order, const IssueRequest& request, const ProductionToken& token) {
        SoftwareLock lock = development_lock();
        lock.chip->uid = request.uid;
        const auto table = service.table(order.id);
        VERIFY_OK(table);
        QVERIFY(lock.program(&token, *table, [](std::size_t, std::size_t) {}));
        for (const ProofStage stage : {ProofStage::written, ProofStage::closed}) {
            const auto challenge = service.challenge(request.claim, stage);
            VERIFY_OK(challenge);
            VERIFY_OK(service.prove(request.claim, challenge->id, lock.answer(*challenge)->proof));
        }
        VERIFY_OK(service.report(request.claim, ClaimState::passed, "ok"));
        locks_.push_back(std::move(lock));
    }

    Said hand_over(const QString& name) const {
        return ask(keyd_program(), {"keys", "handover", "--config", directory_->config(), "--order", "WO-0001",
                                    "--recipient", directory_->file("owner.der"), "--out", file(name)});
    }

    // As the owner sends it; `manifest`: digits that stand in for the digest's last, `flip`: a byte of the signature.
    Said receipt(const QString& name, int units, const char* order = "WO-0001", const QByteArray& manifest = {},
                 qsizetype flip = -1) {
        QByteArray digest = QCryptographicHash::hash(read_file(file(name + ".manifest")), QCryptographicHash::Sha256);
        digest = digest.toHex();
        digest = digest.left(digest.size() - manifest.size()) + manifest;
        const QByteArray text = QByteArray("{\"keyline_receipt\": 1, \"order\": \"") + order +
                                "\", \"manifest_sha256\": \"" + digest + "\", \"units\": " + QByteArray::number(units) +
                                "}\n";
        QByteArray signature = bytes_of(owner_->sign(text.toStdString()));
        if (flip >= 0) {
            signature[flip] = static_cast<char>(signature[flip] ^ 1);
        }
        write_file(file(name + ".receipt"), text);
        write_file(file(name + ".receipt.sig"), signature);
        return ask(keyd_program(),
                   {"keys", "handover", "receipt", file(name + ".receipt"), "--config", directory_->config()});
    }

    // A PEK, as bytes, hex or base64, in anything that was written or said.
    QStringList where_keys_are(const Said& said) const {
        QStringList found;
        std::map<QString, QByteArray> places{{"stdout", said.out}, {"stderr", said.error}};
        QDir directory(QFileInfo(directory_->config()).path());
        for (const QFileInfo& info : directory.entryInfoList(QDir::Files)) {
            places[info.fileName()] = read_file(info.filePath());
        }
        for (const auto& [place, bytes] : places) {
            for (const SoftwareLock& lock : locks_) {
                const QByteArray pek = bytes_of(lock.chip->pek);
                for (const QByteArray& form : {pek, pek.toHex(), pek.toHex().toUpper(), pek.toBase64()}) {
                    found << (bytes.contains(form) ? QStringList(place) : QStringList());
                }
            }
        }
        return found;
    }

    std::optional<hsm::SoftHsmToken> owner_token_;
    std::unique_ptr<HandoverReceiver> owner_;
    std::unique_ptr<KeydDirectory> directory_;
    std::vector<SoftwareLock> locks_;
};

QTEST_GUILESS_MAIN(KeysHandoverTest)
#include "keys_handover_test.moc"
