// People with the real programs: two persons, two sessions, an action that waits and is approved, and each refusal, all
// on record in keyd's own log; keyd killed between request and approval; registry in SQLite and in PostgreSQL.
#include "app/key_service_start.h"
#include "app/station_setup.h"
#include "tests/support/people_station.h"

using namespace keyline;
using namespace keyline::test;

namespace {
const QStringList add_carl{"operator", "add", "carl", "--roles", "operator", "--reason", "new on the line"};
}

class PeopleTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PostgresServer> postgres_;

    // ann may ask, bob may approve.
    static bool two(PeopleStation& station) {
        return station.add_and_enrol("ann", "supervisor") && station.add_and_enrol("bob", "supervisor,qa");
    }
    static QString refused(const Answer& answer) {
        return answer.exit_code == 8 ? answer.code() : QString("not refused");
    }

  private slots:
    void stores_data() {
        QTest::addColumn<bool>("postgres");
        QTest::newRow("sqlite") << false;
        QTest::newRow("postgres") << true;
    }

    void a_second_person_approves_data() { stores_data(); }
    void a_second_person_approves() {
        QFETCH(bool, postgres);
        if (postgres) {
            postgres_ = std::make_unique<PostgresServer>();
        }
        PeopleStation station(postgres_.get());
        QVERIFY(two(station));

        const Answer asked = station.as("ann", add_carl, station.credential("carl") + station.code("ann"));
        QCOMPARE(asked.exit_code, 0);
        QCOMPARE(asked.last()["event"].toString(), QString("approval.asked"));
        const QString number = QString::number(asked.last()["request"].toInt());
        QCOMPARE(number, QString("1"));
        QCOMPARE(station.log_in("carl").code(), QString("login.wrong")); // not yet

        station.end_keyd(SIGKILL); // between request and approval
        const Answer shown = station.as("bob", {"request", "show", number});
        QCOMPARE(shown.last()["author"].toString(), QString("ann"));
        QCOMPARE(shown.last()["state"].toString(), QString("pending"));
        QCOMPARE(shown.last()["args"].toObject()["roles"].toString(), QString("operator"));
        QCOMPARE(shown.last()["reason"].toString(), QString("new on the line"));
        QCOMPARE(station.as("bob", {"request", "list"}).lines.size(), 1);

        station.sql("DELETE FROM wrong_tries"); // carl's, which delay the station
        const Answer own = station.as("ann", {"request", "approve", number}, station.code("ann"));
        QCOMPARE(refused(own), QString("request.own"));
        const Answer approved = station.as("bob", {"request", "approve", number}, station.code("bob"));
        QCOMPARE(approved.exit_code, 0);
        QVERIFY(approved.stderr_text.contains("new on the line")); // shown before the code was asked for
        QCOMPARE(approved.last()["event"].toString(), QString("approval.given"));
        QCOMPARE(refused(station.as("bob", {"request", "approve", number}, "123456\n")), QString("request.ended"));
        QCOMPARE(station.as("bob", {"request", "list"}).lines.size(), 0);
        QCOMPARE(station.as("bob", {"request", "list", "--all"}).last()["ended_by"].toString(), QString("bob"));
        QCOMPARE(station.log_in("carl").exit_code, 0);

        QVERIFY(station.on_record({"\"approval.asked\"", "\"author\":\"ann\"", "new on the line", "operator.add"}));
        QVERIFY(station.on_record({"\"request.refused\"", "request.own", "\"person\":\"ann\""}));
        QVERIFY(station.on_record({"\"approval.given\"", "\"person\":\"bob\"", "\"author\":\"ann\""}));
        QVERIFY(station.on_record({"\"operator.added\"", "\"person\":\"carl\"", "\"approver\":\"bob\""}));
        QCOMPARE(station.keyd({"verify", "--config", station.config()}).exit_code, 0);
        QCOMPARE(station.ask({"--as", "ann", "audit", "verify"}).exit_code, 0);
    }
};

QTEST_GUILESS_MAIN(PeopleTest)
#include "people_test.moc"
