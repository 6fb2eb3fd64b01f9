// Units that come back, with the real programs: every verdict, the signed report, and what else may be in the fixture.
#include "fixtures/lock/cobs.h"
#include "fixtures/lock/record.h"
#include "tests/support/foreign_device.h"
#include "tests/support/openssl_program.h"
#include "tests/support/people_station.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QJsonArray>

using namespace keyline::test;

namespace {
// The answer {"rc": 8} to a request, as a frame.
QByteArray mcumgr_refusal(const std::uint8_t* request) {
    std::array<std::uint8_t, 13> message{};
    std::copy(request, request + 8, message.begin());
    message[0] = static_cast<std::uint8_t>(message[0] + 1); // the response to this operation
    message[2] = 0;
    message[3] = 5;
    const std::array<std::uint8_t, 5> body{0xa1, 0x62, 'r', 'c', 8};
    std::copy(body.begin(), body.end(), message.begin() + 8);
    std::array<std::uint8_t, 64> frame{};
    const auto size = kl_cobs_frame(message.data(), message.size(), frame.data(), frame.size());
    return {reinterpret_cast<const char*>(frame.data()), static_cast<qsizetype>(size)};
}
} // namespace

class VerifyTest : public QObject {
    Q_OBJECT
  private:
    std::unique_ptr<DemoStation> demo_;
    QList<QString> uids_; // of 0001-000000000001, ...2, ...3
    static constexpr int units = 3;

