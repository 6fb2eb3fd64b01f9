// What people decide about orders and units, with the real programs: a draft, its release by somebody else, units made,
// held, released, scrapped, given a new key; an order extended and closed; order files in and out.
#include "tests/support/openssl_program.h"
#include "tests/support/people_station.h"

#include <QCryptographicHash>

using namespace keyline;
using namespace keyline::test;

namespace {

const QStringList because = {"--reason", "a test"};

QString refused(const Answer& answer) {
    return answer.exit_code == 8 ? answer.code() : QString("not refused: %1").arg(answer.exit_code);
}

} // namespace

class DecisionsTest : public QObject {
    Q_OBJECT

    // Codes count once in 30 s, so each person does one thing that takes one.
    static bool team(PeopleStation& station, const QStringList& names) {
        return std::all_of(names.begin(), names.end(), [&](const QString& name) {
            return station.add_and_enrol(name, "supervisor,qa", {"--recover"});
        });
    }
    static QJsonObject shown_order(PeopleStation& station, const QString& order) {
        return station.as("ann", {"order", "show", order}).last();
    }
    static bool adds_up(const QJsonObject& order) {
        int sum = 0;
        for (const char* count :
             {"outstanding", "passed", "failed", "quarantined", "rework", "scrapped", "superseded"}) {
            sum += order[count].toInt();
        }
        return sum == order["issued"].toInt();
    }
    // Asked by one, approved by the other.
    static Answer by_two(PeopleStation& station, const QString& author, const QString& approver,
                         const QStringList& command) {
        const Answer asked = station.as(author, command + because, station.code(author));
        if (asked.exit_code != 0) {
            return asked;
        }
        const QString number = QString::number(asked.first("approval.asked")["request"].toInt());
        return station.as(approver, {"request", "approve", number}, station.code(approver));
    }
    static Answer create(PeopleStation& station, const QString& author, int quota) {
        return station.as(author, {"order", "create", "--profile", "demo", "--first", "0001-000000000001", "--quota",
                                   QString::number(quota)});
    }

  private slots:
    void an_order_goes_its_way() {
        PeopleStation station;
        QVERIFY(team(station, {"ann", "bob", "cid", "dora", "eve", "fay"}));
        const Answer made = create(station, "ann", 2);
        QCOMPARE(made.exit_code, 0);
        const QString order = made.first("order.created")["order"].toString();
        QCOMPARE(made.first("order.created")["state"].toString(), QString("draft"));
        QCOMPARE(made.first("order.created")["author"].toString(), QString("ann"));
        const QStringList provision{"provision", "--order", order, "--count", "1"};
        const Answer early = station.as("ann", provision);
        QVERIFY2(early.stdout_text.contains("order.not_released"), qPrintable(early.stdout_text));

        QCOMPARE(refused(station.as("ann", QStringList{"order", "release", order} + because, station.code("ann"))),
                 QString("order.own_release"));
        QVERIFY(station.as("bob", {"order", "release", order}, station.code("bob")).exit_code != 0); // no reason
        QCOMPARE(station.as("bob", QStringList{"order", "release", order} + because, station.code("bob")).exit_code, 0);
        QCOMPARE(station.as("ann", provision).exit_code, 0);

        QCOMPARE(
            by_two(station, "cid", "dora", {"order", "extend", order, "--quota", "3", "--last", "0001-000000000003"})
                .exit_code,
            0);
        QJsonObject shown = shown_order(station, order);
        QCOMPARE(shown["quota"].toInt(), 3);
        QCOMPARE(shown["last"].toString(), QString("0001-000000000003"));
        QCOMPARE(shown["remaining"].toInt(), 2);
        QVERIFY(adds_up(shown));

        QCOMPARE(station.as("eve", {"unit", "quarantine", "0001-000000000001"}).exit_code, 0);
        QCOMPARE(refused(station.as("eve", QStringList{"order", "close", order} + because, station.code("eve"))),
                 QString("order.not_complete"));
        QVERIFY(station.on_record({"order.released", "\"author\":\"bob\"", "a test"}));
        QVERIFY(station.on_record({"order.extended", "\"author\":\"cid\"", "\"approver\":\"dora\""}));
        QVERIFY(station.on_record({"order.own_release"}));

        // Past everybody, in the database itself: keyd's own log says what was decided.
        const QStringList verify{"verify", "--config", station.config()};
        QCOMPARE(station.keyd(verify).exit_code, 0);
        station.sql("UPDATE orders SET quota = 1000; UPDATE operators SET roles = 31 WHERE name = 'fay'");
        const Answer edited = station.keyd(verify);
        QCOMPARE(edited.exit_code, 7);
        QVERIFY2(edited.stdout_text.contains("order " + order + ": quota 1000, decided was 3") &&
                     edited.stdout_text.contains("operator fay: roles "),
                 qPrintable(edited.stdout_text));
    }

