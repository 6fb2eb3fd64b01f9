// An export of a log: what is in it, and that whatever is done to it is found and named.
#include "db/log_export.h"

#include "db/archive.h"
#include "db/entry_csv.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/log_fixtures.h"
#include "tests/support/memory_ports.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace keyline;
using namespace keyline::db;
using namespace keyline::test;

namespace {
constexpr int units = 3;
constexpr int unit_events = 8;
} // namespace

class LogExportTest : public QObject {
    Q_OBJECT
  private:
    ManualClock clock_;
    SoftwareSigner signer_;
    QTemporaryDir directory_;
    std::unique_ptr<StationAuditLog> log_;
    QString harmed_; // a copy of a whole export, to do harm to

    std::filesystem::path path(const QString& name) const { return directory_.filePath(name).toStdString(); }
    QByteArray contents(const QString& name) const {
        QFile file(directory_.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const QString& name, const QByteArray& bytes) const {
        QFile file(directory_.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    // Why it is unsound, and where; empty when it is sound.
    QString found(const QString& name, const LogAnchors& anchors = {}) const {
        const auto check = verify_export(path(name), anchors, {});
        return check ? QString()
                     : QString::fromStdString(std::string(text_of(check.error().code)) + ": " +
                                              std::string(check.error().arg("reason")) + " entry " +
                                              std::string(check.error().arg("entry")));
    }
    std::string vkey(SoftwareSigner& signer) const {
        return VerifierKey::from_parts(log_->origin(), signer.public_key_der())->text();
    }

  private slots:
    void initTestCase() {
        log_ = *StationAuditLog::create({path("audit.db"), name_of("development"), name_of("S1"), "ann", clock_});
        const auto archive = *SqlArchive::create({path("archive.db"), name_of("development"), signer_});
        QVERIFY(log_->pin_key(vkey(signer_)));
        for (std::uint64_t unit = 1; unit <= units; ++unit) {
            clock_.passed_s += std::chrono::hours(1);
            for (const UnitEventKind kind : whole_way) {
                AuditEvent event = unit_event(kind, unit, {{"note", "=cmd|' /C calc'!A0, \"quoted\""}});
                event.lane = static_cast<unsigned>(unit);
                event.order = name_of("WO-000" + std::to_string(unit % 2 + 1));
                QVERIFY(log_->append(event));
            }
        }
        QVERIFY(log_->store_checkpoint(*archive->append(name_of("S1"), 0, *log_->entries(0, 1'000))));
        QVERIFY(log_->append({"station.stopped", {}, {}, {}, {}, {}, {}})); // not signed: in no export
        QVERIFY(export_log(*log_, path("whole"), {}));
    }
    void init() {
        static int number = 0;
        harmed_ = QString("harmed-%1").arg(++number);
        QVERIFY(QDir(directory_.path()).mkdir(harmed_));
        for (const char* name : {"entries.jsonl", "leaf-hashes", "checkpoint", "log.vkey"}) {
            write(harmed_ + "/" + name, contents(QString("whole/") + name));
        }
        QCOMPARE(found(harmed_), QString());
    }

    void what_is_asked_for_is_in_it() {
        const auto first_hour = *parse_moment("2026-01-01");
        for (const auto& [filter, expected] :
             {std::pair{EntryFilter{name_of("WO-0001"), {}, {}, {}}, 1},
              {EntryFilter{name_of("WO-0002"), {}, {}, {}}, 2},
              {EntryFilter{{}, 3, {}, {}}, 1},
              {EntryFilter{{}, 4, {}, {}}, 0},
              {EntryFilter{{}, {}, parse_entry(log_->entries(8, 1)->front())->time, {}}, 2},
              {EntryFilter{{}, {}, {}, parse_entry(log_->entries(8, 1)->front())->time}, 1},
              {EntryFilter{{}, {}, {}, first_hour}, 0}}) {
            static int number = 0;
            const QString name = QString("part-%1").arg(++number);
            const auto report = export_log(*log_, path(name), {filter, Spreadsheet::yes, {}});
            QVERIFY(report);
            QCOMPARE(report->entries, std::uint64_t(expected * unit_events));
            QCOMPARE(report->log_size, std::uint64_t{units * unit_events});
            QCOMPARE(contents(name + "/entries.jsonl").count('\n'), expected * unit_events);
            QCOMPARE(contents(name + "/entries.csv").count('\n'), expected * unit_events + 1);
            QVERIFY(!contents(name + "/filter.json").isEmpty());
            const auto check = verify_export(path(name), {vkey(signer_), {}}, {});
            QVERIFY(check);
            QCOMPARE(check->entries, std::uint64_t(expected * unit_events));
        }
    }

    void a_spreadsheet_runs_nothing() {
        QVERIFY(export_log(*log_, path("csv"), {{}, Spreadsheet::yes, {}}));
        const auto lines = contents("csv/entries.csv").split('\n');
        QVERIFY(lines[0].startsWith("\xef\xbb\xbfseq,time,"));
        QVERIFY(lines[1].contains(",\"note==cmd|' /C calc'!A0, \"\"quoted\"\"\"\r"));
        const Entry formula{0, "+1", {"-2", "@SUM(A1)"}, {"=1+1", {}, {}, {}, {}, {}, {{"code", "\t=1"}}}};
        QCOMPARE(csv_line(formula), std::string("0,'+1,'-2,'@SUM(A1),'=1+1,,,,,,'\t=1,\r\n"));
    }

    void harm_is_found_and_named_data() {
        QTest::addColumn<QString>("harm");
        QTest::addColumn<QString>("reason");
        QTest::newRow("removed") << "removed"
                                 << "removed: entries.jsonl lacks it entry 5";
        QTest::newRow("removed at the end") << "last"
                                            << "removed: entries.jsonl lacks it entry 23";
        QTest::newRow("repeated") << "repeated"
                                  << "stands in the wrong place, twice, or was inserted entry 5";
        QTest::newRow("reordered") << "reordered"
                                   << "removed: entries.jsonl lacks it entry 5";
        QTest::newRow("inserted") << "inserted"
                                  << "is not an entry";
        QTest::newRow("appended") << "appended"
                                  << "inserted: it is none of those that were signed entry 24";
        QTest::newRow("cut") << "cut"
                             << "entries.jsonl was cut off: line 24 has no end";
        QTest::newRow("changed") << "changed"
                                 << "its bytes are not those whose hash was exported entry 5";
        QTest::newRow("changed with its hash") << "hashed"
                                               << "the signed checkpoint is over other entries than these";
        QTest::newRow("hashes cut") << "hashes cut"
                                    << "leaf-hashes was cut off: 24 entries were signed";
        QTest::newRow("hashes longer") << "hashes longer"
                                       << "leaf-hashes is longer than what was signed";
        QTest::newRow("no key") << "no key"
                                << "file.missing";
        QTest::newRow("endless line") << "endless"
                                      << "line 1 has no end";
    }
    void harm_is_found_and_named() {
        QFETCH(QString, harm);
        QFETCH(QString, reason);
        QList<QByteArray> lines = contents("whole/entries.jsonl").split('\n');
        QByteArray hashes = contents("whole/leaf-hashes");
        lines.removeLast();
        const auto join = [&] { write(harmed_ + "/entries.jsonl", lines.join('\n') + '\n'); };
        if (harm == "removed") {
            lines.removeAt(5);
        } else if (harm == "last") {
            lines.removeLast();
        } else if (harm == "repeated") {
            lines.insert(6, lines[5]);
        } else if (harm == "reordered") {
            lines.swapItemsAt(5, 6);
        } else if (harm == "inserted") {
            lines.insert(5, "{}");
        } else if (harm == "appended") {
            lines.append(QByteArray(lines.last()).replace("\"seq\":23", "\"seq\":24"));
        } else if (harm == "changed" || harm == "hashed") {
            lines[5].replace("\"ann\"", "\"bob\"");
        }
        join();
        if (harm == "hashed") {
            const Hash hash = leaf_hash(as_bytes(lines[5].toStdString()));
            hashes.replace(5 * 32, 32, QByteArray(reinterpret_cast<const char*>(hash.data()), 32));
        } else if (harm == "hashes cut") {
            hashes.chop(1);
        } else if (harm == "hashes longer") {
            hashes.append('\0');
        } else if (harm == "no key") {
            QVERIFY(QFile::remove(directory_.filePath(harmed_ + "/log.vkey")));
        } else if (harm == "cut") {
            write(harmed_ + "/entries.jsonl", lines.join('\n').chopped(3));
        } else if (harm == "endless") {
            write(harmed_ + "/entries.jsonl", QByteArray(100'000, 'x'));
        }
        write(harmed_ + "/leaf-hashes", hashes);
        QVERIFY2(found(harmed_).contains(reason), qPrintable(found(harmed_)));
    }

    void any_flipped_byte_is_found() {
        for (const char* name : {"entries.jsonl", "leaf-hashes", "checkpoint", "log.vkey"}) {
            const QString file = harmed_ + "/" + name;
            const QByteArray sound = contents(file);
            // The long file's bytes are all alike to who reads them: some are enough.
            for (qsizetype at = 0; at<sound.size(); at += sound.size()> 2'000 ? 7 : 1) {
                QByteArray bytes = sound;
                bytes[at] = static_cast<char>(bytes[at] ^ (1 << (at % 8)));
                write(file, bytes);
                QVERIFY2(!found(harmed_).isEmpty(), qPrintable(QString("%1, byte %2").arg(name).arg(at)));
            }
            write(file, sound);
        }
        QCOMPARE(found(harmed_), QString());
    }

    // A forger who signs with a key of their own, and an older export in the place of a newer one.
    void what_is_kept_elsewhere_counts() {
        const auto check = verify_export(path("whole"), {vkey(signer_), {**log_->checkpoint()}}, {});
        QVERIFY(check);
        QCOMPARE(check->held, std::uint64_t{units * unit_events});
        SoftwareSigner forger;
        write(harmed_ + "/log.vkey", QByteArray::fromStdString(vkey(forger)) + '\n');
        write(harmed_ + "/checkpoint",
              QByteArray::fromStdString(*sign_checkpoint({log_->origin(), check->log_size, check->root}, forger)));
        QCOMPARE(found(harmed_), QString()); // its parts fit
        QVERIFY(found(harmed_, {vkey(signer_), {}}).contains("the key was replaced"));
        QVERIFY(found(harmed_, {{}, {**log_->checkpoint()}}).contains("the given checkpoint: "));
        const auto longer = *sign_checkpoint({log_->origin(), 25, check->root}, signer_);
        QVERIFY(found("whole", {{}, {longer}}).contains("the log was cut off"));
    }

    void given_up_it_leaves_nothing() {
        QCOMPARE(
            export_log(*log_, path("stopped"), {{}, Spreadsheet::yes, [](auto, auto) { return false; }}).error().code,
            ErrorCode::stopped);
        QVERIFY(!QDir(directory_.filePath("stopped")).exists());
        QVERIFY(QDir(directory_.path()).mkdir("empty"));
        for (const qsizetype bytes : {0, 100, 1'000}) {
            const FileSizeLimit full(static_cast<rlim_t>(bytes));
            for (const char* name : {"full", "empty"}) {
                const auto report = export_log(*log_, path(name), {});
                QCOMPARE(report.error().code, ErrorCode::file_io);
                QCOMPARE(report.error().arg("reason"), std::string_view("cannot be written"));
            }
            QVERIFY(!QDir(directory_.filePath("full")).exists());
            QVERIFY(QDir(directory_.filePath("empty")).isEmpty());
        }
        QVERIFY(export_log(*log_, path("empty"), {}));
    }

    void moments() {
        QCOMPARE(*parse_moment("2026-11-21"), std::string("2026-11-21T00:00:00.000Z"));
        QCOMPARE(*parse_moment("2026-11-21T23:59:59Z"), std::string("2026-11-21T23:59:59.000Z"));
        for (const char* text : {"", "today", "2026-13-01", "2026-02-30", "2026-11-21T24:00:00Z",
                                 "2026-11-21 10:00:00Z", "2026-11-2", "2026-11-21T10:00:00"}) {
            QCOMPARE(parse_moment(text).error().code, ErrorCode::value_malformed);
        }
    }
};

QTEST_GUILESS_MAIN(LogExportTest)
#include "log_export_test.moc"
