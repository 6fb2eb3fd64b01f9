// Development and production are separate services: keys, registries, modules. Each refuses the other's, with a code
// that says so. Production itself runs here over a test-only module (tests/support/renamed_module.c).
#include "tests/support/keyd_directory.h"
#include "tests/unit/hsm/softhsm_token.h"

using namespace keyline;
using namespace keyline::app;
using namespace keyline::test;

namespace {
constexpr const char* softhsm = hsm::SoftHsmToken::module_path;
constexpr const char* softhsm_tool = "softhsm2-util";
constexpr const char* pin = "24682468";
} // namespace

class EnvironmentsTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        directory_ = std::make_unique<QTemporaryDir>();
        const auto config = hsm::write_softhsm_config(path("hsm").toStdString());
        VERIFY_OK(config);
        qputenv("SOFTHSM2_CONF", config->c_str());
        for (const char* label : {"factory", "bench"}) {
            QProcess tool;
            tool.start(softhsm_tool,
                       {"--init-token", "--free", "--label", label, "--so-pin", "11223344", "--pin", pin});
            QVERIFY(tool.waitForFinished() && tool.exitCode() == 0);
        }
        write_file(path("pin"), pin);
        QVERIFY(QFile::setPermissions(path("pin"), QFile::ReadOwner | QFile::WriteOwner));
    }
    void cleanup() {
        qunsetenv("SOFTHSM2_CONF");
        directory_.reset();
    }

    void production_works_in_a_module_that_passes() {
        QVERIFY2(ceremony("production", "factory", KEYLINE_RENAMED_MODULE).exit_code == 0, said_.error);
        refused({"check", "--config", path("production/keyd.toml")}, 0, "");
        refused({"keys", "show", "--config", path("production/keyd.toml")}, 0, ""); // nothing weak by name
        refused({"verify", "--config", path("production/keyd.toml")}, 0, "");
        // A person has to stand behind what goes to the owner, from the first day.
        QVERIFY(read_file(path("production/keyd.toml")).contains("environment = \"production\""));
    }

    void production_refuses_softhsm() {
        const Ended made = ceremony("production", "factory", softhsm);
        QVERIFY2(made.exit_code == 3 && made.error.contains("config.invalid") && made.error.contains("SoftHSM"),
                 made.error);
        QVERIFY(!QFile::exists(path("production")));
        QVERIFY(ceremony("production", "factory", KEYLINE_RENAMED_MODULE).exit_code == 0);
        change("production", KEYLINE_RENAMED_MODULE, softhsm);
        refused({"check", "--config", path("production/keyd.toml")}, 3, "SoftHSM");
        refused({"serve", "--config", path("production/keyd.toml")}, 3, "SoftHSM");
        change("production", "token_label", "softhsm_directory = \".\"\ntoken_label");
        refused({"check", "--config", path("production/keyd.toml")}, 3, "softhsm_directory");
        QVERIFY(!QFile::exists(path("production/pin.refused"))); // no PIN was tried
    }

    void production_refuses_the_development_kg() {
        const QByteArray kg =
            read_file(QStringLiteral(KEYLINE_SOURCE_DIR "/packaging/demo/development-kg.hex")).trimmed();
        QByteArray half = QByteArray::fromHex(kg);
        for (char& byte : half) {
            byte = static_cast<char>(byte ^ 0x5a);
        }
        write_file(path("one"), component(QByteArray(32, 0x5a)));
        write_file(path("two"), component(half));
        const Ended made =
            ceremony_with("production", "factory", KEYLINE_RENAMED_MODULE, "3<" + path("one") + " 4<" + path("two"),
                          {"--components", "--component-fd", "3", "--component-fd", "4", "--expect-kg",
                           check_value(QByteArray::fromHex(kg))});
        QVERIFY2(made.exit_code == 2 && made.error.contains("development Kg"), made.error);
        QVERIFY(!QFile::exists(path("production")));
    }

    void each_refuses_the_others_keys() {
        QVERIFY(ceremony("production", "factory", KEYLINE_RENAMED_MODULE).exit_code == 0);
        QVERIFY(ceremony("development", "bench", KEYLINE_RENAMED_MODULE).exit_code == 0);
        for (const auto& [name, other] : {std::pair("production", "development"), {"development", "production"}}) {
            // All that keyd.toml says of keys is the other's: only the keys themselves tell.
            const QByteArray own = read_file(path(QString(name) + "/keyd.toml"));
            QByteArray changed = read_file(path(QString(other) + "/keyd.toml"));
            changed.replace(QByteArray("environment = \"") + other, QByteArray("environment = \"") + name);
            write_file(path(QString(name) + "/keyd.toml"), changed);
            refused({"check", "--config", path(QString(name) + "/keyd.toml")}, 5, "hsm.key_environment");
            refused({"serve", "--config", path(QString(name) + "/keyd.toml")}, 5, "hsm.key_environment");
            write_file(path(QString(name) + "/keyd.toml"), own);
            refused({"check", "--config", path(QString(name) + "/keyd.toml")}, 0, "");
        }
    }

    void each_refuses_the_others_registry() {
        QVERIFY(ceremony("production", "factory", KEYLINE_RENAMED_MODULE).exit_code == 0);
        QVERIFY(ceremony("development", "bench", KEYLINE_RENAMED_MODULE).exit_code == 0);
        for (const auto& [name, other] : {std::pair("production", "development"), {"development", "production"}}) {
            const QByteArray own = read_file(path(QString(name) + "/keyd.toml"));
            change(name, "registry = \"keyd.db\"", "registry = \"" + path(QString(other) + "/keyd.db").toUtf8() + "\"");
            refused({"serve", "--config", path(QString(name) + "/keyd.toml")}, 5, "registry.unsound");
            refused({"verify", "--config", path(QString(name) + "/keyd.toml")}, 7, "registry.unsound");
            write_file(path(QString(name) + "/keyd.toml"), own);
        }
    }

  private:
    QString path(const QString& name) const { return directory_->filePath(name); }

    Ended ceremony(const char* environment, const char* token, const char* module) {
        return ceremony_with(environment, token, module, {}, {});
    }
    Ended ceremony_with(const char* environment, const char* token, const char* module, const QString& redirections,
                        const QStringList& more) {
        QStringList arguments{"-c", "exec \"$@\" " + redirections, "sh", keyd_program(), "keys", "ceremony"};
        arguments << "--dir" << path(environment) << "--station"
                  << "line1"
                  << "--environment" << environment;
        arguments << "--module" << module << "--token-label" << token << "--pin-file" << path("pin");
        arguments << "--custodian"
                  << "Ann"
                  << "--custodian"
                  << "Bob" << more;
        QProcess shell;
        shell.start("sh", arguments);
        if (!shell.waitForFinished(60'000)) {
            return {};
        }
        said_ = {shell.exitCode(), shell.readAllStandardError()};
        if (said_.exit_code == 0) { // production does not serve without it
            const QString file = path(QString(environment) + "/keyd.toml");
            write_file(file, read_file(file) + "\n[escrow]\ncopy = \"escrow.log\"\n");
        }
        return said_;
    }
    void refused(const QStringList& arguments, int exit_code, const char* text) {
        const Ended said = run(arguments);
        QVERIFY2(said.exit_code == exit_code && said.error.contains(text), said.error);
    }
    void change(const char* name, const QByteArray& old_text, const QByteArray& new_text) const {
        const QString file = path(QString(name) + "/keyd.toml");
        QByteArray text = read_file(file);
        QVERIFY(text.contains(old_text));
        write_file(file, text.replace(old_text, new_text));
    }
    static QByteArray check_value(const QByteArray& key) {
        QProcess openssl;
        openssl.start("openssl", {"enc", "-aes-256-ecb", "-nopad", "-K", key.toHex()});
        openssl.write(QByteArray(16, '\0'));
        openssl.closeWriteChannel();
        openssl.waitForFinished();
        return openssl.readAllStandardOutput().left(3).toHex();
    }
    static QByteArray component(const QByteArray& key) { return key.toHex() + "\n" + check_value(key) + "\n"; }

    std::unique_ptr<QTemporaryDir> directory_;
    Ended said_;
};

QTEST_GUILESS_MAIN(EnvironmentsTest)
#include "environments_test.moc"
