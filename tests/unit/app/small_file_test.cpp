// Small files that somebody names: whatever is there.
#include "app/small_file.h"

#include <QTemporaryDir>
#include <QTest>
#include <fcntl.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace keyline;
using namespace keyline::app;

class SmallFileTest : public QObject {
    Q_OBJECT
    QTemporaryDir directory_;

    std::string path(const char* name) const { return directory_.filePath(name).toStdString(); }
    std::string written(const QByteArray& bytes) const {
        QFile file(directory_.filePath("file"));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
            qFatal("cannot write %s", qPrintable(file.fileName()));
        }
        return path("file");
    }
    static std::string reason(const Result<std::string>& failed) {
        return failed ? "was read" : std::string(failed.error().arg("reason"));
    }

  private slots:
    void whole_and_to_the_byte() {
        const QByteArray bytes("a\0\r\n\xff", 5);
        QCOMPARE(QByteArray::fromStdString(*read_small_file(written(bytes), 5)), bytes);
        QCOMPARE(reason(read_small_file(written(bytes), 4)), std::string("it has more than 4 bytes"));
        QCOMPARE(*read_line_file(written("key+1 \r\nmore\n"), 100), std::string("key+1"));
        QCOMPARE(*read_line_file(written("key"), 100), std::string("key"));
    }

    void what_is_no_file_is_named() {
        QCOMPARE(read_small_file(path("none"), 9).error().code, ErrorCode::file_missing);
        QCOMPARE(read_small_file(written("x") + "/below", 9).error().code, ErrorCode::file_missing);
        QCOMPARE(reason(read_small_file(directory_.path().toStdString(), 9)), std::string("it is a directory"));
        QCOMPARE(reason(read_small_file("/dev/zero", 9)), std::string("it is no file"));
        QVERIFY(read_small_file(written(""), 9)->empty());
        QCOMPARE(reason(read_line_file(written("\nkey\n"), 9)), std::string("its first line is empty"));
    }

    // As a shell's <(command): its writer comes later than we do, and in pieces.
    void a_pipe_is_read_to_its_end() {
        QCOMPARE(mkfifo(path("pipe").c_str(), 0600), 0);
        std::jthread writer([name = path("pipe")] {
            const int pipe = open(name.c_str(), O_WRONLY);
            for (const char* piece : {"one ", "two ", "three"}) {
                if (write(pipe, piece, strlen(piece)) < 0) {
                    break;
                }
            }
            close(pipe);
        });
        QCOMPARE(*read_small_file(path("pipe"), 100), std::string("one two three"));
    }

    void a_pipe_that_nobody_writes_to_holds_nobody() {
        QCOMPARE(mkfifo(path("silent").c_str(), 0600), 0);
        QCOMPARE(reason(read_small_file(path("silent"), 100)), std::string("nothing came for 10 s"));
    }
};

QTEST_GUILESS_MAIN(SmallFileTest)
#include "small_file_test.moc"
