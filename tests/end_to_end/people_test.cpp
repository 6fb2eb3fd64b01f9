// People with the real programs: two persons, two sessions, an action that waits and is approved, and each refusal, all
// on record in keyd's own log; keyd killed in between; nothing secret anywhere afterwards.
#include "app/key_service_start.h"
#include "app/station_setup.h"
#include "tests/support/people_station.h"
#include "tests/support/secret_search.h"
#include "tests/support/terminal.h"

using namespace keyline;
using namespace keyline::test;

namespace {

QStringList add(const QString& name, const QString& roles = "operator") {
    return {"operator", "add", name, "--roles", roles, "--reason", "new on the line"};
}

QString refused(const Answer& answer) {
    return answer.exit_code == 8 ? answer.code() : QString("not refused: %1").arg(answer.exit_code);
}

QByteArray content(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

qint64 now_ms() {
    return QDateTime::currentMSecsSinceEpoch();
}

QByteArray decoded(const QByteArray& base32) {
    char* secret = nullptr;
    std::size_t bytes = 0;
    if (oath_base32_decode(base32.constData(), static_cast<std::size_t>(base32.size()), &secret, &bytes) != OATH_OK) {
        return {};
    }
    const QByteArray made(secret, static_cast<qsizetype>(bytes));
    std::free(secret);
    return made;
}

SecretSearch secrets_of(const PeopleStation& station) {
    SecretSearch search;
    for (auto member = station.members().begin(); member != station.members().end(); ++member) {
        search.add(member.key() + "'s badge", member->badge);
        search.add(member.key() + "'s PIN", member->pin);
        if (!member->uri.isEmpty()) {
            search.add(member.key() + "'s secret", decoded(PeopleStation::base32_of(member->uri)));
            search.add(member.key() + "'s secret in Base32", PeopleStation::base32_of(member->uri));
        }
        if (const QByteArray session = station.session(member.key()); !session.isEmpty()) {
            search.add(member.key() + "'s session", session);
        }
        for (const QByteArray& code : member->codes) {
            search.add_digits(member.key() + "'s code", code);
        }
    }
    return search;
}

} // namespace

class PeopleTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PostgresServer> postgres_;