    QString at(const QString& name) const { return demo_->path(name); }
    QByteArray contents(const QString& path) const {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const QString& path, const QByteArray& bytes) const {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size());
    }
    bool tell_simulator(const QString& command) const {
        QProcess told;
        told.start(DemoStation::program("keyline-locksim"), {"--dir", at("sim"), "--tell", command});
        return told.waitForFinished() && told.exitCode() == 0;
    }
    void take_out() const { (void)tell_simulator("take 1"); } // it may be empty
    QString unit_file(const QString& uid) const { return at("sim/state/units/") + uid + ".unit"; }
    void put_in(const QString& uid) const {
        take_out();
        QVERIFY(tell_simulator("insert 1 " + uid));
    }
    static QString serial(int unit) { return QString("0001-00000000000%1").arg(unit); }

    Answer verify(const QStringList& more = {}) const {
        return demo_->keyline(QStringList{"verify", "--lane", "1"} + more);
    }
    // Each check's result by its name.
    static QMap<QString, QString> checks_of(const Answer& answer) {
        QMap<QString, QString> results;
        for (const auto& check : answer.first("unit.verified")["report"].toObject()["checks"].toArray()) {
            results[check.toObject()["name"].toString()] = check.toObject()["result"].toString();
        }
        return results;
    }
    void expect(const Answer& answer, int exit_code, const QString& verdict) const {
        QVERIFY2(answer.exit_code == exit_code, qPrintable(answer.stdout_text + answer.stderr_text));
        QCOMPARE(answer.first("unit.verified")["code"].toString(), verdict);
    }
    // The lock's stored record, as the owner's capture leaves it.
    void capture(const QString& uid) const {
        QByteArray flash = contents(unit_file(uid));
        const QByteArray layout("KLR1");
        for (auto where = flash.indexOf(layout); where >= 0; where = flash.indexOf(layout, where + 1)) {
            KlRecord record;
            memcpy(&record, flash.constData() + where, sizeof record);
            record.state = kl_state_captured;
            record.crc = kl_crc32(0, reinterpret_cast<const std::uint8_t*>(&record), offsetof(KlRecord, crc));
            memcpy(flash.data() + where, &record, sizeof record);
        }
        write(unit_file(uid), flash);
    }

  private slots:
    void initTestCase() {
        demo_ = std::make_unique<DemoStation>(1, QStringList{"--fast"});
        QCOMPARE(demo_->init().exit_code, 0);
        const Answer run = demo_->keyline({"provision", "--order", demo_->create_order(units)});
        QCOMPARE(run.exit_code, 0);
        for (const QJsonObject& unit : run.units()) {
            uids_ << unit["uid"].toString();
        }
        QCOMPARE(uids_.size(), units);
        demo_->stop_simulator(); // from here on nobody takes units away
        demo_->start_simulator({"--fast", "--keep"});
    }
    void cleanupTestCase() { demo_.reset(); }

    void a_genuine_unit_is_proved() {
        put_in(uids_[0]);
        const QByteArray before = contents(unit_file(uids_[0]));
        const Answer answer = verify({"--serial", serial(1), "--to", at("reports"), "--pdf"});
        expect(answer, 0, "genuine");
        QCOMPARE(contents(unit_file(uids_[0])), before); // nothing was written
        const auto checks = checks_of(answer);
        for (const char* name :
             {"label and lock", "number in the registry", "chip", "Kg", "product", "lock's state", "registry",
              "self-check", "capture challenge", "table proof", "entry in the signed log"}) {
            QVERIFY2(checks.value(name) == "right", name);
        }
        QCOMPARE(checks.value("firmware"), QString("noted"));
        // On paper, with what is signed attached to it.
        const QString pdf = at("reports/") + serial(1) + ".pdf";
        QProcess poppler;
        poppler.start("pdftotext", {pdf, "-"});
        QVERIFY(poppler.waitForFinished());
        const QByteArray text = poppler.readAllStandardOutput();
        QVERIFY(text.contains("GENUINE AND INTACT") && text.contains(serial(1).toUtf8()));
        QVERIFY(text.contains("capture challenge"));
        for (const auto& [language, words] : {std::pair("de", "Prüfung einer zurückgekommenen Einheit"),
                                              {"es", "prueba de la tabla"},
                                              {"pl", "numer w rejestrze"},
                                              {"zh_CN", "锁的状态"}}) {
            const QString to = at(QString("reports-") + language);
            expect(verify({"--serial", serial(1), "--to", to, "--pdf", "--language", language}), 0, "genuine");
            QProcess reader;
            reader.start("pdftotext", {to + "/" + serial(1) + ".pdf", "-"});
            QVERIFY(reader.waitForFinished());
            QVERIFY2(reader.readAllStandardOutput().contains(words), language);
        }
        poppler.setWorkingDirectory(demo_->path());
        poppler.start("pdfdetach", {"-saveall", pdf});
        QVERIFY(poppler.waitForFinished());
        QCOMPARE(contents(at(serial(1) + ".report")), contents(at("reports/" + serial(1) + ".report")));
        // On record on both sides.
        const Answer life = demo_->keyline({"audit", "show", serial(1)});
        QCOMPARE(life.lines.last()["entry"].toObject()["event"].toString(), QString("verification.done"));
        expect(verify({"--serial", serial(1), "--to", at("reports")}), 0, "genuine");
        QVERIFY(QFileInfo::exists(at("reports/") + serial(1) + "-2.report")); // none is replaced
    }

    // By anybody, without the station: this program, and openssl alone.
    void a_report_is_checked_without_the_station() {
        const QString report = at("reports/") + serial(1) + ".report";
        const auto check = [](const QStringList& arguments) {
            QProcess process;
            process.start(DemoStation::program("keyline"),
                          QStringList{"--station", "/nowhere", "--json", "verify-report"} + arguments);
            return DemoStation::finish(process);
        };
        const Answer sound = check({report});
        QCOMPARE(sound.exit_code, 0);
        QCOMPARE(sound.last()["code"].toString(), QString("genuine"));
        QVERIFY(sound.last()["entry_proved"].toBool());
        QVERIFY(!sound.last()["key_given"].toBool());
        const QByteArray vkey = sound.last()["report"].toObject()["key"].toString().toUtf8();
        write(at("reports.vkey"), vkey + "\n");
        QVERIFY(check({report, "--key", at("reports.vkey")}).last()["key_given"].toBool());

        const QByteArray note = contents(report);
        const auto blank = note.indexOf("\n\n");
        const QByteArray signature = QByteArray::fromBase64(note.mid(note.lastIndexOf(' ') + 1).trimmed()).mid(4);
        write(at("body"), note.left(blank + 1));
        write(at("signature"), signature);
        write(at("key.der"), QByteArray::fromBase64(vkey.mid(vkey.indexOf('+', vkey.indexOf('+') + 1) + 1)).mid(1));
        QVERIFY(run_openssl({"dgst", "-sha256", "-verify", at("key.der"), "-keyform", "DER", "-signature",
                             at("signature"), at("body")})
                    .ok);

        const auto refused = [&](const QByteArray& bytes, const QStringList& more = {}) {
            write(at("harmed.report"), bytes);
            const Answer answer = check(QStringList{at("harmed.report")} + more);
            return answer.exit_code == 3 && answer.code() == "report.unsound";
        };
        for (qsizetype byte = 0; byte < note.size(); byte += 97) {
            QByteArray harmed = note;
            harmed[byte] = static_cast<char>(harmed[byte] ^ 1);
            QVERIFY2(refused(harmed), qPrintable(QString::number(byte)));
        }
        QVERIFY(refused(QByteArray(note).replace("\"genuine\"", "\"altered\"")));
        QVERIFY(refused(note.left(note.size() / 2)));
        QVERIFY(refused(note.chopped(1)));
        QVERIFY(refused({}));
        QVERIFY(refused(note + QByteArray(20'000, 'x')));
        QCOMPARE(demo_->keyline({"audit", "export", "--to", at("log")}).exit_code, 0);
        QCOMPARE(check({report, "--key", at("log/log.vkey")}).exit_code, 0); // one key signs both
        DemoStation other(1);
        QCOMPARE(other.init().exit_code, 0);
        (void)other.create_order(1);
        QCOMPARE(other.keyline({"audit", "export", "--to", at("foreign")}).exit_code, 0);
        QVERIFY(refused(note, {"--key", at("foreign/log.vkey")}));
        QVERIFY(refused(note, {"--key", at("body")}));
        QCOMPARE(check({at("nowhere")}).exit_code, 3);
    }

    void what_was_altered_is_named() {
        put_in(uids_[1]);
        const Answer other_label = verify({"--serial", serial(3)});
        expect(other_label, 1, "altered");
        QCOMPARE(checks_of(other_label).value("label and lock"), QString("wrong"));
        QCOMPARE(checks_of(other_label).value("capture challenge"), QString("right"));
        expect(verify(), 0, "genuine");

        take_out();
        QByteArray flash = contents(unit_file(uids_[1])); // one bit of the table, in the flash
        const QByteArray sound = flash;
        flash[flash.size() - 3'000] = static_cast<char>(flash[flash.size() - 3'000] ^ 4);
        flash[flash.size() - 3'000 - 4'096] = static_cast<char>(flash[flash.size() - 3'000 - 4'096] ^ 4);
        write(unit_file(uids_[1]), flash);
        put_in(uids_[1]);
        const Answer table = verify();
        expect(table, 1, "altered");
        QCOMPARE(checks_of(table).value("table proof"), QString("wrong"));
        take_out();
        write(unit_file(uids_[1]), sound);

        put_in(uids_[1]);
        QCOMPARE(demo_->keyline({"unit", "quarantine", serial(2), "--reason", "came back"}).exit_code, 0);
        const Answer held = verify();
        expect(held, 1, "altered");
        QCOMPARE(checks_of(held).value("registry"), QString("wrong"));
        QCOMPARE(checks_of(held).value("capture challenge"), QString("right"));
    }

    // The owner's: it answers no capture challenge any more; the rest still says something.
    void a_captured_unit_cannot_prove_itself() {
        take_out();
        const QByteArray sound = contents(unit_file(uids_[2]));
        capture(uids_[2]);
        put_in(uids_[2]);
        const Answer answer = verify({"--serial", serial(3)});
        expect(answer, 1, "cannot_prove");
        const auto checks = checks_of(answer);
        QCOMPARE(checks.value("capture challenge"), QString("not checked"));
        QCOMPARE(checks.value("table proof"), QString("right"));
        QCOMPARE(checks.value("chip"), QString("right"));
        take_out();
        write(unit_file(uids_[2]), sound);
    }

    // The number of one unit, its key and its table in another chip: a perfect copy but for the chip.
    void a_clone_is_an_alarm() {
        take_out();
        QByteArray copy = contents(unit_file(uids_[0]));
        const QString uid = "00112233445566778899aabb";
        const auto where = copy.indexOf(QByteArray::fromHex(uids_[0].toUtf8()));
        QVERIFY(where > 0);
        write(unit_file(uid), copy.replace(where, 12, QByteArray::fromHex(uid.toUtf8())));
        put_in(uid);
        const Answer answer = verify({"--serial", serial(1)});
        expect(answer, 4, "clone_suspected");
        QCOMPARE(answer.first("alarm")["serial"].toString(), serial(1));
        QCOMPARE(checks_of(answer).value("chip"), QString("wrong"));
        QCOMPARE(checks_of(answer).value("capture challenge"), QString("right")); // the key was copied
        const Answer life = demo_->keyline({"audit", "show", serial(1)});
        QCOMPARE(life.lines.last()["entry"].toObject()["event"].toString(), QString("verification.alarm"));
        // Whoever has the genuine one is told from then on.
        take_out();
        put_in(uids_[0]);
        const Answer genuine = verify();
        expect(genuine, 0, "genuine");
        for (const auto& check : genuine.first("unit.verified")["report"].toObject()["checks"].toArray()) {
            QVERIFY2(check.toObject()["name"].toString() != "seen before" ||
                         check.toObject()["evidence"].toString().contains("ANOTHER CHIP WITH THIS NUMBER, " + uid),
                     qPrintable(check.toObject()["evidence"].toString()));
        }
        // The key service's side of its life too, by time.
        QStringList logs;
        QString time;
        for (const QJsonObject& line : demo_->keyline({"audit", "show", serial(1), "--registry"}).lines) {
            const QJsonObject entry = line["entry"].toObject();
            logs << line["log"].toString() + ' ' + entry["event"].toString();
            QVERIFY(time <= entry["time"].toString());
            time = entry["time"].toString();
        }
        for (const char* line : {"station unit.passed", "key service claim.issued", "key service claim.passed",
                                 "key service verification.alarm", "station verification.alarm"}) {
            QVERIFY2(logs.contains(line), qPrintable(logs.join('\n')));
        }
    }

    void what_is_not_ours() {
        take_out();
        QVERIFY(tell_simulator("insert 1")); // a blank one
        const Answer blank = verify();
        expect(blank, 1, "not_ours");
        const Answer never = demo_->keyline({"verify", "--serial", "0001-0000000000ff"});
        expect(never, 1, "not_ours");
    }

    void without_the_lock_the_records_are_asked() {
        const Answer one = demo_->keyline({"verify", "--serial", serial(1)});
        expect(one, 1, "cannot_prove");
        QCOMPARE(checks_of(one).value("registry"), QString("right"));
        QCOMPARE(checks_of(one).value("entry in the signed log"), QString("right"));
        write(at("returned.txt"), (serial(1) + "\r\n\n" + serial(3) + "\n0001-0000000000ff\n").toUtf8());
        const Answer many = demo_->keyline({"verify", "--file", at("returned.txt"), "--to", at("many")});
        QCOMPARE(many.exit_code, 1);
        QStringList verdicts;
        for (const QJsonObject& line : many.lines) {
            verdicts << line["code"].toString();
        }
        QCOMPARE(verdicts, (QStringList{"cannot_prove", "cannot_prove", "not_ours"}));
        QCOMPARE(QDir(at("many")).entryList(QDir::Files).size(), 3);
    }

    void bad_input() {
        const auto ends_with = [&](const QStringList& arguments, int exit_code) {
            const Answer answer = demo_->keyline(QStringList{"verify"} + arguments);
            QVERIFY2(answer.exit_code == exit_code, qPrintable(arguments.join(' ') + answer.stderr_text));
        };
        ends_with({}, 2);
        ends_with({"--lane", "1", "--file", "x"}, 2);
        ends_with({"--serial", serial(1), "--pdf"}, 2); // where to?
        ends_with({"--lane", "7"}, 3);
        ends_with({"--serial", "seventeen"}, 3);
        ends_with({"--file", at("nowhere")}, 3);
        write(at("bad.txt"), "0001-000000000001\nseventeen\n");
        ends_with({"--file", at("bad.txt")}, 3);
        take_out(); // nobody answers
        const Answer silent = verify();
        QCOMPARE(silent.exit_code, 1);
        QCOMPARE(silent.code(), QString("lock.silent"));
        demo_->stop_simulator();
        QCOMPARE(verify().exit_code, 6);
        demo_->start_simulator({"--fast", "--keep"});
    }

    // A lock of another maker, or no lock at all: whatever it says, a clear error and soon, and nothing is on record as
    // a unit.
    void what_speaks_otherwise_is_told() {
        const auto answers = [&](const std::function<QByteArray(const QByteArray&)>& reply, const char* code) {
            ForeignDevice device(at("foreign.sock"), reply);
            DemoStation station(1);
            const QString lane = QString("1=unix://%1?baud=1000000").arg(at("foreign.sock"));
            if (station.keyline({"init", "--name", "qa", "--lane", lane}).exit_code != 0) {
                return false;
            }
            const Answer answer = station.keyline({"verify", "--lane", "1"});
            if (answer.exit_code != 1 || answer.code() != code || !answer.first("unit.verified").isEmpty()) {
                qWarning("%s", qPrintable(answer.stdout_text + answer.stderr_text));
                return false;
            }
            return true;
        };
        QVERIFY(answers([](const QByteArray&) { return QByteArray("\r\nERROR\r\n"); }, "lock.silent")); // a modem
        QVERIFY(answers([](const QByteArray& sent) { return sent; }, "lock.silent"));                   // an echo
        QVERIFY(answers([](const QByteArray&) { return QByteArray(70'000, '\xa5'); }, "lock.silent"));
        // Zephyr's mcumgr with this framing: it says "not supported" to each command.
        std::array<std::uint8_t, 4'096> buffer{};
        KlCobsReceiver receiver = kl_cobs_receiver(buffer.data(), buffer.size());
        const auto not_supported = [&](const QByteArray& sent) {
            QByteArray replies;
            for (const char byte : sent) {
                if (kl_cobs_receive(&receiver, static_cast<std::uint8_t>(byte)) && receiver.message_size >= 8) {
                    replies += mcumgr_refusal(buffer.data());
                }
            }
            return replies;
        };
        QVERIFY(answers(not_supported, "lock.refused"));
    }

    // Where people log in, QA does it and operators do not.
    void it_takes_the_right_person() {
        PeopleStation station;
        QVERIFY(station.add_on_host("ann", "supervisor").exit_code == 0);
        QVERIFY(station.add_on_host("quinn", "qa").exit_code == 0);
        QVERIFY(station.add_on_host("olaf", "operator", {"--recover"}).exit_code == 0);
        const QStringList look{"verify", "--serial", "0001-000000000001"};
        QCOMPARE(station.ask(look).exit_code, 8);
        QCOMPARE(station.log_in("olaf").exit_code, 0);
        const Answer refused = station.as("olaf", look);
        QCOMPARE(refused.exit_code, 8);
        QCOMPARE(refused.code(), QString("role.missing"));
        QCOMPARE(station.log_in("quinn").exit_code, 0);
        const Answer done = station.as("quinn", look);
        QCOMPARE(done.exit_code, 1);
        QCOMPARE(done.first("unit.verified")["report"].toObject()["operator"].toString(), QString("quinn"));
    }
};

QTEST_GUILESS_MAIN(VerifyTest)
#include "verify_test.moc"
