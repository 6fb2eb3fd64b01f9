// Serial numbers as files, scanners and PLCs send them.
#include "app/cli/serial_input.h"

#include <QTemporaryDir>
#include <QTest>
#include <thread>
#include <unistd.h>

using namespace keyline;
using namespace keyline::app;

class SerialInputTest : public QObject {
    Q_OBJECT
    QTemporaryDir directory_;
    Result<SerialFile> read_file(const QByteArray& bytes) {
        QFile file(directory_.filePath("serials"));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) < 0) {
            qFatal("cannot write %s", qPrintable(file.fileName()));
        }
        file.close();
        return read_serial_file(directory_.filePath("serials").toStdString());
    }

  private slots:
    void windows_file_with_everything();
    void bad_lines_are_named();
    void garbage_is_bounded();
    void missing_file();
    void stream_ends_at_once_when_stopped();
};

void SerialInputTest::windows_file_with_everything() {
    const auto file = read_file("\xef\xbb\xbf"
                                "0001-000000000001\r\n\r\n  0001-000000000002 \t\r\n"
                                "00000000000000000001000000000003"); // no newline at the end
    QVERIFY(file->errors.empty());
    QCOMPARE(file->serials.size(), std::size_t(3));
    QCOMPARE(file->serials[2].text(), std::string("0001-000000000003"));
}

void SerialInputTest::bad_lines_are_named() {
    const auto file = read_file("0001-000000000001\nhello\n0001-000000000001\n0100000000000000"
                                "0001000000000003\n");
    QCOMPARE(file->errors.size(), std::size_t(3));
    QCOMPARE(file->errors[0].code, ErrorCode::serial_malformed);
    QCOMPARE(file->errors[0].arg("line"), std::string_view("2"));
    QCOMPARE(file->errors[1].code, ErrorCode::serial_repeated);
    QCOMPARE(file->errors[1].arg("first_line"), std::string_view("1"));
    QCOMPARE(file->errors[2].code, ErrorCode::serial_padding);
}

void SerialInputTest::garbage_is_bounded() {
    const auto one_line = read_file(QByteArray(5'000'000, 'x'));
    QCOMPARE(one_line->errors.size(), std::size_t(1));
    QVERIFY(one_line->errors[0].arg("serial").size() < 100);
    const auto many_lines = read_file(QByteArray("x\n").repeated(100'000));
    QCOMPARE(many_lines->errors.size(), SerialFile::errors_max);
    QCOMPARE(one_line->errors[0].code, ErrorCode::value_malformed);
    const auto stray = read_file("0001-000000000001\n" + QByteArray(100'000, 'x') + "\n0001-000000000002\n");
    QCOMPARE(stray->serials.size(), std::size_t(1)); // nothing was read any more
    QCOMPARE(stray->errors[0].code, ErrorCode::value_malformed);
    const auto blank = read_file(QByteArray("\r\n").repeated(100'000) + "0001-000000000002\n");
    QVERIFY(blank->errors.empty() && blank->serials.size() == 1);
    const auto zeros = read_file(QByteArray(1000, '\0'));
    QCOMPARE(zeros->errors.size(), std::size_t(1));
}

void SerialInputTest::missing_file() {
    QCOMPARE(read_serial_file(directory_.filePath("none").toStdString()).error().code, ErrorCode::file_missing);
    for (const std::string& path : {directory_.path().toStdString(), std::string("/dev/zero")}) {
        QCOMPARE(read_serial_file(path).error().code, ErrorCode::file_missing);
    }
}

void SerialInputTest::stream_ends_at_once_when_stopped() {
    int ends[2];
    QCOMPARE(pipe(ends), 0);
    std::stop_source stop;
    std::vector<std::string> seen;
    std::jthread reader([&] {
        read_serial_stream(ends[0], stop.get_token(), [&](const Result<SerialNumber>& serial) {
            seen.push_back(serial ? serial->text() : "bad");
            stop.request_stop();
        });
    });
    QCOMPARE(write(ends[1], "0001-000000000001\n0001-000000000002\n", 36), ssize_t(36));
    reader.join(); // the pipe is still open
    QCOMPARE(seen.size(), std::size_t(1));
    close(ends[0]);
    close(ends[1]);
}

QTEST_GUILESS_MAIN(SerialInputTest)
#include "serial_input_test.moc"
