// Backup and restore with the real programs: made while the line works, opened with openssl and tar alone, and put back
// into a key service that goes on.
#include "tests/support/demo_station.h"
#include "tests/support/openssl_program.h"

#include <QFileInfo>
#include <sys/resource.h>

using namespace keyline::test;

class BackupTest : public QObject {
    Q_OBJECT
  private:
    std::unique_ptr<DemoStation> demo_;
    QString order_;

    QString at(const QString& name) const { return demo_->path(name); }
    QByteArray contents(const QString& path) const {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const QString& path, const QByteArray& bytes) const {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size());
    }
    struct Told {
        int exit_code;
        QString text;
    };
    Told keyd(const QStringList& arguments) const {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(DemoStation::program("keyline-keyd"), arguments);
        process.waitForFinished(DemoStation::answer_ms_max);
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
                QString::fromUtf8(process.readAll())};
    }
    Told back_up(const QStringList& more) const {
        return keyd(QStringList{"backup", "--config", at("station/keyd/keyd.toml"), "--recipient", at("safe.pem"),
                                "--recipient", at("other.pem")} +
                    more);
    }
    QStringList backups(const QString& place) const {
        return QDir(at(place)).entryList({"*.backup"}, QDir::Files, QDir::Name);
    }
    QString newest(const QString& place) const { return at(place) + "/" + backups(place).last(); }
    Told restore(const QString& file, const QString& directory, const QStringList& more = {},
                 const QString& key = "safe.key") const {
        return keyd(QStringList{"restore", file, "--key", at(key), "--dir", at(directory)} + more);
    }
    void make_recipient(const QString& name, const QStringList& key) const {
        QVERIFY(run_openssl(QStringList{"req", "-x509", "-nodes", "-keyout", at(name + ".key"), "-out",
                                        at(name + ".pem"), "-days", "10", "-subj", "/CN=" + name} +
                            key)
                    .ok);
    }

  private slots:
    void initTestCase() {
        demo_ = std::make_unique<DemoStation>(1);
        QCOMPARE(demo_->init().exit_code, 0);
        order_ = demo_->create_order(20);
        QCOMPARE(demo_->keyline({"provision", "--order", order_, "--count", "2"}).exit_code, 0);
        make_recipient("safe", {"-newkey", "rsa:2048"});
        make_recipient("other", {"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"});
        make_recipient("stranger", {"-newkey", "rsa:2048"});
        for (const char* place : {"nas", "usb"}) {
            QVERIFY(QDir(at("")).mkpath(at(place)));
        }
    }
    void cleanupTestCase() { demo_.reset(); }

    // Several in a row, while units are made.
    void it_is_made_while_the_line_works() {
        QProcess line;
        demo_->start(line, {"provision", "--order", order_, "--count", "6"});
        QVERIFY(DemoStation::wait_for(line, "unit.started"));
        for (int i = 0; i < 3; ++i) {
            const Told told = back_up({"--to", at("nas"), "--to", at("usb"), "--keep", "2"});
            QVERIFY2(told.exit_code == 0, qPrintable(told.text));
        }
        QCOMPARE(DemoStation::finish(line).exit_code, 0);
        QCOMPARE(backups("nas").size(), 2); // the oldest was removed
        QCOMPARE(backups("nas"), backups("usb"));
        QCOMPARE(contents(newest("nas")), contents(newest("usb")));
        QVERIFY(QFileInfo(newest("nas")).permissions().testFlag(QFile::ReadOwner));
        QVERIFY(!QFileInfo(newest("nas")).permissions().testFlag(QFile::ReadOther));
        QVERIFY(!contents(newest("nas")).contains("SQLite format")); // encrypted
        QVERIFY(QDir(at("station/keyd")).entryList({".backup-*"}, QDir::AllEntries | QDir::Hidden).isEmpty());
        QCOMPARE(demo_->keyline({"audit", "verify", "--archive", "--registry"}).exit_code, 0);
    }

    void openssl_and_tar_open_it() {
        QProcess tar;
        tar.setWorkingDirectory(demo_->path());
        tar.start("tar", {"xvf", newest("nas")});
        QVERIFY(tar.waitForFinished() && tar.exitCode() == 0);
        QCOMPARE(tar.readAll(), QByteArray("part-000001.cms\n"));
        const auto opened =
            run_openssl({"cms", "-decrypt", "-binary", "-inform", "DER", "-in", at("part-000001.cms"), "-recip",
                         at("other.pem"), "-inkey", at("other.key"), "-out", at("opened.tar")});
        QVERIFY(opened.ok);
        tar.start("tar", {"tf", at("opened.tar")});
        QVERIFY(tar.waitForFinished() && tar.exitCode() == 0);
        QCOMPARE(tar.readAll(), QByteArray("manifest.json\narchive.db\nkeyd.db\nkeyd.toml\n"));
    }

    void a_restore_says_what_it_is_and_what_is_newer() {
        QCOMPARE(demo_->keyline({"audit", "export", "--to", at("before")}).exit_code, 0);
        QCOMPARE(back_up({"--to", at("nas")}).exit_code, 0);
        QCOMPARE(demo_->keyline({"provision", "--order", order_, "--count", "2"}).exit_code, 0);
        QCOMPARE(demo_->keyline({"audit", "export", "--to", at("after")}).exit_code, 0);

        const Told told = restore(newest("nas"), "restored",
                                  {"--key-of-log", at("before/log.vkey"), "--checkpoint", at("after/checkpoint")});
        QVERIFY2(told.exit_code == 0, qPrintable(told.text));
        QVERIFY2(told.text.contains("keyline/development/keyd: "), qPrintable(told.text));
        QVERIFY2(told.text.contains("newer       keyline/development/station/demo: "), qPrintable(told.text));
        QVERIFY(!told.text.contains("not checked"));
        QCOMPARE(keyd({"verify", "--config", at("restored/keyd.toml")}).exit_code, 0);
        QCOMPARE(QDir(at("restored")).entryList(QDir::Files, QDir::Name),
                 (QStringList{"archive.db", "keyd.db", "keyd.toml"}));
        const Told level = restore(newest("nas"), "level", {"--checkpoint", at("before/checkpoint")}, "other.key");
        QVERIFY2(level.exit_code == 0 && !level.text.contains("newer"), qPrintable(level.text));
        QVERIFY(level.text.contains("signature not checked"));
    }

    // A disk is lost, registry and archive come back as they were some units ago: the escrow copy has the keys, the
    // station's log the rest. In the end nothing is lost, and no number is given twice.
    void a_line_goes_on_after_a_restore() {
        DemoStation line(1);
        QCOMPARE(line.init().exit_code, 0);
        const QString config = line.path("station/keyd/keyd.toml");
        QVERIFY(QDir(line.path("")).mkpath("second") && QDir(line.path("")).mkpath("nas"));
        QFile toml(config);
        QVERIFY(toml.open(QIODevice::Append));
        toml.write(("\n[escrow]\ncopy = \"" + line.path("second/escrow.log") + "\"\n").toUtf8());
        toml.close();
        const auto reconcile = [&](const QStringList& more) {
            line.end_keyd(SIGTERM);
            return keyd(QStringList{"reconcile", "--config", config} + more);
        };
        QCOMPARE(reconcile({"--new-copy"}).exit_code, 0);
        const QString order = line.create_order(9);
        const auto provision = [&](int count) {
            return line.keyline({"provision", "--order", order, "--count", QString::number(count)});
        };
        QCOMPARE(provision(2).exit_code, 0);
        QCOMPARE(
            keyd({"backup", "--config", config, "--recipient", at("safe.pem"), "--to", line.path("nas")}).exit_code, 0);
        QCOMPARE(provision(2).exit_code, 0);

        line.end_keyd(SIGTERM);
        const QString backup = QDir(line.path("nas")).entryInfoList({"*.backup"}).value(0).filePath();
        QCOMPARE(restore(backup, "after-loss").exit_code, 0);
        for (const char* name : {"keyd.db", "archive.db"}) {
            const QString place = line.path("station/keyd/") + name;
            QVERIFY(QFile::remove(place) && QFile::copy(at("after-loss/") + name, place));
        }
        const Answer refused = provision(1);
        QCOMPARE(refused.exit_code, 5);
        QCOMPARE(refused.code(), QString("registry.not_reconciled"));
        const Told back = reconcile({"--reason", "the disk was replaced"});
        QVERIFY2(back.exit_code == 0 && back.text.contains("brought back  2"), qPrintable(back.text));
        QCOMPARE(provision(1).exit_code, 0); // the archive gets what it lacks with it
        const Told ends = reconcile({"--reason", "their ends too"});
        QVERIFY2(ends.exit_code == 0 && ends.text.contains("ended         2"), qPrintable(ends.text));
        const Answer accounts = line.keyline({"audit", "reconcile", order});
        QVERIFY2(accounts.exit_code == 0 && accounts.last()["wrong"].toInt(-1) == 0, qPrintable(accounts.stdout_text));
        QCOMPARE(line.keyline({"audit", "verify", "--archive", "--registry"}).exit_code, 0);
        QCOMPARE(provision(4).exit_code, 0);
        QCOMPARE(provision(1).exit_code, 8); // nine, not one more
    }

    void never_over_a_key_service() {
        const QByteArray registry = contents(at("station/keyd/keyd.db"));
        const Told told = restore(newest("nas"), "station/keyd");
        QCOMPARE(told.exit_code, 3);
        QVERIFY2(told.text.contains("station.exists"), qPrintable(told.text));
        QCOMPARE(contents(at("station/keyd/keyd.db")), registry);
    }

    void what_is_wrong_is_refused_and_leaves_nothing() {
        const auto refused = [&](const QString& file, const QString& key, const QStringList& more = {}) {
            const Told told = restore(file, "refused", more, key);
            return told.exit_code == 3 && !QFileInfo::exists(at("refused")) ? told.text
                                                                            : "exit " + QString::number(told.exit_code);
        };
        QVERIFY2(refused(newest("nas"), "stranger.key").contains("backup.unsound"),
                 qPrintable(refused(newest("nas"), "stranger.key")));
        const QByteArray sound = contents(newest("nas"));
        for (const qsizetype at_byte : {qsizetype(10), sound.size() / 2, sound.size() * 9 / 10}) {
            QByteArray harmed = sound;
            harmed[at_byte] = static_cast<char>(harmed[at_byte] ^ 1);
            write(at("harmed.backup"), harmed);
            QVERIFY2(refused(at("harmed.backup"), "safe.key").contains("backup.unsound"),
                     qPrintable(QString::number(at_byte) + refused(at("harmed.backup"), "safe.key")));
        }
        write(at("harmed.backup"), sound.left(sound.size() / 2));
        QVERIFY(refused(at("harmed.backup"), "safe.key").contains("backup.unsound"));
        QVERIFY(refused(at("nowhere"), "safe.key").contains("file.missing"));
        QVERIFY(refused(newest("nas"), "safe.pem").contains("value.malformed"));
        // An archive of something else, whose name this locale has no letters for.
        write(at("\u00e4"), "x");
        QProcess tar;
        tar.setWorkingDirectory(demo_->path());
        tar.start("tar", {"--format=pax", "-cf", "other.tar", "\u00e4"});
        QVERIFY(tar.waitForFinished() && tar.exitCode() == 0);
        QVERIFY(refused(at("other.tar"), "safe.key").contains("backup.unsound"));
        // Signed by another key service.
        DemoStation other(1);
        QCOMPARE(other.init().exit_code, 0);
        (void)other.create_order(1);
        QCOMPARE(other.keyline({"audit", "export", "--to", at("foreign")}).exit_code, 0);
        QVERIFY(
            refused(newest("nas"), "safe.key", {"--key-of-log", at("foreign/log.vkey")}).contains("backup.unsound"));
    }

    // One place that fails keeps no other from having it.
    void a_place_that_fails_is_named() {
        const auto before = backups("nas").size();
        const Told told = back_up({"--to", at("gone"), "--to", at("nas")});
        QCOMPARE(told.exit_code, 3);
        QVERIFY2(told.text.contains("file.io") && told.text.contains("gone"), qPrintable(told.text));
        QCOMPARE(backups("nas").size(), before + 1);
        const Told nobody = keyd(
            {"backup", "--config", at("station/keyd/keyd.toml"), "--recipient", at("safe.key"), "--to", at("nas")});
        QCOMPARE(nobody.exit_code, 3); // a key is no certificate
        QCOMPARE(backups("nas").size(), before + 1);
    }
};

QTEST_GUILESS_MAIN(BackupTest)
#include "backup_test.moc"