    void a_unit_is_held_released_scrapped_and_given_a_new_key() {
        PeopleStation station;
        QVERIFY(team(station, {"ann", "bob", "cid", "dora", "eve", "fay", "guy"}));
        const QString order = create(station, "ann", 2).first("order.created")["order"].toString();
        QCOMPARE(station.as("bob", QStringList{"order", "release", order} + because, station.code("bob")).exit_code, 0);
        QCOMPARE(station.as("ann", {"provision", "--order", order, "--count", "1"}).exit_code, 0);
        const QString serial = "0001-000000000001";

        QCOMPARE(station.as("ann", {"unit", "quarantine", serial}).exit_code, 0);
        QCOMPARE(shown_order(station, order)["quarantined"].toInt(), 1);
        const QJsonObject listed = station.as("ann", {"unit", "list", order, "--state", "quarantined"}).first("unit");
        QCOMPARE(listed["serial"].toString(), serial);
        QCOMPARE(listed["held_from"].toString(), QString("passed"));
        QVERIFY(station.as("ann", {"unit", "list", order, "--state", "failed"}).first("unit").isEmpty());
        QVERIFY(station.as("ann", {"unit", "list", order, "--at", "elsewhere"}).first("unit").isEmpty());
        QCOMPARE(station.as("ann", {"unit", "list", order, "--state", "lost"}).exit_code, 2);
        QCOMPARE(station.as("ann", {"unit", "list", "WO-9999"}).code(), QString("order.unknown"));
        QCOMPARE(refused(station.as("ann", {"unit", "rework", serial})), QString("claim.state"));
        QCOMPARE(by_two(station, "ann", "cid", {"unit", "release", serial}).exit_code, 0);
        QCOMPARE(shown_order(station, order)["passed"].toInt(), 1);

        QCOMPARE(by_two(station, "dora", "eve", {"unit", "scrap", serial}).exit_code, 0);
        QJsonObject shown = shown_order(station, order);
        QCOMPARE(shown["scrapped"].toInt(), 1);
        QCOMPARE(shown["remaining"].toInt(), 2);
        QVERIFY(adds_up(shown));
        QCOMPARE(refused(station.as("fay", QStringList{"unit", "scrap", serial} + because, station.code("fay"))),
                 QString("claim.state"));
        QCOMPARE(
            station.as("guy", QStringList{"unit", "scrap", "0001-000000000099"} + because, station.code("guy")).code(),
            QString("unit.unknown"));
        QStringList life; // of the unit, at the station
        for (const QJsonObject& line : station.as("ann", {"audit", "show", serial}).lines) {
            const QJsonObject entry = line["entry"].toObject();
            life << entry["event"].toString() + ' ' + entry["details"].toObject()["action"].toString();
        }
        for (const char* decided : {"action.done unit.quarantine", "approval.asked unit.release",
                                    "approval.given unit.release", "approval.given unit.scrap"}) {
            QVERIFY2(life.contains(decided), qPrintable(life.join('\n')));
        }
        QVERIFY(station.on_record({"claim.scrapped", serial, "\"author\":\"dora\"", "\"approver\":\"eve\""}));
    }

    // Another board gets the number, with a key of its own; the old key is given up.
    void a_number_goes_to_another_chip_with_a_new_key() {
        DemoStation station(1);
        QCOMPARE(station.init().exit_code, 0);
        const QString order = station.create_order(2);
        const QString serial = "0001-000000000001";
        const QStringList provision{"provision", "--order", order, "--count", "1"};
        const Answer first = station.keyline(provision);
        QCOMPARE(first.exit_code, 0);
        const QString old_chip = first.units().first()["uid"].toString();
        for (const char* command : {"take 1", "insert 1"}) {
            QProcess::execute(DemoStation::program("keyline-locksim"),
                              {"--dir", station.path("sim"), "--tell", command});
        }
        const QString new_chip = station.keyline({"fixtures", "identify"}).first("lock")["uid"].toString();
        QVERIFY(!new_chip.isEmpty() && new_chip != old_chip);

        const QStringList rekey = QStringList{"unit", "rekey", serial, "--uid", new_chip} + because;
        QCOMPARE(station.keyline(rekey).exit_code, 0); // nobody has to log in here: one is enough
        QCOMPARE(station.order(order)["superseded"].toInt(), 1);
        const Answer second = station.keyline(provision);
        QCOMPARE(second.exit_code, 0);
        QCOMPARE(second.units().first()["serial"].toString(), serial);
        QCOMPARE(second.units().first()["uid"].toString(), new_chip);
        const QJsonObject shown = station.order(order);
        QCOMPARE(shown["passed"].toInt(), 1);
        QCOMPARE(shown["superseded"].toInt(), 1);
        QVERIFY(adds_up(shown));
        QCOMPARE(station.keyline({"audit", "verify"}).exit_code, 0); // the number has passed twice, and may have
    }

