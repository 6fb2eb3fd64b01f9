// A station whose key service is elsewhere, made with `keyline init`, with the real programs over mutual TLS: what
// fits, what does not, and who has to be logged in before it produces.
#include "tests/support/demo_station.h"
#include "tests/support/tls_keyd.h"

namespace keyline::test {

namespace {

// What `keyline init` is told; each test spoils something of it.
struct Told {
    QString address;
    hsm::OwnCertificate own;
    fs::path ca;
    QString pin;
    QStringList more{};

    QStringList options() const {
        return QStringList{"init",  "--key-service", address, "--certificate", own.certificate.c_str(),
                           "--key", own.key.c_str(), "--ca",  ca.c_str(),      "--pin",
                           pin} +
               more;
    }
};

class Elsewhere {
  public:
    bool start() {
        if (!keyd.made || !keyd.start()) {
            return false;
        }
        keyd.stop();
        keyd.directory.replace_in_config("calls = [\"line\", \"orders\"]",
                                         "calls = [\"line\", \"orders\", \"people\"]");
        return keyd.serve();
    }
    Told told() const {
        return {QString::fromStdString(keyd.address()), keyd.certificates.station("line1"),
                keyd.certificates.ca().certificate_path(), QString::fromStdString(keyd.pin), station.lane_options()};
    }
    Answer init() { return station.keyline(told().options()); }
    // As the key service's host prints it.
    QByteArray archived_log() const {
        QProcess process;
        process.start(keyd_program(), {"log", "--config", keyd.directory.config(), "--station", "line1"});
        process.waitForFinished(DemoStation::answer_ms_max);
        return process.readAllStandardOutput();
    }
    Answer init_with_log(const QByteArray& log) {
        QFile file(station.path("line1.jsonl"));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(log) != log.size()) {
            return {};
        }
        file.close();
        return station.keyline(told().options() + QStringList{"--log", file.fileName()});
    }
    bool is_made() const { return QFile::exists(station.path("station/station.toml")); }
    Answer provision_one(const QString& order) {
        return station.keyline({"provision", "--order", order, "--count", "1"});
    }
    bool add_on_host(const QString& name, const QString& roles) const {
        QProcess process;
        process.start(keyd_program(), {"operator", "add", name, "--roles", roles, "--config", keyd.directory.config(),
                                       "--secrets", "-"});
        process.write(secrets(name));
        process.closeWriteChannel();
        return process.waitForFinished(DemoStation::answer_ms_max) && process.exitCode() == 0;
    }
    Answer log_in(const QString& name) { return station.keyline({"login", "--secrets", "-"}, secrets(name)); }
    // keyd's own log, from the program that prints it.
    QList<QJsonObject> keyd_log(const QString& event) const {
        QProcess process;
        process.start(keyd_program(), {"log", "--config", keyd.directory.config()});
        process.waitForFinished(DemoStation::answer_ms_max);
        QList<QJsonObject> found;
        for (const QByteArray& line : process.readAllStandardOutput().split('\n')) {
            const QJsonObject entry = QJsonDocument::fromJson(line).object();
            if (entry["event"] == event) {
                found.append(entry);
            }
        }
        return found;
    }

    TlsKeyd keyd;
    DemoStation station{1};

  private:
    static QByteArray secrets(const QString& name) {
        return "badge:" + name.toUtf8() +
               "\n80519462"
               "73\n";
    }
};

} // namespace

class ExternalStationTest : public QObject {
    Q_OBJECT

  private slots:
    void is_called_as_its_certificate_says_and_provisions() {
        Elsewhere line;
        QVERIFY(line.start());
        const Answer made = line.init();
        QCOMPARE(made.exit_code, 0);
        QCOMPARE(made.first("station.created")["station"].toString(), "line1");
        QCOMPARE(made.first("station.created")["key_service"].toString(), "ok");
        QCOMPARE(line.station.keyline({"status"}).exit_code, 0);
        const QString order = line.station.create_order(2);
        QCOMPARE(line.provision_one(order).exit_code, 0);
        QCOMPARE(line.station.keyline({"audit", "verify"}).exit_code, 0);
        QCOMPARE(line.init().code(), "station.exists");
        // Its directory is lost: another cannot go on under its name, and nothing is made.
        QVERIFY(QDir(line.station.station()).removeRecursively());
        const Answer lost = line.init();
        QCOMPARE(lost.exit_code, 8);
        QCOMPARE(lost.code(), "station.known");
        QVERIFY(!line.is_made());
    }