    // ann may ask, bob may approve.
    static bool two(PeopleStation& station) {
        return station.add_and_enrol("ann", "supervisor") && station.add_and_enrol("bob", "supervisor,qa");
    }
    static std::unique_ptr<Administration> administration(const PeopleStation& station) {
        const auto setup = app::read_station_setup(station.station().toStdString());
        auto people = setup ? app::connect_administration(setup->key_service)
                            : Result<std::unique_ptr<Administration>>(setup.failure());
        return people ? std::move(*people) : nullptr;
    }
    static SecretBytes secret(const QByteArray& bytes) {
        return *SecretBytes::copy_of(as_bytes({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
    }

  private slots:
    void a_second_person_approves_data() {
        QTest::addColumn<bool>("postgres");
        QTest::newRow("sqlite") << false;
        QTest::newRow("postgres") << true;
    }
    void a_second_person_approves();
    void requests_end_in_other_ways();
    void roles_decide();
    void a_code_counts_once();
    void stale_commands_are_void();
    void delay_survives_a_crash();
    void sessions_end();
    void sessions_are_the_users_own();
    void first_people();
    void people_may_be_required_from_the_start();
    void what_is_typed_is_not_shown();
    void bad_input();
};

void PeopleTest::a_second_person_approves() {
    QFETCH(bool, postgres);
    if (postgres) {
        postgres_ = std::make_unique<PostgresServer>();
    }
    PeopleStation station(postgres_.get());
    QVERIFY(two(station));

    const Answer asked = station.as("ann", add("carl"), station.credential("carl") + station.code("ann"));
    QCOMPARE(asked.exit_code, 0);
    QCOMPARE(asked.last()["event"].toString(), QString("approval.asked"));
    const QString number = QString::number(asked.last()["request"].toInt());
    QCOMPARE(number, QString("1"));
    QCOMPARE(refused(station.log_in("carl")), QString("login.wrong")); // not yet

    station.end_keyd(SIGKILL); // between request and approval
    const Answer shown = station.as("bob", {"request", "show", number});
    QCOMPARE(shown.last()["author"].toString(), QString("ann"));
    QCOMPARE(shown.last()["state"].toString(), QString("pending"));
    QCOMPARE(shown.last()["args"].toObject()["roles"].toString(), QString("operator"));
    QCOMPARE(shown.last()["reason"].toString(), QString("new on the line"));
    QCOMPARE(station.as("bob", {"request", "list"}).lines.size(), 1);

    station.sql("DELETE FROM wrong_tries"); // carl's, which delay the station
    QCOMPARE(refused(station.as("ann", {"request", "approve", number}, station.code("ann"))), QString("request.own"));
    const Answer approved = station.as("bob", {"request", "approve", number}, station.code("bob"));
    QCOMPARE(approved.exit_code, 0);
    QVERIFY(approved.stderr_text.contains("new on the line")); // shown before the code was asked for
    QCOMPARE(approved.last()["event"].toString(), QString("approval.given"));
    QCOMPARE(refused(station.as("bob", {"request", "approve", number})), QString("request.ended"));
    QCOMPARE(station.as("bob", {"request", "list"}).lines.size(), 0);
    QCOMPARE(station.as("bob", {"request", "list", "--all"}).last()["ended_by"].toString(), QString("bob"));
    QCOMPARE(station.log_in("carl").exit_code, 0);

    QVERIFY(station.on_record({"\"approval.asked\"", "\"author\":\"ann\"", "new on the line", "operator.add"}));
    QVERIFY(station.on_record({"\"request.refused\"", "request.own", "\"person\":\"ann\""}));
    QVERIFY(station.on_record({"\"approval.given\"", "\"person\":\"bob\"", "\"author\":\"ann\""}));
    QVERIFY(station.on_record({"\"operator.added\"", "\"person\":\"carl\"", "\"approver\":\"bob\""}));
    QCOMPARE(station.keyd({"verify", "--config", station.config()}).exit_code, 0);
    QCOMPARE(station.as("ann", {"audit", "verify"}).exit_code, 0);
    QCOMPARE(station.as("ann", {"audit", "verify", "--archive"}).exit_code, 0);

    QCOMPARE(station.as("bob", {"whoami"}).exit_code, 0); // keyd is there
    SecretSearch search = secrets_of(station);
    QStringList found = search.in(station.printed(), "printed");
    for (const qint64 pid : station.keyd_pids()) {
        for (const char* file : {"cmdline", "environ"}) {
            found << search.in(content(QString("/proc/%1/%2").arg(pid).arg(file)), file);
        }
    }
    found << search.below(station.station(), {"sessions/ann", "sessions/bob", "sessions/carl"});
    if (postgres) {
        found << search.below(postgres_->directory());
    }
    QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
    QVERIFY(search.files() > 10);
    QCOMPARE(search.below(station.path(), {"/ann", "/bob", "/carl"}).size(), 2); // it finds: ann.uri and bob.uri
}

void PeopleTest::requests_end_in_other_ways() {
    PeopleStation station;
    QVERIFY(two(station));
    const auto ask = [&](const QString& name) {
        return QString::number(
            station.as("ann", add(name), station.credential(name) + station.code("ann")).last()["request"].toInt());
    };
    const QStringList why{"--reason", "asked in error"};
    const QString first = ask("carl");
    QCOMPARE(first, QString("1"));
    QCOMPARE(refused(station.as("bob", QStringList{"request", "withdraw", first} + why)), QString("role.missing"));
    QCOMPARE(refused(station.as("ann", QStringList{"request", "refuse", first} + why)), QString("request.own"));
    QCOMPARE(station.as("ann", {"request", "withdraw", first}).exit_code, 2); // no reason
    QCOMPARE(station.as("ann", QStringList{"request", "withdraw", first} + why).exit_code, 0);
    QCOMPARE(refused(station.as("bob", {"request", "approve", first})), QString("request.ended"));

    const QString second = ask("dora");
    QCOMPARE(station.as("bob", QStringList{"request", "refuse", second} + why).last()["event"].toString(),
             QString("approval.refused"));
    QCOMPARE(station.as("ann", {"request", "show", second}).last()["state"].toString(), QString("refused"));
    QCOMPARE(refused(station.as("bob", {"request", "show", "99"})), QString("request.unknown"));

    const QString third = ask("eve"); // as old as that, without anybody's waiting for it
    const QString rule = station.sql("SELECT sql FROM sqlite_schema WHERE name = 'requests_keep'");
    station.sql("DROP TRIGGER requests_keep; UPDATE requests SET expires_unix_s = 1 WHERE number = " + third + "; " +
                rule);
    QCOMPARE(refused(station.as("bob", {"request", "approve", third}, "123456\n")), QString("request.ended"));
    QCOMPARE(station.as("bob", {"request", "list"}).lines.size(), 0);
    QVERIFY(station.on_record({"\"approval.withdrawn\"", "asked in error", "\"person\":\"ann\""}));
    QVERIFY(station.on_record({"\"approval.refused\"", "asked in error", "\"person\":\"bob\""}));
    QVERIFY(station.on_record({"\"approval.expired\"", "\"request\":\"" + third + "\""}));
    QCOMPARE(station.as("bob", {"operator", "list"}).lines.size(), 2); // none of the three
}

void PeopleTest::roles_decide() {
    PeopleStation station;
    QVERIFY(two(station));
    for (const auto& [name, roles] : {std::pair{"oscar", "operator,auditor"}, {"clara", "custodian"}}) {
        QCOMPARE(station.add_on_host(name, roles, {"--recover"}).exit_code, 0);
        QCOMPARE(station.log_in(name).exit_code, 0);
    }
    // Before a code is looked at: they have none.
    QCOMPARE(refused(station.as("oscar", add("eve"), station.credential("eve") + "123456\n")), QString("role.missing"));
    QCOMPARE(refused(station.as("clara", add("eve"), station.credential("eve") + "123456\n")), QString("role.missing"));
    const Answer asked = station.as("ann", add("eve"), station.credential("eve") + station.code("ann"));
    const QString number = QString::number(asked.last()["request"].toInt());
    QCOMPARE(refused(station.as("oscar", {"request", "approve", number}, "123456\n")), QString("role.missing"));
    QCOMPARE(refused(station.as("oscar", {"request", "refuse", number, "--reason", "no"})), QString("role.missing"));
    QVERIFY(station.enrol("clara")); // a custodian may approve it
    QCOMPARE(station.as("clara", {"request", "approve", number}, station.code("clara")).exit_code, 0);
    QVERIFY(station.on_record({"\"request.refused\"", "role.missing", "\"person\":\"oscar\"", "operator.add"}));
    QCOMPARE(station.as("oscar", {"operator", "list"}).lines.size(), 5);

    // Roles that are taken away are gone with the next call.
    const QStringList change{"operator", "change", "clara", "--roles", "operator", "--reason", "moves on"};
    const Answer moved = station.as("ann", change, station.code("ann"));
    QCOMPARE(
        station.as("bob", {"request", "approve", QString::number(moved.last()["request"].toInt())}, station.code("bob"))
            .exit_code,
        0);
    QCOMPARE(station.as("clara", {"whoami"}).last()["roles"].toString(), QString("operator"));
}

void PeopleTest::a_code_counts_once() {
    PeopleStation station;
    QVERIFY(two(station));
    const QByteArray code = station.code("ann");
    QCOMPARE(station.as("ann", add("carl"), station.credential("carl") + code).exit_code, 0);
    const auto ask_again = [&](const QByteArray& with) {
        return station.as("ann", add("dora"), station.credential("dora") + with);
    };
    QCOMPARE(refused(ask_again(code)), QString("code.wrong"));
    station.sql(QString("UPDATE wrong_tries SET count = 12, newest_unix_ms = %1").arg(now_ms()));
    QCOMPARE(refused(ask_again("123456\n")), QString("login.delayed")); // as wrong PINs
    station.end_keyd(SIGKILL);
    station.sql("DELETE FROM wrong_tries");
    QCOMPARE(refused(ask_again(code)), QString("code.wrong")); // used before keyd was killed
    station.sql("DELETE FROM wrong_tries");
    const qint64 old_step = QDateTime::currentSecsSinceEpoch() / code_step_s - 3;
    QCOMPARE(refused(station.as("bob", {"request", "approve", "1"},
                                PeopleStation::code_of_step(station.member("bob").uri, old_step) + '\n')),
             QString("code.wrong")); // the window
    QVERIFY(station.on_record({"\"request.refused\"", "code.wrong", "\"person\":\"ann\"", "\"call\":\"act\""}));
    QVERIFY(station.on_record({"\"request.refused\"", "code.wrong", "\"person\":\"bob\"", "\"call\":\"approve\""}));

    station.sql("DELETE FROM wrong_tries");
    QCOMPARE(station.add_on_host("dave", "supervisor", {"--recover"}).exit_code, 0);
    QCOMPARE(station.log_in("dave").exit_code, 0);
    QCOMPARE(refused(station.as("dave", {"operator", "disable", "bob", "--reason", "gone"}, "123456\n")),
             QString("code.not_enrolled"));
    // A new secret: only with a code of the old one, and it counts only when one of it was seen.
    const QByteArray old_uri = station.member("ann").uri;
    const Answer without = station.as("ann", {"operator", "enrol-code", "--uri-file", station.path("again.uri")},
                                      station.member("ann").pin + "\n000000\n");
    QCOMPARE(refused(without), QString("code.wrong"));
    QVERIFY(!QFile::exists(station.path("again.uri")));
    station.sql("DELETE FROM wrong_tries");
    QCOMPARE(station
                 .as("ann", {"operator", "enrol-code", "--uri-file", station.path("again.uri")},
                     station.member("ann").pin + '\n' + station.code("ann"))
                 .exit_code,
             0);
    QVERIFY(content(station.path("again.uri")) != old_uri);
    QCOMPARE(station.as("ann", {"operator", "disable", "carl", "--reason", "gone"}, station.code("ann")).code(),
             QString("operator.unknown")); // the old one's codes still count
}

// keyd's clock decides; the command says when the person gave it.
void PeopleTest::stale_commands_are_void() {
    PeopleStation station;
    QVERIFY(two(station));
    QCOMPARE(station.as("ann", {"whoami"}).exit_code, 0); // keyd is there
    const auto people = administration(station);
    QVERIFY(people);
    const Action disable{ActionKind::operator_disable, {{"name", "bob"}}, "gone"};
    const auto act_made = [&](qint64 made_at_ms) {
        const Authority authority{secret(station.session("ann")), secret("123456"), made_at_ms};
        return people->act(authority, disable);
    };
    for (const qint64 age_ms : {60'000, -60'000}) {
        const auto stale = act_made(now_ms() - age_ms);
        QVERIFY(!stale && stale.error().code == ErrorCode::command_stale);
    }
    const auto undated = act_made(0);
    QVERIFY(!undated && undated.error().code == ErrorCode::command_stale);
    Authority no_code{secret(station.session("ann")), {}, now_ms()};
    const auto without = people->act(no_code, disable);
    QVERIFY(!without && without.error().code == ErrorCode::code_missing);
    Action no_reason = disable;
    no_reason.reason.clear();
    const auto unexplained = people->act(no_code, no_reason);
    QVERIFY(!unexplained && unexplained.error().code == ErrorCode::action_invalid);
    QVERIFY(station.on_record({"\"request.refused\"", "command.stale", "\"person\":\"ann\"", "operator.disable"}));
    QVERIFY(station.on_record({"\"request.refused\"", "code.missing"}));
    QVERIFY(station.on_record({"\"request.refused\"", "action.invalid"}));
}

void PeopleTest::delay_survives_a_crash() {
    PeopleStation station;
    QCOMPARE(station.add_on_host("ann", "supervisor").exit_code, 0);
    const Answer wrong = station.ask({"login", "--secrets", "-"}, station.member("ann").badge + "\n555666777888\n");
    QCOMPARE(refused(wrong), QString("login.wrong"));
    // As after many tries, without waiting for them.
    QCOMPARE(station.sql("SELECT count(*) FROM wrong_tries WHERE count = 1"), QString("2")); // badge and station
    station.sql(QString("UPDATE wrong_tries SET count = 12, newest_unix_ms = %1").arg(now_ms()));
    station.end_keyd(SIGKILL);
    const Answer delayed = station.log_in("ann"); // the right PIN
    QCOMPARE(refused(delayed), QString("login.delayed"));
    QVERIFY(delayed.first("error")["details"].toObject()["wait_s"].toString().toInt() > 600);
    const Answer unknown = station.log_in("somebody"); // tells nothing about who exists
    QCOMPARE(refused(unknown), QString("login.delayed"));
    station.sql(QString("UPDATE wrong_tries SET newest_unix_ms = %1").arg(now_ms() - 1'000'000));
    QCOMPARE(station.log_in("ann").exit_code, 0);
    QVERIFY(station.on_record({"\"request.refused\"", "login.wrong", "\"person\":\"ann\"", "\"station\":\"demo\""}));
    QVERIFY(station.on_record({"\"request.refused\"", "login.delayed"}));
}

void PeopleTest::sessions_end() {
    PeopleStation station;
    QVERIFY(two(station));
    station.end_keyd(SIGKILL); // not by a crash
    QCOMPARE(station.as("ann", {"operator", "sessions"}).lines.size(), 2);

    // Nobody can be left who adds others.
    QCOMPARE(refused(station.as("ann", {"operator", "disable", "bob", "--reason", "gone"}, station.code("ann"))),
             QString("operator.last"));
    QCOMPARE(station.add_on_host("carl", "supervisor", {"--recover"}).exit_code, 0);
    QCOMPARE(station.log_in("carl").exit_code, 0);
    QCOMPARE(station.as("ann", {"operator", "disable", "carl", "--reason", "gone"}, station.code("ann")).exit_code, 0);
    QCOMPARE(refused(station.as("carl", {"operator", "list"})), QString("session.ended"));
    QVERIFY(!QFile::exists(station.path("station/sessions/carl"))); // worth nothing any more
    QCOMPARE(refused(station.as("carl", {"operator", "list"})), QString("session.missing"));
    QCOMPARE(refused(station.log_in("carl")), QString("login.wrong"));
    station.sql("DELETE FROM wrong_tries");

    // The shift's end, at keyd and at the station.
    station.sql("UPDATE sessions SET ends_unix_s = 1 WHERE person = 'bob'");
    QCOMPARE(refused(station.as("bob", {"operator", "list"})), QString("session.ended"));
    QCOMPARE(station.log_in("bob").exit_code, 0);
    QByteArray file = content(station.path("station/sessions/bob"));
    QCOMPARE(file.size(), 40);
    const auto end = QDateTime::fromSecsSinceEpoch(static_cast<qint64>(file.right(8).toHex().toULongLong(nullptr, 16)));
    const qint64 shift_s = QDateTime::currentDateTime().secsTo(end);
    QVERIFY(shift_s > 11 * 3'600 && shift_s <= 12 * 3'600);

    const QByteArray bobs = file;
    QCOMPARE(station.as("bob", {"logout"}).exit_code, 0);
    QVERIFY(!QFile::exists(station.path("station/sessions/bob")));
    QFile back(station.path("station/sessions/bob")); // a copy that somebody kept
    QVERIFY(back.open(QIODevice::WriteOnly) && back.write(bobs) == bobs.size());
    QVERIFY(back.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    back.close();
    QCOMPARE(refused(station.as("bob", {"operator", "list"})), QString("session.ended"));

    const QByteArray new_pin = "402618395127";
    QCOMPARE(station.as("ann", {"operator", "change-pin"}, "999999999999\n" + new_pin + '\n').code(),
             QString("login.wrong"));
    station.sql("DELETE FROM wrong_tries");
    QCOMPARE(station.as("ann", {"operator", "change-pin"}, station.member("ann").pin + "\n123456\n").code(),
             QString("pin.form"));
    QCOMPARE(station.as("ann", {"operator", "change-pin"}, station.member("ann").pin + '\n' + new_pin + '\n').exit_code,
             0);
    QCOMPARE(refused(station.as("ann", {"operator", "list"})), QString("session.missing"));
    QCOMPARE(refused(station.log_in("ann")), QString("login.wrong"));
    station.sql("DELETE FROM wrong_tries");
    station.member("ann").pin = new_pin;
    QCOMPARE(station.log_in("ann").exit_code, 0);
    QVERIFY(station.on_record({"\"operator.disabled\"", "\"person\":\"carl\"", "\"reason\":\"gone\""}));
    QVERIFY(station.on_record({"\"operator.logged_out\"", "\"person\":\"bob\""}));
    QVERIFY(station.on_record({"\"operator.pin_changed\"", "\"person\":\"ann\""}));
    QVERIFY(station.on_record({"\"request.refused\"", "session.ended"}));
}

void PeopleTest::sessions_are_the_users_own() {
    PeopleStation station;
    QCOMPARE(station.add_on_host("ann", "supervisor").exit_code, 0);
    QCOMPARE(refused(station.ask({"operator", "list"})), QString("session.missing"));
    QCOMPARE(station.ask({"whoami"}).last()["people_required"].toBool(), true);
    QCOMPARE(station.log_in("ann").exit_code, 0);
    const QString path = station.path("station/sessions/ann");
    QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
             QFile::Permissions());
    QCOMPARE(station.ask({"whoami"}).last()["person"].toString(), QString("ann")); // the only one
    QCOMPARE(refused(station.as("../ann", {"whoami"})), QString("session.missing"));

    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    QCOMPARE(refused(station.ask({"operator", "list"})), QString("session.missing"));
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
    QByteArray forged = content(path);
    forged[0] = static_cast<char>(forged[0] ^ 1);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(forged) == forged.size());
    file.close();
    QCOMPARE(refused(station.ask({"operator", "list"})), QString("session.ended"));

    QCOMPARE(station.add_on_host("bob", "supervisor").exit_code, 0);
    QCOMPARE(station.log_in("ann").exit_code, 0);
    QCOMPARE(station.log_in("bob").exit_code, 0);
    const Answer which = station.ask({"whoami"});
    QCOMPARE(which.exit_code, 2);
    QVERIFY(which.stderr_text.contains("ann, bob"));
    // At another station it is worth nothing.
    PeopleStation other;
    QCOMPARE(other.add_on_host("ann", "supervisor").exit_code, 0);
    QVERIFY(QDir().mkpath(other.path("station/sessions")));
    QVERIFY(QFile::copy(path, other.path("station/sessions/ann")));
    QCOMPARE(refused(other.ask({"operator", "list"})), QString("session.ended"));
}

void PeopleTest::first_people() {
    PeopleStation station;
    const Answer nobody = station.ask({"whoami"});
    QCOMPARE(nobody.last()["people_required"].toBool(), false);
    QCOMPARE(nobody.last()["logged_in"].toBool(), false);
    // In development the station alone may do everything, until there is somebody.
    QCOMPARE(station.ask(add("ann", "supervisor") + QStringList{"--secrets", "-"}, station.credential("ann")).exit_code,
             0);
    QVERIFY(station.on_record({"\"operator.added\"", "\"person\":\"ann\"", "\"log_in\":\"not required\""}));
    QCOMPARE(refused(station.ask(add("bob") + QStringList{"--secrets", "-"}, station.credential("bob"))),
             QString("session.missing"));
    QVERIFY(station.enrol("ann"));
    // Nor by the line's own call: orders are people's now.
    const auto setup = app::read_station_setup(station.station().toStdString());
    QVERIFY(setup);
    auto line = app::connect_key_service(setup->key_service);
    QVERIFY(line);
    const NewOrder wanted{{*ProfileName::parse("demo"), DeviceType(1), 4'096, {}},
                          *SerialNumber::from_parts(DeviceType(1), 1),
                          {},
                          5,
                          {},
                          {}};
    const auto alone = (*line)->create_order(wanted);
    QVERIFY(!alone && alone.error().code == ErrorCode::session_missing);
    line->reset();
    QVERIFY(station.on_record({"\"request.refused\"", "\"call\":\"create_order\"", "session.missing"}));

    QCOMPARE(station.add_on_host("ann", "supervisor").code(), QString()); // no JSON from keyd
    QCOMPARE(station.add_on_host("ann", "supervisor").exit_code, 8);      // the name is taken
    QCOMPARE(station.add_on_host("zoe", "queen").exit_code, 3);
    QCOMPARE(station.add_on_host("bob", "custodian").exit_code, 0);
    QCOMPARE(station.add_on_host("carl", "supervisor").exit_code, 8); // there are two who can add others
    QVERIFY(station.on_record({"\"request.refused\"", "operator.not_first", "\"person\":\"carl\""}));
    QCOMPARE(station.add_on_host("carl", "supervisor", {"--recover"}).exit_code, 0);
    QVERIFY(station.on_record({"\"operator.added\"", "\"recover\":\"yes\"", "\"host_user\""}));
    QCOMPARE(station.ask({"status"}).exit_code, 0); // needs nobody
}

void PeopleTest::people_may_be_required_from_the_start() {
    PeopleStation station;
    station.end_keyd(SIGTERM);
    QFile config(station.config());
    QVERIFY(config.open(QIODevice::Append) && config.write("\n[people]\nrequired = true\n") > 0);
    config.close();
    QCOMPARE(station.ask({"whoami"}).last()["people_required"].toBool(), true);
    QCOMPARE(refused(station.ask(add("ann") + QStringList{"--secrets", "-"}, station.credential("ann"))),
             QString("session.missing"));
    QCOMPARE(refused(station.ask({"operator", "list"})), QString("session.missing"));
    station.end_keyd(SIGTERM);
    QVERIFY(config.open(QIODevice::Append) && config.write("requred = true\n") > 0);
    config.close();
    QCOMPARE(station.ask({"whoami"}).code(), QString("config.invalid"));
}

void PeopleTest::what_is_typed_is_not_shown() {
    PeopleStation station;
    const QString keyline = DemoStation::program("keyline");
    station.end_keyd(SIGTERM);
    {
        TerminalProgram host(DemoStation::program("keyline-keyd"),
                             {"operator", "add", "ann", "--roles", "supervisor", "--config", station.config()});
        const Member& ann = station.member("ann");
        for (const QByteArray& typed : {ann.badge, ann.badge, ann.pin, ann.pin}) {
            QVERIFY2(host.shows(": "), host.screen());
            host.type(typed + '\n');
        }
        QCOMPARE(host.exit_code(), 0);
        QVERIFY(!host.screen().contains(ann.pin) && !host.screen().contains(ann.badge));
    }
    TerminalProgram login(keyline, {"--station", station.station(), "login"});
    QVERIFY2(login.shows("Badge: "), login.screen());
    QVERIFY(!login.echoes());
    login.type(station.member("ann").badge + '\n');
    QVERIFY(login.shows("PIN: "));
    login.type(station.member("ann").pin + "x\x7f\n"); // typed wrong, and corrected
    QVERIFY2(login.shows("is logged in until"), login.screen());
    QVERIFY(!login.screen().contains(station.member("ann").pin));
    QVERIFY(!login.screen().contains(station.member("ann").badge));
    QCOMPARE(login.exit_code(), 0);

    TerminalProgram enrol(keyline, {"--station", station.station(), "operator", "enrol-code"});
    QVERIFY(enrol.shows("PIN: "));
    enrol.type(station.member("ann").pin + '\n');
    QVERIFY2(enrol.shows("otpauth://totp/Keyline-development:ann?secret="), enrol.screen());
    QVERIFY(enrol.shows("One-time code of ann: "));
    const auto begin = enrol.screen().indexOf("otpauth://");
    station.member("ann").uri = enrol.screen().mid(begin, enrol.screen().indexOf('\r', begin) - begin);
    const QByteArray code = station.code("ann");
    enrol.type(code);
    QCOMPARE(enrol.exit_code(), 0);
    QVERIFY(!enrol.screen().contains(code.trimmed()));
    QCOMPARE(station.ask({"whoami"}).last()["codes"].toBool(), true);

    // Stopped in the middle, it leaves the terminal as it was.
    TerminalProgram stopped(
        "/bin/sh", {"-c", "\"$0\" --station \"$1\" login; echo \"ended $?\"; read line", keyline, station.station()});
    QVERIFY(stopped.shows("Badge: "));
    stopped.type("half a badge\x03");
    QVERIFY2(stopped.shows("ended 130"), stopped.screen());
    QVERIFY(stopped.echoes());
    QVERIFY(!stopped.screen().contains("half"));
}

void PeopleTest::bad_input() {
    PeopleStation station;
    QVERIFY(two(station));
    const auto login_with = [&](const QByteArray& secrets) {
        return station.ask({"login", "--secrets", "-"}, secrets);
    };
    QCOMPARE(login_with("").exit_code, 2);
    QCOMPARE(login_with("badge\n").exit_code, 2); // no PIN
    QCOMPARE(login_with(QByteArray(200, 'b') + "\n1\n").exit_code, 2);
    QCOMPARE(login_with(QByteArray(100, 'b') + "\n123\n").code(), QString("value.malformed"));
    QCOMPARE(refused(login_with("bad\tbadge\n8642\n")), QString("login.wrong"));
    station.sql("DELETE FROM wrong_tries");
    QCOMPARE(refused(login_with(QByteArray("\xff\xfe\n\x80\x81\n"))), QString("login.wrong"));
    station.sql("DELETE FROM wrong_tries");
    QFile open(station.path("open.txt"));
    QVERIFY(open.open(QIODevice::WriteOnly) && open.write(station.credential("ann")) > 0);
    open.close();
    QVERIFY(open.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));
    QCOMPARE(station.ask({"login", "--secrets", open.fileName()}).exit_code, 2); // others may read it
    QVERIFY(open.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    QCOMPARE(station.ask({"login", "--secrets", open.fileName()}).exit_code, 0);
    QCOMPARE(station.ask({"login", "--secrets", station.path("none.txt")}).code(), QString("file.missing"));
    QCOMPARE(station.as("ann", {"request", "show", "0"}).exit_code, 2);
    QCOMPARE(station.as("ann", {"request", "show", "-1"}).exit_code, 2);
    QCOMPARE(station.as("ann", {"request", "show", "one"}).exit_code, 2);
    QCOMPARE(station.as("ann", {"request", "show", "99999999999999999999"}).exit_code, 2);
    const QByteArray carl = station.credential("carl");
    QCOMPARE(station.as("ann", add("no such name"), carl + "123456\n").code(), QString("code.wrong"));
    station.sql("DELETE FROM wrong_tries");
    QCOMPARE(station.as("ann", add("carl"), carl + "1234567\n").code(), QString("value.malformed"));
    QCOMPARE(station.as("ann", add("carl", "queen"), carl + station.code("ann")).exit_code, 3);
    QCOMPARE(station.as("ann", add("carl"), "badge\n123456\n135792\n").code(), QString("pin.form"));
    QCOMPARE(station.as("ann", {"operator", "add", "carl", "--roles", "operator", "--reason", QString(600, 'x')}, carl)
                 .code(),
             QString("action.invalid"));
    QCOMPARE(station.as("ann", {"operator", "list"}).lines.size(), 2);

    // What does not keep to the form at all, from somebody who is nobody: refused, and on record as far as it can be.
    const auto people = administration(station);
    QVERIFY(people);
    const Action junk{ActionKind::unit_scrap, Error::Args(16, {std::string(256, '\x01'), std::string(512, '\x02')}),
                      std::string(512, '\x03'), Bytes(1'000'000, 0xff)};
    const auto nobodys = people->act({}, junk);
    QVERIFY(!nobodys && nobodys.error().code == ErrorCode::session_missing);
    const Authority anns{secret(station.session("ann")), {}, now_ms()};
    const auto ended = people->refuse(anns, 1, "\x1b[2J");
    QVERIFY(!ended && ended.error().code == ErrorCode::action_invalid);
    QVERIFY(station.on_record({"\"request.refused\"", "session.missing", "unit.scrap"}));
}

QTEST_GUILESS_MAIN(PeopleTest)
#include "people_test.moc"