    // An office signs; keyd takes it from those that it trusts, unchanged, and gives it back signed by itself.
    void order_files_come_in_and_go_out() {
        DemoStation station(1);
        QCOMPARE(station.init().exit_code, 0);
        const QString order = station.create_order(3);
        const QString file = station.path("out.order");
        QCOMPARE(station.keyline({"order", "export", order, "--out", file}).exit_code, 0);
        QFile exported(file);
        QVERIFY(exported.open(QIODevice::ReadOnly));
        const QByteArray note = exported.readAll();
        QVERIFY(note.startsWith("keyline.order/v1\n{"));
        QVERIFY(note.contains("\"quota\":\"3\""));

        const QString key = station.path("office.pem");
        QVERIFY(run_openssl({"genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", key}).ok);
        const QByteArray body = "keyline.order/v1\n{\"form\":{\"profile\":\"demo\",\"device_type\":\"0001\","
                                "\"table_size\":4096,\"first\":\"0001-000000000101\",\"quota\":7,"
                                "\"expires\":\"2099-12-31\"}}\n";
        const OfficeKey office = office_key(key);
        const QByteArray signed_order = office.sign(body);
        const QString in = station.path("in.order");
        const auto import = [&](const QByteArray& content) {
            QFile written(in);
            if (!written.open(QIODevice::WriteOnly)) {
                qFatal("no file");
            }
            written.write(content);
            written.close();
            return station.keyline({"order", "import", in});
        };
        QCOMPARE(refused(import(signed_order)), QString("order.file_untrusted"));

        station.end_keyd(SIGTERM);
        QFile config(station.path("station/keyd/keyd.toml"));
        QVERIFY(config.open(QIODevice::Append));
        config.write("\n[orders]\ntrusted = \"" + office.vkey + "\"\n");
        config.close();
        QByteArray changed = signed_order;
        changed.replace("\"quota\":7", "\"quota\":8");
        QCOMPARE(refused(import(changed)), QString("order.file_untrusted"));
        QCOMPARE(import("not an order\n").code(), QString("order.file_invalid"));
        QCOMPARE(import(office.sign("keyline.order/v1\n{\"form\":{\"quota\":-1}}\n")).code(),
                 QString("order.file_invalid"));
        QCOMPARE(import(office.sign("keyline.order/v1\n[[[[[[\n")).code(), QString("order.file_invalid"));
        const Answer made = import(signed_order);
        QCOMPARE(made.exit_code, 0);
        QCOMPARE(made.first("order.created")["quota"].toInt(), 7);
        QCOMPARE(made.first("order.created")["state"].toString(), QString("released")); // nobody has to log in here
        QCOMPARE(refused(import(signed_order)), QString("order.overlaps"));             // once is enough
    }

  private:
    struct OfficeKey {
        QString pem;
        QByteArray name = "office.example/orders";
        QByteArray id{};   // 4 bytes
        QByteArray vkey{}; // NAME+ID+KEY

        // As a tool that is not ours would: openssl signs, the note is put together by hand.
        QByteArray sign(const QByteArray& body) const {
            const QString file = pem + ".body";
            QFile written(file);
            if (!written.open(QIODevice::WriteOnly) || written.write(body) != body.size()) {
                qFatal("no file");
            }
            written.close();
            const auto signature = run_openssl({"dgst", "-sha256", "-sign", pem, file});
            return body + "\n\xe2\x80\x94 " + name + ' ' + (id + signature.output).toBase64() + '\n';
        }
    };
    static OfficeKey office_key(const QString& pem) {
        const QByteArray der = run_openssl({"pkey", "-in", pem, "-pubout", "-outform", "DER"}).output;
        OfficeKey key{pem};
        key.id = QCryptographicHash::hash(der, QCryptographicHash::Sha256).left(4);
        key.vkey = key.name + '+' + key.id.toHex() + '+' + (QByteArray(1, '\x02') + der).toBase64();
        return key;
    }
};

QTEST_GUILESS_MAIN(DecisionsTest)
#include "decisions_test.moc"
