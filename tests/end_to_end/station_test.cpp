// The whole main job with the real programs: from an empty directory to provisioned locks and a verified audit log.
#include "tests/support/demo_station.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QSet>

using namespace keyline::test;

class StationTest : public QObject {
    Q_OBJECT

  private slots:
    void twenty_locks_on_four_lanes();
    void paced_lane_over_a_socket();
    void two_processes_on_different_lanes();
    void stop_is_safe_and_the_rest_follows();
    void killed_again_and_again();
    void key_service_killed_in_the_middle();
    void registry_that_was_set_back_is_refused();
    void log_that_was_set_back_is_refused();
    void nothing_after_an_option_is_not_everything();
    void scans_from_stdin_and_from_a_file();
    void nothing_secret_is_left_anywhere();
};

namespace {

// RFC 6962, written once more without our code.
QByteArray sha256(const QByteArray& bytes) {
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}
QByteArray tree_hash(const QList<QByteArray>& leaves) {
    if (leaves.size() == 1) {
        return sha256(QByteArray(1, '\0') + leaves.first());
    }
    qsizetype split = 1;
    while (split * 2 < leaves.size()) {
        split *= 2;
    }
    return sha256(QByteArray(1, '\1') + tree_hash(leaves.first(split)) + tree_hash(leaves.sliced(split)));
}

QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QSet<QString> passed_serials(const Answer& answer) {
    QSet<QString> serials;
    for (const QJsonObject& unit : answer.units()) {
        if (unit["outcome"] == "passed") {
            serials.insert(unit["serial"].toString());
        }
    }
    return serials;
}

// RFC 9162, 2.1.3.2: the root that a leaf and its inclusion proof lead to.
QByteArray root_from(const QByteArray& leaf, qint64 index, qint64 size, const QList<QByteArray>& path) {
    QByteArray hash = sha256(QByteArray(1, '\0') + leaf);
    qint64 last = size - 1;
    for (const QByteArray& sibling : path) {
        const bool is_right = index % 2 == 1 || index == last;
        hash = sha256(QByteArray(1, '\1') + (is_right ? sibling + hash : hash + sibling));
        while (is_right && index % 2 == 0 && index != 0) {
            index /= 2;
            last /= 2;
        }
        index /= 2;
        last /= 2;
    }
    return last == 0 ? hash : QByteArray();
}

// A C2SP note and its vkey, with openssl and nothing of ours.
void verify_note(const QByteArray& note, const QByteArray& vkey) {
    const auto blank = note.indexOf("\n\n");
    const QByteArray body = note.left(blank + 1);
    const QByteArray signature_line = note.mid(blank + 2).trimmed();
    const QByteArray signature = QByteArray::fromBase64(signature_line.mid(signature_line.lastIndexOf(' ') + 1));
    const QByteArray key = QByteArray::fromBase64(vkey.mid(vkey.indexOf('+', vkey.indexOf('+') + 1) + 1));
    QCOMPARE(key[0], '\2'); // ECDSA
    QCOMPARE(signature.left(4), sha256(key.mid(1)).left(4));
    QCOMPARE(vkey.left(vkey.indexOf('+')), body.split('\n')[0]);

    QTemporaryDir scratch;
    const auto write = [&](const char* name, const QByteArray& bytes) {
        QFile file(scratch.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    };
    write("key.der", key.mid(1));
    write("signature", signature.mid(4));
    write("body", body);
    QProcess openssl;
    openssl.setWorkingDirectory(scratch.path());
    openssl.start("openssl",
                  {"dgst", "-sha256", "-verify", "key.der", "-keyform", "DER", "-signature", "signature", "body"});
    QVERIFY(openssl.waitForFinished());
    QCOMPARE(openssl.exitCode(), 0);
}

void verify_export(const QString& directory) {
    QList<QByteArray> leaves = contents(directory + "/entries.jsonl").split('\n');
    QVERIFY(leaves.last().isEmpty());
    leaves.removeLast();
    const QByteArray note = contents(directory + "/checkpoint");
    const QList<QByteArray> lines = note.split('\n');
    QCOMPARE(lines[1].toLongLong(), qint64(leaves.size()));
    QCOMPARE(QByteArray::fromBase64(lines[2]), tree_hash(leaves));
    verify_note(note, contents(directory + "/log.vkey").trimmed());
}

void verify_proof(const QString& directory, const QString& serial) {
    const QByteArray entry = contents(directory + "/entry.json");
    QCOMPARE(QJsonDocument::fromJson(entry)["unit"].toString(), serial);
    QCOMPARE(QJsonDocument::fromJson(entry)["event"].toString(), QString("unit.passed"));
    const QByteArray proof = contents(directory + "/entry.tlog-proof");
    const auto blank = proof.indexOf("\n\n");
    QList<QByteArray> head = proof.left(blank).split('\n');
    QCOMPARE(head.takeFirst(), QByteArray("c2sp.org/tlog-proof@v1"));
    const QByteArray index = head.takeFirst();
    QVERIFY(index.startsWith("index "));
    QList<QByteArray> path;
    for (const QByteArray& line : head) {
        path.append(QByteArray::fromBase64(line));
    }
    const QByteArray note = proof.mid(blank + 2);
    const QList<QByteArray> lines = note.split('\n');
    QCOMPARE(root_from(entry, index.mid(6).toLongLong(), lines[1].toLongLong(), path),
             QByteArray::fromBase64(lines[2]));
    verify_note(note, contents(directory + "/log.vkey").trimmed());
}

void verify_log(DemoStation& station, int passed) {
    const Answer verified = station.keyline({"audit", "verify"});
    QCOMPARE(verified.exit_code, 0);
    QCOMPARE(verified.last()["units"].toObject()["unit.passed"].toInt(), passed);
}

} // namespace

void StationTest::twenty_locks_on_four_lanes() {
    DemoStation station(4);
    QCOMPARE(station.init().exit_code, 0);
    const QString order = station.create_order(20);
    const Answer run = station.keyline({"provision", "--order", order});
    QCOMPARE(run.exit_code, 0);
    QCOMPARE(passed_serials(run).size(), 20);
    QCOMPARE(
        run.last(),
        QJsonObject(
            {{"event", "summary"}, {"passed", 20}, {"failed", 0}, {"errors", 0}, {"aborted", 0}, {"quarantined", 0}}));
    for (const QJsonObject& line : run.lines.first(run.lines.size() - 1)) {
        for (const char* field : {"event", "time", "lane", "serial", "outcome", "code"}) {
            QVERIFY2(line.contains(field), field);
        }
    }
    QCOMPARE(station.order(order)["passed"].toInt(), 20);
    QCOMPARE(station.order(order)["outstanding"].toInt(), 0);
    QCOMPARE(station.keyline({"order", "list"}).last()["id"].toString(), order);
    verify_log(station, 20);

    const QString serial = *passed_serials(run).begin();
    const Answer life = station.keyline({"audit", "show", serial});
    QCOMPARE(life.lines.last()["entry"].toObject()["event"].toString(), QString("unit.passed"));
    QCOMPARE(station.keyline({"audit", "export", "--to", station.path("export")}).exit_code, 0);
    verify_export(station.path("export"));
    for (const QString& passed : passed_serials(run)) {
        QCOMPARE(station.keyline({"audit", "prove", passed, "--to", station.path(passed)}).exit_code, 0);
        verify_proof(station.path(passed), passed);
    }
    const QJsonObject statistics = station.keyline({"audit", "stats", "--order", order}).last();
    QCOMPARE(statistics["passed_at_first"].toInt(), 20);
    QCOMPARE(statistics["first_pass_yield"].toDouble(), 1.0);
    QCOMPARE(statistics["seconds"].toObject()["unit"].toObject()["count"].toInt(), 20);
    QVERIFY(statistics["units_per_hour"].toDouble() > 0);

    // Nothing is allowed any more; nothing is done.
    const Answer again = station.keyline({"provision", "--order", order});
    QCOMPARE(again.exit_code, 8);
    QCOMPARE(again.code(), QString("order.used_up"));
    QCOMPARE(again.last()["passed"].toInt(), 0);
}

void StationTest::paced_lane_over_a_socket() {
    DemoStation station(1, {"--latency-ms", "16"});
    QCOMPARE(station
                 .keyline({"init", "--name", "demo", "--lane",
                           "1=unix://" + station.path("sim/lane-1.sock") + "?baud=115200"})
                 .exit_code,
             0);
    const Answer run = station.keyline({"provision", "--order", station.create_order(1)});
    QCOMPARE(run.exit_code, 0);
    QCOMPARE(run.last()["passed"].toInt(), 1);
}

void StationTest::two_processes_on_different_lanes() {
    DemoStation station(2);
    QCOMPARE(station.init().exit_code, 0);
    const QString order = station.create_order(8);
    QProcess one;
    QProcess two;
    station.start(one, {"provision", "--order", order, "--lanes", "1", "--count", "4"});
    station.start(two, {"provision", "--order", order, "--lanes", "2", "--count", "4"});
    const Answer first = DemoStation::finish(one);
    const Answer second = DemoStation::finish(two);
    QCOMPARE(first.exit_code, 0);
    QCOMPARE(second.exit_code, 0);
    QCOMPARE((passed_serials(first) + passed_serials(second)).size(), 8);
    verify_log(station, 8);
}

void StationTest::stop_is_safe_and_the_rest_follows() {
    DemoStation station(2);
    QCOMPARE(station.init().exit_code, 0);
    const QString order = station.create_order(6);
    QProcess run;
    station.start(run, {"provision", "--order", order});
    QVERIFY(DemoStation::wait_for(run, "unit.started"));
    run.terminate();
    const Answer stopped = DemoStation::finish(run);
    QCOMPARE(stopped.exit_code, 130);
    QVERIFY(stopped.last()["passed"].toInt() >= 1); // the unit in work was finished
    QCOMPARE(stopped.last()["event"].toString(), QString("summary"));
    QCOMPARE(station.order(order)["outstanding"].toInt(), 0);
    const Answer rest = station.keyline({"provision", "--order", order});
    QCOMPARE(rest.exit_code, 0);
    QCOMPARE(rest.last()["passed"].toInt() + stopped.last()["passed"].toInt(), 6);
    verify_log(station, 6);
}

void StationTest::killed_again_and_again() {
    DemoStation station(2);
    QCOMPARE(station.init().exit_code, 0);
    const QString order = station.create_order(6);
    // Killed when each step is first seen; then left to finish.
    for (const char* step : {"issuing key", "writing", "proving", "closing", "confirming", "unit.passed"}) {
        QProcess run;
        station.start(run, {"provision", "--order", order});
        QVERIFY2(DemoStation::wait_for(run, step), step);
        run.kill();
        run.waitForFinished();
        QCOMPARE(station.keyline({"audit", "verify"}).exit_code, 0);
    }
    const Answer rest = station.keyline({"provision", "--order", order});
    QVERIFY(rest.exit_code == 0 || rest.exit_code == 8); // 8: the kills have left nothing to do
    const QJsonObject counts = station.order(order);
    QCOMPARE(counts["passed"].toInt(), 6);
    QCOMPARE(counts["issued"].toInt(), 6);
    verify_log(station, 6);
}

void StationTest::key_service_killed_in_the_middle() {
    DemoStation station(2);
    QCOMPARE(station.init().exit_code, 0);
    const QString order = station.create_order(6);
    QProcess run;
    station.start(run, {"provision", "--order", order});
    QVERIFY(DemoStation::wait_for(run, "proving"));
    QVERIFY(!station.keyd_pids().isEmpty());
    station.end_keyd(SIGKILL);
    (void)DemoStation::finish(run); // units may end in errors: the challenges died with keyd
    for (int attempt = 0; attempt < 3 && station.order(order)["passed"].toInt() < 6; ++attempt) {
        (void)station.keyline({"provision", "--order", order});
    }
    const QJsonObject counts = station.order(order);
    QCOMPARE(counts["passed"].toInt(), 6);
    QCOMPARE(counts["issued"].toInt(), 6);
    verify_log(station, 6);
}

// One unit, a copy of the file, another unit, and the copy in the file's place.
static void set_back(DemoStation& station, const QString& order, const QString& file) {
    const QStringList one{"provision", "--order", order, "--count", "1"};
    QCOMPARE(station.keyline(one).exit_code, 0);
    station.end_keyd(SIGTERM);
    QVERIFY(QFile::copy(station.path(file), station.path("copy")));
    QCOMPARE(station.keyline(one).exit_code, 0);
    station.end_keyd(SIGTERM);
    QVERIFY(QFile::remove(station.path(file)) && QFile::copy(station.path("copy"), station.path(file)));
}

void StationTest::registry_that_was_set_back_is_refused() {
    DemoStation station(1);
    QCOMPARE(station.init().exit_code, 0);
    const QString order = station.create_order(5);
    set_back(station, order, "station/keyd/keyd.db");
    const Answer run = station.keyline({"provision", "--order", order, "--count", "1"});
    QCOMPARE(run.exit_code, 5);
    QCOMPARE(run.code(), QString("key_service.answer"));
    QVERIFY(run.units().isEmpty());
}

void StationTest::log_that_was_set_back_is_refused() {
    DemoStation station(1);
    QCOMPARE(station.init().exit_code, 0);
    const QString order = station.create_order(5);
    set_back(station, order, "station/audit.db");
    const Answer run = station.keyline({"provision", "--order", order, "--count", "1"});
    QCOMPARE(run.exit_code, 7);
    QCOMPARE(run.code(), QString("audit.fork"));
    QVERIFY(run.units().isEmpty());
}

void StationTest::nothing_after_an_option_is_not_everything() {
    DemoStation station(1);
    QCOMPARE(station.keyline({"init", "--lane", "1=unix:///a", "--lane", "2=unix:///a"}).exit_code, 2);
    QVERIFY(!QFile::exists(station.station())); // nothing is half made
    QCOMPARE(station.init().exit_code, 0);
    const QString order = station.create_order(1);
    QCOMPARE(station.keyline({"provision", "--order", order, "--serials", ""}).exit_code, 2);
    QCOMPARE(station.keyline({"provision", "--order", order, "--serials="}).exit_code, 2);
    QCOMPARE(station.order(order)["issued"].toInt(), 0);
}

void StationTest::scans_from_stdin_and_from_a_file() {
    DemoStation station(1);
    QCOMPARE(station.init().exit_code, 0);
    const QString order = station.create_order(9);
    const Answer scanned = station.keyline({"provision", "--order", order, "--serials", "-"},
                                           "0001-000000000005\r\nrubbish\n0001-000000000007\n0001-000000000099\n");
    QCOMPARE(passed_serials(scanned), QSet<QString>({"0001-000000000005", "0001-000000000007"}));
    QCOMPARE(scanned.first("serial.refused")["code"].toString(), QString("serial.malformed"));
    QCOMPARE(scanned.exit_code, 8); // the number outside the order counts most
    QCOMPARE(scanned.last()["errors"].toInt(), 1);

    QFile file(station.path("serials"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("0001-000000000001\n0001-000000000001\n");
    file.close();
    const Answer bad = station.keyline({"provision", "--order", order, "--serials", file.fileName()});
    QCOMPARE(bad.exit_code, 3);
    QCOMPARE(bad.code(), QString("serial.repeated"));
    QCOMPARE(bad.last()["passed"].toInt(), 0); // nothing was begun

    const Answer passed_before =
        station.keyline({"provision", "--order", order, "--serials", "-"}, "0001-000000000005\n");
    QCOMPARE(passed_before.exit_code, 8);
    QCOMPARE(passed_before.units().first()["code"].toString(), QString("serial.already_passed"));
}

void StationTest::nothing_secret_is_left_anywhere() {
    DemoStation station(1, {"--fast", "--keep"});
    QCOMPARE(station.init().exit_code, 0);
    const QString order = station.create_order(1);
    const Answer run = station.keyline({"provision", "--order", order});
    QCOMPARE(run.exit_code, 0);
    const Answer log = station.keyline({"audit", "export", "--to", station.path("station/export")});
    QCOMPARE(log.exit_code, 0);

    // What the lock holds: its PEK, PEK(S/N) and table; each 16 bytes of them that could be a key.
    QSet<QByteArray> secrets;
    QDirIterator chips(station.path("sim/state/units"), QDir::Files);
    while (chips.hasNext()) {
        const QByteArray chip = contents(chips.next());
        for (qsizetype at = 0; at + 16 <= chip.size(); at += 4) {
            const QByteArray window = chip.mid(at, 16);
            if (QSet<char>(window.begin(), window.end()).size() >= 10) {
                secrets.insert(window);
            }
        }
    }
    QVERIFY(secrets.size() > 200); // a 4 KiB table at the least
    const QByteArray kg_hex = contents(KEYLINE_SOURCE_DIR "/packaging/demo/development-kg.hex").trimmed();
    const QByteArray pin = contents(station.path("station/keyd/pin")).trimmed();
    QVERIFY(pin.size() >= 4);

    int files = 0;
    QDirIterator everything(station.station(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    const auto check = [&](const QString& name, const QByteArray& bytes) {
        const QByteArray lower = bytes.toLower();
        QVERIFY2(!lower.contains(kg_hex) && !bytes.contains(QByteArray::fromHex(kg_hex)), qPrintable(name));
        QVERIFY2(!bytes.contains(pin), qPrintable(name));
        for (qsizetype at = 0; at + 16 <= bytes.size(); ++at) {
            QVERIFY2(!secrets.contains(bytes.mid(at, 16)), qPrintable(name));
        }
        for (const QByteArray& secret : secrets) {
            QVERIFY2(!lower.contains(secret.toHex()), qPrintable(name));
        }
    };
    while (everything.hasNext()) {
        const QString name = everything.next();
        if (name.endsWith("/pin") || name.contains("/tokens/") || name.contains("/token-backup")) {
            continue; // the PIN file itself, and what the HSM keeps encrypted
        }
        ++files;
        check(name, contents(name));
    }
    QVERIFY(files >= 6);
    check("stdout", run.stdout_text.toUtf8());
    check("stderr", run.stderr_text.toUtf8());
}

QTEST_GUILESS_MAIN(StationTest)
#include "station_test.moc"
