// A backup of a development service's keys with the real program: what comes out of it is the same service; whoever has
// the file alone, or another component, has nothing; and nothing of it is readable in between.
#include "tests/support/keyd_directory.h"

#include <QDirIterator>

using namespace keyline::test;

namespace {
QByteArray check_value(const QByteArray& key) {
    QProcess openssl;
    openssl.start("openssl", {"enc", "-aes-256-ecb", "-nopad", "-K", key.toHex()});
    openssl.write(QByteArray(16, '\0'));
    openssl.closeWriteChannel();
    openssl.waitForFinished();
    return openssl.readAllStandardOutput().left(3).toHex();
}
} // namespace

class KeysBackupTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        directory_ = std::make_unique<QTemporaryDir>();
        QCOMPARE(run({"init", "--dir", path("keyd"), "--station", "line1"}).exit_code, 0);
        enter("ann", QByteArray(32, 0x17));
        enter("bob", QByteArray(32, 0x2e));
        enter("eve", QByteArray(32, 0x55));
    }

    void what_is_restored_is_the_same_service() {
        const Ended made = back_up();
        QVERIFY2(made.exit_code == 0, made.error);
        QVERIFY(QDir(path("keyd/tokens")).removeRecursively());
        const Ended restored = restore();
        QVERIFY2(restored.exit_code == 0, restored.error);
        QVERIFY(QFile::copy(path("keyd/keyd.db"), path("again/keyd.db"))); // the registry's own backup
        QCOMPARE(run({"check", "--config", path("again/keyd.toml")}).exit_code, 0);
        QCOMPARE(read_file(path("again/keyd.toml")), read_file(path("keyd/keyd.toml")));
        QVERIFY(read_file(path("again/keyd.db")).contains("keys.backup"));
        QCOMPARE(restore().exit_code, 3);  // is there already
        QVERIFY(back_up().exit_code != 0); // and what does not work is not backed up
    }

    void nothing_secret_is_readable() {
        QVERIFY(back_up().exit_code == 0 && restore().exit_code == 0);
        const QByteArray backup = read_file(path("keys.backup"));
        QVERIFY(!backup.contains(read_file(path("keyd/pin"))));
        QDirIterator files(path("keyd/tokens"), QDir::Files, QDirIterator::Subdirectories);
        int looked_at = 0;
        for (; files.hasNext(); ++looked_at) {
            const QByteArray object = read_file(files.next());
            QVERIFY(object.size() < 64 || !backup.contains(object.mid(object.size() / 2, 24)));
        }
        QVERIFY(looked_at > 5);
        QByteArray key(32, 0x17 ^ 0x2e); // the whole backup key, and its components
        QDirIterator all(directory_->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (all.hasNext()) {
            const QString file = all.next();
            for (const QByteArray& secret : {key, QByteArray(32, 0x17), QByteArray(32, 0x2e)}) {
                const bool entered = file.startsWith(path("in"));
                const QByteArray bytes = read_file(file);
                QVERIFY2(entered || (!bytes.contains(secret) && !bytes.contains(secret.toHex())), qPrintable(file));
            }
        }
    }

    void whatever_was_changed_is_refused() {
        QCOMPARE(back_up().exit_code, 0);
        const QByteArray sound = read_file(path("keys.backup"));
        for (qsizetype at = 2; at < sound.size(); at += std::max<qsizetype>(1, sound.size() / 12)) {
            QByteArray changed = sound;
            changed[at] = static_cast<char>(changed[at] ^ 1);
            write_file(path("keys.backup"), changed);
            const Ended refused = restore();
            QVERIFY2(refused.exit_code == 3, refused.error);
            QVERIFY(!QFile::exists(path("again")) && !QFile::exists(path("again.restoring")));
        }
        write_file(path("keys.backup"), sound.left(sound.size() - 1));
        QCOMPARE(restore().exit_code, 3);
        write_file(path("keys.backup"), sound);
        QCOMPARE(restore().exit_code, 0);
    }

    void takes_all_custodians_and_nobody_else() {
        QCOMPARE(back_up().exit_code, 0);
        QCOMPARE(back_up().exit_code, 3); // never overwritten
        const Ended other = restore("ann", "eve");
        QVERIFY2(other.exit_code == 3 && other.error.contains("backup.unsound"), other.error);
        QCOMPARE(restore("ann", "ann").exit_code, 3); // they cancel out
        QCOMPARE(run({"keys", "restore", "--from", path("keys.backup"), "--dir", path("again"), "--custodian", "Ann"})
                     .exit_code,
                 2);
        QVERIFY(!QFile::exists(path("again")));
    }

    void an_hsms_keys_stay_in_it() {
        QByteArray config = read_file(path("keyd/keyd.toml"));
        config.replace("softhsm_directory = \".\"\n", "");
        write_file(path("keyd/keyd.toml"), config);
        const Ended refused = back_up();
        QVERIFY2(refused.exit_code == 8 && refused.error.contains("hsm.no_backup"), refused.error);
        QVERIFY(!QFile::exists(path("keys.backup")));
    }

  private:
    QString path(const QString& name) const { return directory_->filePath(name); }
    void enter(const QString& name, const QByteArray& component) const {
        QVERIFY(QDir().mkpath(path("in")));
        write_file(path("in/" + name), component.toHex() + "\n" + check_value(component) + "\n");
    }
    Ended back_up() const {
        return with_components("ann", "bob",
                               {"backup", "--config", path("keyd/keyd.toml"), "--out", path("keys.backup")});
    }
    Ended restore(const QString& first = "ann", const QString& second = "bob") const {
        return with_components(first, second, {"restore", "--from", path("keys.backup"), "--dir", path("again")});
    }
    Ended with_components(const QString& first, const QString& second, const QStringList& arguments) const {
        QProcess shell;
        shell.start("sh",
                    QStringList{"-c", "exec \"$@\" 3< '" + path("in/" + first) + "' 4< '" + path("in/" + second) + "'",
                                "sh", keyd_program(), "keys"}
                        << arguments
                        << QStringList{"--custodian", "Ann", "--custodian", "Bob", "--component-fd", "3",
                                       "--component-fd", "4"});
        if (!shell.waitForFinished(60'000)) {
            return {};
        }
        return {shell.exitCode(), shell.readAllStandardError()};
    }

    std::unique_ptr<QTemporaryDir> directory_;
};

QTEST_GUILESS_MAIN(KeysBackupTest)
#include "keys_backup_test.moc"
