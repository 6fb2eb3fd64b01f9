// The PIN file, and that a PIN which the token refused is not tried again.
#include "hsm/pin.h"
#include "tests/unit/hsm/softhsm_token.h"

#include <fstream>
#include <sys/stat.h>

namespace keyline::hsm {

class PinTest : public QObject {
    Q_OBJECT

  private slots:
    void init() { directory_.emplace(); }
    void cleanup() {
        unsetenv("CREDENTIALS_DIRECTORY");
        directory_.reset();
    }

    void reads_a_pin_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("pin");
        QTest::newRow("plain") << QByteArray("1234") << QByteArray("1234");
        QTest::newRow("newline") << QByteArray("123456\n") << QByteArray("123456");
        QTest::newRow("one newline only") << QByteArray("123456\n\n") << QByteArray("123456\n");
        QTest::newRow("longest") << QByteArray(64, 'x') + "\n" << QByteArray(64, 'x');
        QTest::newRow("too short") << QByteArray("123\n") << QByteArray();
        QTest::newRow("empty") << QByteArray() << QByteArray();
        QTest::newRow("too long") << QByteArray(65, 'x') << QByteArray();
        QTest::newRow("much too long") << QByteArray(5000, 'x') << QByteArray();
    }

    void reads_a_pin() {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, pin);
        write(content.toStdString(), 0600);
        const auto read = read_pin_file(path());
        if (pin.isEmpty()) {
            VERIFY_FAILS(read, ErrorCode::hsm_pin_missing);
        } else {
            VERIFY_OK(read);
            QVERIFY(as_text(read->pin.bytes()) == pin.toStdString());
        }
    }

    void takes_a_file_that_only_its_owner_reads() {
        for (const mode_t mode : {0600, 0400}) {
            write("1234", mode);
            VERIFY_OK(read_pin_file(path()));
        }
        for (const mode_t mode : {0640, 0604, 0644, 0700, 0620}) {
            write("1234", mode);
            VERIFY_FAILS(read_pin_file(path()), ErrorCode::hsm_pin_exposed);
        }
        write("1234", 0440);
        setenv("CREDENTIALS_DIRECTORY", directory_->path().toStdString().c_str(), 1); // systemd's way
        VERIFY_OK(read_pin_file(path()));
        write("1234", 0444);
        VERIFY_FAILS(read_pin_file(path()), ErrorCode::hsm_pin_exposed);
    }

    void takes_a_regular_file_only() {
        VERIFY_FAILS(read_pin_file(path()), ErrorCode::hsm_pin_missing);
        VERIFY_FAILS(read_pin_file(directory_->path().toStdString()), ErrorCode::hsm_pin_missing);
        QCOMPARE(mkfifo(path().c_str(), 0600), 0);
        VERIFY_FAILS(read_pin_file(path()), ErrorCode::hsm_pin_missing);
    }

    void tries_a_refused_pin_once() {
        SoftHsmToken token;
        VERIFY_OK(token.set_up(Bytes(aes_key_size_bytes, 0x19)));
        VERIFY_OK(token.load());
        TestClock clock;
        const PinGuard guard(marker());

        write("9999\n", 0600);
        VERIFY_FAILS(log_in(token.module(), SoftHsmToken::label, *read_pin_file(path()), guard, clock),
                     ErrorCode::hsm_pin_wrong);
        // The same file, and no token at all any more: the guard answers before the HSM is asked.
        const auto again = log_in(token.module(), "no such token", *read_pin_file(path()), guard, clock);
        VERIFY_FAILS(again, ErrorCode::hsm_pin_refused_before);
        QCOMPARE(again.error().arg("time"), std::string_view("1970-01-02T00:00:00Z"));
        QCOMPARE(again.error().arg("marker"), std::string_view(marker().string()));

        write(SoftHsmToken::user_pin, 0600);
        VERIFY_OK(log_in(token.module(), SoftHsmToken::label, *read_pin_file(path()), guard, clock));
        QVERIFY(!std::filesystem::exists(marker()));
    }

    void the_marker_says_nothing_of_the_pin() {
        write("31415926", 0600);
        const auto pin = read_pin_file(path());
        VERIFY_OK(pin);
        VERIFY_OK(PinGuard(marker()).remember_refused(*pin, {}));
        std::ifstream file(marker());
        const std::string text((std::istreambuf_iterator<char>(file)), {});
        QVERIFY(!text.empty() && text.find("31415926") == std::string::npos);
    }

    void trusts_no_unreadable_marker() {
        write("1234", 0600);
        const auto pin = read_pin_file(path());
        VERIFY_OK(pin);
        VERIFY_OK(PinGuard(marker()).check(*pin));
        std::ofstream(marker()) << "keyline refused pin 1 x";
        VERIFY_FAILS(PinGuard(marker()).check(*pin), ErrorCode::hsm_pin_refused_before);
    }

    // systemd makes a new file for every start.
    void knows_a_credential_again_after_a_restart() {
        setenv("CREDENTIALS_DIRECTORY", directory_->path().toStdString().c_str(), 1);
        write("1234", 0400);
        const auto refused = read_pin_file(path());
        VERIFY_OK(refused);
        VERIFY_OK(PinGuard(marker()).remember_refused(*refused, {}));
        write("1234", 0400);
        VERIFY_FAILS(PinGuard(marker()).check(*read_pin_file(path())), ErrorCode::hsm_pin_refused_before);
    }

  private:
    std::filesystem::path path() const { return directory_->filePath("pin").toStdString(); }
    std::filesystem::path marker() const { return directory_->filePath("pin-refused").toStdString(); }
    // A new file each time, as an editor or `install` makes it.
    void write(std::string_view content, mode_t mode) const {
        const std::filesystem::path beside = path().string() + ".new";
        std::ofstream(beside) << content;
        std::filesystem::permissions(beside, static_cast<std::filesystem::perms>(mode));
        std::filesystem::rename(beside, path());
    }
    std::optional<QTemporaryDir> directory_;
};

} // namespace keyline::hsm

QTEST_GUILESS_MAIN(keyline::hsm::PinTest)
#include "pin_test.moc"