    void what_tls_names_is_checked_before_it_serves() {
        TlsKeyd keyd;
        QVERIFY(keyd.made && keyd.start());
        keyd.stop();
        const auto check = [&] {
            QProcess process;
            process.setProcessChannelMode(QProcess::MergedChannels);
            process.start(keyd_program(), {"check", "--config", keyd.directory.config()});
            process.waitForFinished(DemoStation::answer_ms_max);
            return std::pair(process.exitCode(), process.readAll());
        };
        const auto sound = check();
        QVERIFY2(sound.first == 0 && sound.second.contains("[tls]"), sound.second);
        const QString ca = QString::fromStdString(keyd.certificates.ca().certificate_path().string());
        QVERIFY(QFile::rename(ca, ca + ".away"));
        const auto without = check();
        QVERIFY2(without.first != 0 && without.second.contains(ca.toUtf8()), without.second);
    }

    // With what the key service has archived of its log it goes on where it was.
    void a_lost_station_gets_its_log_back() {
        Elsewhere line;
        QVERIFY(line.start());
        QCOMPARE(line.init().exit_code, 0);
        const QString order = line.station.create_order(4);
        QCOMPARE(line.provision_one(order).exit_code, 0);
        const QByteArray early = line.archived_log();
        QCOMPARE(line.provision_one(order).exit_code, 0);
        QCOMPARE(line.station.keyline({"audit", "export", "--to", line.station.path("before")}).exit_code, 0);
        const QByteArray log = line.archived_log();
        QVERIFY(QDir(line.station.station()).removeRecursively());

        const auto refused = [&](const QByteArray& bytes, int exit_code, const char* code) {
            const Answer answer = line.init_with_log(bytes);
            if (answer.exit_code != exit_code || answer.code() != code || line.is_made()) {
                qWarning("%s", qPrintable(answer.stdout_text + answer.stderr_text));
                return false;
            }
            return true;
        };
        QVERIFY(refused(early, 7, "audit.unsound"));
        QVERIFY(refused(log.chopped(1), 7, "audit.unsound"));
        QVERIFY(refused("", 7, "audit.unsound"));
        QVERIFY(refused("no entry\n", 7, "audit.unsound"));
        QVERIFY(refused(QByteArray(log).replace("unit.passed", "unit.failed"), 7, "audit.fork"));
        QVERIFY(refused(log.left(log.indexOf('\n') + 1) + log, 7, "audit.unsound"));
        QVERIFY(refused(QByteArray(log).replace("\"line1\"", "\"line2\""), 7, "audit.unsound"));
        // One that is there may hold what was never archived.
        QFile there(line.station.path("station/audit.db"));
        QVERIFY(!there.exists());
        QVERIFY(there.open(QIODevice::WriteOnly) && there.write("kept") == 4);
        there.close();
        QVERIFY(refused(log, 3, "file.io"));
        QCOMPARE(there.size(), qint64{4});
        QVERIFY(there.remove());
        const Answer made = line.init_with_log(log);
        QVERIFY2(made.exit_code == 0, qPrintable(made.stderr_text));
        QCOMPARE(line.init_with_log(log).code(), "station.exists");

        const QStringList verify{"audit",      "verify",       "--archive",
                                 "--registry", "--checkpoint", line.station.path("before/checkpoint")};
        QCOMPARE(line.station.keyline(verify).exit_code, 0);
        QCOMPARE(line.provision_one(order).exit_code, 0);
        QCOMPARE(line.station.keyline(verify).exit_code, 0);
        const Answer reconciled = line.station.keyline({"audit", "reconcile", order});
        QVERIFY2(reconciled.exit_code == 0, qPrintable(reconciled.stdout_text));
        const QByteArray after = line.archived_log();
        QVERIFY(after.startsWith(log) && after.sliced(log.size()).contains("station.restored"));
    }

    void is_made_before_its_key_service_answers() {
        Elsewhere line;
        QVERIFY(line.start());
        line.keyd.stop();
        const Answer made = line.init();
        QCOMPARE(made.exit_code, 0);
        QCOMPARE(made.first("station.created")["key_service"].toString(), "key_service.unavailable");
        QCOMPARE(line.station.keyline({"status"}).exit_code, 5);
        QVERIFY(line.keyd.serve());
        QCOMPARE(line.station.keyline({"status"}).exit_code, 0);
    }

