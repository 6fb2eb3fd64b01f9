// Key ceremonies with the real program: what they make, what they leave behind when they fail, and that no component is
// to be found anywhere afterwards.
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

struct Ended {
    int exit_code = -1;
    QByteArray out;
    QByteArray error;
};

Ended run(const QString& program, const QStringList& arguments, const QStringList& environment = {}) {
    QProcess process;
    QStringList all = QProcess::systemEnvironment();
    all << environment;
    process.setEnvironment(all);
    process.start(program, arguments);
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit) {
        return {};
    }
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QString keyd() {
    return QStringLiteral(KEYLINE_PROGRAMS_DIR "/keyline-keyd");
}

QByteArray read_file(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write_file(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
}

// AES-256 check values by openssl itself: of 0x5a.., 0xc3.., and of their XOR, 0x99..
constexpr const char* first_hex = "5a5b5c5d5e5f606162636465666768696a6b6c6d6e6f70717273747576777879";
constexpr const char* second_hex = "c3c2c1c0bfbebdbcbbbab9b8b7b6b5b4b3b2b1b0afaeadacabaaa9a8a7a6a5a4";

QByteArray xor_of(const QByteArray& one, const QByteArray& other) {
    QByteArray all = one;
    for (qsizetype i = 0; i < all.size(); ++i) {
        all[i] = static_cast<char>(all[i] ^ other[i]);
    }
    return all;
}

QByteArray check_value(const QByteArray& key) {
    QProcess openssl;
    openssl.start("openssl", {"enc", "-aes-256-ecb", "-nopad", "-K", key.toHex()});
    openssl.write(QByteArray(16, '\0'));
    openssl.closeWriteChannel();
    openssl.waitForFinished();
    return openssl.readAllStandardOutput().left(3).toHex();
}

} // namespace

class CeremonyTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        directory_.emplace();
        first_ = QByteArray::fromHex(first_hex);
        second_ = QByteArray::fromHex(second_hex);
        whole_ = xor_of(first_, second_);
        enter("first", first_, check_value(first_));
        enter("second", second_, check_value(second_));
    }

    void a_kg_from_components() {
        const Ended made = from_components(check_value(whole_));
        QVERIFY2(made.exit_code == 0, made.error);
        QVERIFY(read_file(path("keyd/keyd.toml")).contains("kg = \"" + check_value(whole_) + "\""));
        const QString record = path("keyd/ceremony/0001.json");
        const auto json = QJsonDocument::fromJson(read_file(record)).object();
        const auto custodians = json["custodians"].toArray();
        QCOMPARE(custodians.size(), 2);
        QCOMPARE(custodians[1].toObject()["name"].toString(), QStringLiteral("Bob"));
        QCOMPARE(custodians[1].toObject()["component_check_value"].toString().toLatin1(), check_value(second_));
        QCOMPARE(json["kg"].toObject()["check_value"].toString().toLatin1(), check_value(whole_));
        QVERIFY(json["kg"].toObject()["origin"].toString().contains("locked memory"));
        QVERIFY(json["self_test"].toArray().contains(QStringLiteral("kg_refuses_export")));
        QVERIFY(openssl_verifies(record));
        QVERIFY(run(keyd(), {"check", "--config", path("keyd/keyd.toml")}).exit_code == 0);
        QVERIFY(run(keyd(), {"verify", "--config", path("keyd/keyd.toml")}).exit_code == 0);
        QVERIFY(read_file(path("keyd/keyd.db")).contains("keys.ceremony"));
        QCOMPARE(where_secrets_are(made), QStringList());
    }

    void a_component_that_does_not_fit_its_check_value() {
        enter("second", second_, check_value(first_));
        const Ended refused = from_components(check_value(whole_));
        QCOMPARE(refused.exit_code, 3);
        QVERIFY(nothing_is_left());
        QCOMPARE(where_secrets_are(refused), QStringList());
    }

    void what_is_no_component() {
        for (const QByteArray& entered :
             {QByteArray("5a5b\n000000\n"), QByteArray("\n\n"), QByteArray(), QByteArray(100, 'a')}) {
            write_file(path("in/second"), entered);
            QCOMPARE(from_components(check_value(whole_)).exit_code, 3);
            QVERIFY(nothing_is_left());
        }
        enter("second", first_, check_value(first_)); // the same one twice would make a Kg of zeros
        QCOMPARE(from_components(check_value(whole_)).exit_code, 3);
        QVERIFY(nothing_is_left());
    }

    void another_kg_than_expected() {
        const Ended refused = from_components("000000");
        QCOMPARE(refused.exit_code, 5);
        QVERIFY(nothing_is_left());
    }

    void one_person_alone_is_not_enough() {
        for (const QStringList& who :
             {QStringList{"--custodian", "Ann"}, QStringList{"--custodian", "Ann", "--custodian", "Ann"}}) {
            QCOMPARE(run(keyd(), QStringList{"keys", "ceremony", "--dir", path("keyd"), "--station", "line1"} + who)
                         .exit_code,
                     2);
            QVERIFY(nothing_is_left());
        }
    }

    void another_kg_beside_the_first() {
        QCOMPARE(from_components(check_value(whole_)).exit_code, 0);
        const Ended added = run(keyd(), {"keys", "ceremony", "--dir", path("keyd"), "--kg-version", "--custodian",
                                         "Cid", "--custodian", "Dot"});
        QVERIFY2(added.exit_code == 0, added.error);
        QVERIFY(!QFile::exists(path("keyd/ceremony.unfinished")));
        QVERIFY(openssl_verifies(path("keyd/ceremony/0002.json")));
        const auto record = QJsonDocument::fromJson(read_file(path("keyd/ceremony/0002.json"))).object();
        const QByteArray value = record["kg"].toObject()["check_value"].toString().toLatin1();
        QCOMPARE(record["kg"].toObject()["label"].toString(), QStringLiteral("kg-1"));
        QVERIFY(
            read_file(path("keyd/keyd.toml")).contains("kg = [\"" + check_value(whole_) + "\", \"" + value + "\"]"));
        const Ended checked = run(keyd(), {"check", "--config", path("keyd/keyd.toml")});
        QVERIFY2(checked.exit_code == 0 && checked.out.contains("kg-1        " + value), checked.error);

        const QString keyline = QStringLiteral(KEYLINE_PROGRAMS_DIR "/keyline"); // which becomes keyline-keyd
        const Ended shown = run(keyline, {"keys", "show", "--config", path("keyd/keyd.toml"), "--json"});
        QCOMPARE(shown.exit_code, 5); // production would refuse SoftHSM
        const auto json = QJsonDocument::fromJson(shown.out).object();
        QCOMPARE(json["weaknesses"].toArray(), QJsonArray{QStringLiteral("module: SoftHSM keeps keys in files")});
        QCOMPARE(json["self_test"].toObject()["passed"].toBool(), true);
        QCOMPARE(json["keys"].toArray().size(), 6);
        QCOMPARE(json["keys"].toArray()[1].toObject()["attributes"].toObject()["CKA_EXTRACTABLE"].toString(),
                 QStringLiteral("CK_FALSE"));
    }

    void the_same_kg_is_not_taken_twice() {
        QCOMPARE(from_components(check_value(whole_)).exit_code, 0);
        const QByteArray before = read_file(path("keyd/keyd.toml"));
        const Ended again = from_components(check_value(whole_), {"--kg-version"});
        QVERIFY2(again.exit_code == 3, again.error);
        QCOMPARE(read_file(path("keyd/keyd.toml")), before);
        QCOMPARE(run(keyd(), {"check", "--config", path("keyd/keyd.toml")}).exit_code, 0);
    }

    void a_token_that_is_there_is_left_empty_by_a_ceremony_that_fails() {
        make_token("factory");
        const QStringList token{"--token-label", "factory", "--pin-file", path("in/pin")};
        QCOMPARE(from_components("000000", token).exit_code, 5);
        QVERIFY(nothing_is_left());
        QVERIFY(!QFile::exists(path("keyd.unfinished")));
        const Ended made = from_components(check_value(whole_), token); // would find keys that are there
        QVERIFY2(made.exit_code == 0, made.error);
        QCOMPARE(from_components(check_value(whole_), token, "other").exit_code, 3); // and these are
        QVERIFY(run(keyd(), {"check", "--config", path("keyd/keyd.toml")}, softhsm()).exit_code == 0);
    }

    void what_a_killed_ceremony_left_in_a_token_goes_with_the_next_one() {
        make_token("factory");
        const QStringList token{"--token-label", "factory", "--pin-file", path("in/pin")};
        QCOMPARE(from_components(check_value(whole_), token).exit_code, 0);
        // As after a kill: keys in the token, the note, no directory.
        QVERIFY(QDir(path("keyd")).removeRecursively());
        write_file(path("keyd.unfinished"), "factory\n");
        const Ended made = from_components(check_value(whole_), token);
        QVERIFY2(made.exit_code == 0, made.error);
        QVERIFY(!QFile::exists(path("keyd.unfinished")));
        QVERIFY(run(keyd(), {"check", "--config", path("keyd/keyd.toml")}, softhsm()).exit_code == 0);
    }

    void production_takes_no_softhsm() {
        make_token("factory");
        const Ended refused = from_components(check_value(whole_), {"--environment", "production", "--token-label",
                                                                    "factory", "--pin-file", path("in/pin")});
        QCOMPARE(refused.exit_code, 3);
        QVERIFY2(refused.error.contains("SoftHSM"), refused.error);
        QVERIFY(nothing_is_left());
        QCOMPARE(from_components(check_value(whole_), {"--environment", "production"}).exit_code, 2);
    }

    void production_takes_no_development_kg() {
        QCOMPARE(run(keyd(), {"init", "--dir", path("keyd"), "--station", "line1"}).exit_code, 0);
        QByteArray config = read_file(path("keyd/keyd.toml"));
        config.replace("\"development\"", "\"production\"");
        write_file(path("keyd/keyd.toml"), config);
        Ended refused = run(keyd(), {"check", "--config", path("keyd/keyd.toml")});
        QCOMPARE(refused.exit_code, 3);
        QVERIFY2(refused.error.contains("softhsm_directory"), refused.error);
        config.replace("softhsm_directory = \".\"\n", "");
        write_file(path("keyd/keyd.toml"), config);
        refused = run(keyd(), {"check", "--config", path("keyd/keyd.toml")});
        QCOMPARE(refused.exit_code, 3);
        QVERIFY2(refused.error.contains("the development Kg"), refused.error);
    }

  private:
    QString path(const QString& name) const { return directory_->filePath(name); }
    QStringList softhsm() const { return {"SOFTHSM2_CONF=" + path("hsm.conf")}; }

    void enter(const QString& name, const QByteArray& component, const QByteArray& value) const {
        QVERIFY(QDir().mkpath(path("in")));
        write_file(path("in/" + name), component.toHex() + "\n" + value + "\n");
    }

    void make_token(const QString& label) const {
        QVERIFY(QDir().mkpath(path("hsm")));
        write_file(path("hsm.conf"),
                   "directories.tokendir = " + path("hsm").toUtf8() + "\nobjectstore.backend = file\n");
        write_file(path("in/pin"), "123456\n");
        const Ended made =
            run("softhsm2-util", {"--init-token", "--free", "--label", label, "--pin", "123456", "--so-pin", "654321"},
                softhsm());
        QVERIFY2(made.exit_code == 0, made.error);
    }

    Ended from_components(const QByteArray& expected, const QStringList& more = {},
                          const QString& name = "keyd") const {
        QStringList arguments{"-c",
                              "exec \"$@\" 3< \"" + path("in/first") + "\" 4< \"" + path("in/second") + "\"",
                              "sh",
                              keyd(),
                              "keys",
                              "ceremony",
                              "--dir",
                              path(name),
                              "--custodian",
                              "Ann",
                              "--custodian",
                              "Bob",
                              "--components",
                              "--component-fd",
                              "3",
                              "--component-fd",
                              "4",
                              "--expect-kg",
                              expected};
        if (!more.contains("--kg-version")) {
            arguments << "--station"
                      << "line1";
        }
        return run("sh", arguments + more, softhsm());
    }

    bool openssl_verifies(const QString& record) const {
        const Ended verified = run("openssl", {"dgst", "-sha256", "-verify", path("keyd/ceremony/log-signer.pem"),
                                               "-signature", record + ".sig", record});
        return verified.exit_code == 0 && verified.out.contains("Verified OK");
    }

    bool nothing_is_left() const {
        const QStringList there =
            QDir(directory_->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
        return !there.contains("keyd") && there.filter(".keyd.").isEmpty();
    }

    // Files below the key service, and what the program said.
    QStringList where_secrets_are(const Ended& ended) const {
        QStringList found;
        const auto look = [&](const QString& where, const QByteArray& bytes) {
            for (const QByteArray& secret : {first_, second_, whole_}) {
                if (bytes.contains(secret) || bytes.toLower().contains(secret.toHex())) {
                    found << where;
                }
            }
        };
        look("output", ended.out + ended.error);
        QDirIterator files(directory_->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString file = files.next();
            if (!file.startsWith(path("in/"))) {
                look(file, read_file(file));
            }
        }
        return found;
    }

    std::optional<QTemporaryDir> directory_;
    QByteArray first_;
    QByteArray second_;
    QByteArray whole_;
};

QTEST_GUILESS_MAIN(CeremonyTest)
#include "ceremony_test.moc"
