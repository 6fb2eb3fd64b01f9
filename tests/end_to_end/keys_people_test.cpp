// What people decide about keys and tables, with the real programs: tables in versions, in locks that prove them; a
// hand-over that a custodian asks for and a second person approves, and the owner's receipt from a station.
#include "tests/support/handover_receiver.h"
#include "tests/support/people_station.h"
#include "tests/unit/hsm/softhsm_token.h"

#include <QCryptographicHash>

using namespace keyline;
using namespace keyline::test;

namespace {
void write_file(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}
QByteArray read_file(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
QByteArray bytes_of(const Bytes& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}
} // namespace

class KeysPeopleTest : public QObject {
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

    void locks_prove_the_version_that_their_order_has() {
        PeopleStation station;
        const QString first = station.create_order(1);
        const Answer made = station.ask({"table", "create", "--profile", "demo", "--reason", "new firmware"});
        QCOMPARE(made.exit_code, 0);
        QCOMPARE(made.last()["done"].toObject()["table_version"].toString(), QString("2"));
        QCOMPARE(station.ask({"table", "assign", "--profile", "demo", "--version", "2", "--reason", "now"}).exit_code,
                 0);
        const QString second = station.create_order(1, "0001-000000000011");
        const auto listed = station.ask({"table", "list"}).last()["done"].toObject();
        QCOMPARE(listed.size(), 2);
        QVERIFY(listed["demo version 2"].toString().contains("for new orders"));

        const QByteArray random = bytes_of(bytes_of_a_table());
        write_file(station.path("table.bin"), random);
        const Answer imported =
            station.ask({"table", "import", "--profile", "demo", "--reason", "theirs", station.path("table.bin")});
        QCOMPARE(imported.last()["done"].toObject()["table_version"].toString(), QString("3"));
        QCOMPARE(station
                     .ask({"table", "assign", "--profile", "demo", "--version", "3", "--reason", "theirs", "--order",
                           second})
                     .exit_code,
                 0);
        QCOMPARE(station.ask({"provision", "--order", first, "--count", "1"}).exit_code, 0);
        station.stop_simulator();
        QVERIFY(QDir(station.path("sim")).removeRecursively()); // another unit
        station.start_simulator({"--fast"});
        QCOMPARE(station.ask({"provision", "--order", second, "--count", "1"}).exit_code, 0);
        QVERIFY(station.on_record({"\"table.given\"", first, "\"table_version\":\"1\""}));
        QVERIFY(station.on_record({"\"table.given\"", second, "\"table_version\":\"3\""}));
        QVERIFY(station.on_record({"\"table.imported\"", "theirs"}));
        const Answer late = station.ask(
            {"table", "assign", "--profile", "demo", "--version", "2", "--reason", "late", "--order", second});
        QCOMPARE(late.code(), QString("table.invalid"));
        station.end_keyd(SIGTERM);
        for (const char* file : {"station/keyd/keyd.db", "station/keyd/keyd.log", "station/audit.db"}) {
            QVERIFY2(!read_file(station.path(file)).contains(random.mid(100, 24)), file);
        }
        QVERIFY(!station.printed().contains(random.left(24).toHex()));
    }

    void the_owner_gets_keys_when_two_persons_agree() {
        PeopleStation station;
        const QString order = station.create_order(1);
        QCOMPARE(station.ask({"provision", "--order", order, "--count", "1"}).exit_code, 0);
        const QString owner = station.path("owner.der");
        write_file(owner, bytes_of(owner_->certificate()));
        const QString out = station.path("handover");
        const auto hand_over = [&] {
            return station.keyd({"keys", "handover", "--config", station.config(), "--order", order, "--recipient",
                                 owner, "--out", out});
        };
        QVERIFY(station.add_and_enrol("ann", "supervisor,custodian") && station.add_and_enrol("bob", "supervisor,qa"));
        const Answer alone = hand_over();
        QCOMPARE(alone.exit_code, 8);
        QVERIFY(alone.stderr_text.contains("handover.not_granted"));

        const QStringList asking{"handover", "ask", "--order", order, "--recipient", owner, "--reason", "it is made"};
        QCOMPARE(station.as("bob", asking, "123456\n").code(), QString("role.missing"));
        const Answer asked = station.as("ann", asking, station.code("ann"));
        QCOMPARE(asked.exit_code, 0);
        QCOMPARE(hand_over().exit_code, 8); // not yet
        const QString number = QString::number(asked.last()["request"].toInt());
        QCOMPARE(station.as("bob", {"request", "approve", number}, station.code("bob")).exit_code, 0);
        const QByteArray granted = read_file(owner);
        write_file(owner, bytes_of(owner_->certificate(700)));
        QCOMPARE(hand_over().exit_code, 8); // another certificate, if for the same key
        write_file(owner, granted);
        const Answer made = hand_over();
        QVERIFY2(made.exit_code == 0, qPrintable(made.stderr_text));
        QCOMPARE(owner_->pek_of_serials(out.toStdString()).size(), std::size_t(1));

        const QStringList closing{"order", "close", order, "--reason", "all made"};
        QCOMPARE(station.as("bob", closing, station.code("bob")).code(), QString("handover.missing"));
        const QByteArray digest = QCryptographicHash::hash(read_file(out + ".manifest"), QCryptographicHash::Sha256);
        const QByteArray text = "{\"keyline_receipt\": 1, \"order\": \"" + order.toUtf8() +
                                "\", \"manifest_sha256\": \"" + digest.toHex() + "\", \"units\": 1}\n";
        write_file(station.path("receipt"), text);
        write_file(station.path("receipt.sig"), "nobody's");
        const QStringList receiving{"handover", "receipt", "--order", order, station.path("receipt")};
        QCOMPARE(station.as("ann", receiving).code(), QString("handover.receipt"));
        write_file(station.path("receipt.sig"), bytes_of(owner_->sign(text.toStdString())));
        QCOMPARE(station.as("ann", receiving).exit_code, 0);
        QCOMPARE(station.as("ann", closing, station.code("ann")).exit_code, 0);
        QVERIFY(station.on_record({"\"order.closed\"", order, "\"author\":\"ann\""}));
        QVERIFY(station.on_record({"\"handover.granted\"", "\"author\":\"ann\"", "\"approver\":\"bob\""}));
        QVERIFY(station.on_record({"\"handover.begun\"", "\"author\":\"ann\"", "\"approver\":\"bob\""}));
        QVERIFY(station.on_record({"\"handover.acknowledged\"", "\"author\":\"ann\"", QString(digest.toHex())}));
        QCOMPARE(station.keyd({"verify", "--config", station.config()}).exit_code, 0);
    }

  private:
    static Bytes bytes_of_a_table() {
        SeededBytes bytes;
        return bytes.take(4'096);
    }
    struct SeededBytes {
        std::uint64_t state = 4711;
        Bytes take(std::size_t size) {
            Bytes bytes(size);
            for (std::uint8_t& byte : bytes) {
                state = state * 6364136223846793005ULL + 1442695040888963407ULL;
                byte = static_cast<std::uint8_t>(state >> 56U);
            }
            return bytes;
        }
    };

    std::optional<hsm::SoftHsmToken> owner_token_;
    std::unique_ptr<HandoverReceiver> owner_;
};

QTEST_GUILESS_MAIN(KeysPeopleTest)
#include "keys_people_test.moc"