    void nothing_is_made_of_what_does_not_fit() {
        Elsewhere line;
        QVERIFY(line.start());
        const auto refused = [&](const Told& told, int exit_code, const char* code) {
            const Answer answer = line.station.keyline(told.options());
            if (answer.exit_code != exit_code || answer.code() != code || line.is_made()) {
                qWarning("%s", qPrintable(answer.stdout_text + answer.stderr_text));
                return false;
            }
            return true;
        };
        const auto spoiled = [&](auto&& spoil) {
            Told told = line.told();
            spoil(told);
            return told;
        };
        const auto& certificates = line.keyd.certificates;
        QVERIFY(refused(spoiled([](Told& told) {
                            told.more << "--name"
                                      << "line2";
                        }),
                        2, "usage"));
        QVERIFY(refused(spoiled([](Told& told) {
                            told.more << "--environment"
                                      << "production";
                        }),
                        2, "usage"));
        QVERIFY(refused(spoiled([](Told& told) {
                            told.more << "--kg-file"
                                      << "kg";
                        }),
                        2, "usage"));
        QVERIFY(refused(spoiled([](Told& told) { told.address = "line1.factory:7443"; }), 2, "usage"));
        QVERIFY(refused(spoiled([](Told& told) { told.address = "unix:/run/keyd.sock"; }), 2, "usage"));
        QVERIFY(refused(spoiled([](Told& told) { told.pin = "sha256:12"; }), 2, "usage"));
        QVERIFY(refused(spoiled([](Told& told) { told.ca = "/nonexistent"; }), 3, "file.io"));
        QVERIFY(refused(spoiled([](Told& told) { told.ca = told.own.key; }), 3, "certificate.invalid"));
        QVERIFY(refused(spoiled([&](Told& told) { told.own.key = certificates.station("line2").key; }), 3,
                        "certificate.invalid"));
        QVERIFY(refused(spoiled([&](Told& told) { told.own = certificates.keyd(); }), 3, "certificate.invalid"));
        QVERIFY(refused(spoiled([&](Told& told) { told.own = certificates.station("line8", -9, -1); }), 3,
                        "certificate.invalid"));
        QVERIFY(refused(spoiled([](Told& told) { told.pin = "sha256:" + QString(64, 'a'); }), 5,
                        "key_service.not_trusted"));
        QVERIFY(
            refused(spoiled([&](Told& told) { told.own = certificates.station("line9"); }), 8, "caller.not_allowed"));
        QCOMPARE(line.init().exit_code, 0);
    }

    void somebody_who_may_has_to_be_logged_in() {
        Elsewhere line;
        QVERIFY(line.start());
        QCOMPARE(line.init().exit_code, 0);
        const QString order = line.station.create_order(40);
        line.keyd.stop();
        QVERIFY(line.add_on_host("quinn", "qa") && line.add_on_host("olga", "operator"));
        QVERIFY(line.keyd.serve());

        const Answer status = line.station.keyline({"status"});
        QCOMPARE(status.exit_code, 8);
        QCOMPARE(status.last()["key_service"].toObject()["issues_nothing"].toString(), "session.missing");
        const Answer nobody = line.provision_one(order);
        QCOMPARE(nobody.exit_code, 8);
        QCOMPARE(nobody.code(), "session.missing");
        QCOMPARE(line.log_in("quinn").exit_code, 0);
        QCOMPARE(line.provision_one(order).code(), "role.missing");
        QCOMPARE(line.station.keyline({"logout"}).exit_code, 0);

        QCOMPARE(line.log_in("olga").exit_code, 0);
        const Answer passed = line.provision_one(order);
        QCOMPARE(passed.exit_code, 0);
        const QString serial = passed.units().first()["serial"].toString();
        QCOMPARE(line.station.keyline({"audit", "show", serial}).last()["entry"].toObject()["operator"].toString(),
                 "olga");
        const auto issued = line.keyd_log("claim.issued");
        QCOMPARE(issued.size(), 1);
        QCOMPARE(issued.first()["details"].toObject()["operators"].toString(), "olga");

        // Gone in the middle: what is in work is finished, and the run ends for that reason.
        QProcess run;
        line.station.start(run, {"provision", "--order", order});
        QVERIFY(DemoStation::wait_for(run, "unit.passed"));
        QCOMPARE(line.station.keyline({"logout"}).exit_code, 0);
        const Answer cut = DemoStation::finish(run);
        QCOMPARE(cut.exit_code, 8);
        QCOMPARE(cut.first("lane.ended")["code"].toString(), "session.missing");
        QCOMPARE(cut.first("summary")["errors"].toInt(), 0);
        QCOMPARE(line.provision_one(order).code(), "session.missing");
        line.keyd.stop();
        write_file(line.keyd.directory.config(),
                   read_file(line.keyd.directory.config()) + "\n[people]\nunattended = [\"line1\"]\n");
        QVERIFY(line.keyd.serve());
        QCOMPARE(line.provision_one(order).exit_code, 0);
    }
};

} // namespace keyline::test

QTEST_GUILESS_MAIN(keyline::test::ExternalStationTest)
#include "external_station_test.moc"
