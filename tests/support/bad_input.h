// For tests of bad input: files that are spoilt for a while, and what the programs say of them.
#pragma once

#include "tests/support/demo_station.h"

#include <QDirIterator>

namespace keyline::test {

inline QByteArray read_file(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline void write_file(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size());
}

// A file as it was, when this ends.
class Restored {
  public:
    explicit Restored(QString path) : path_(std::move(path)), bytes_(read_file(path_)) {}
    Restored(const Restored&) = delete;
    Restored& operator=(const Restored&) = delete;
    ~Restored() { write_file(path_, bytes_); }
    const QByteArray& bytes() const { return bytes_; }
    void replace(const QByteArray& old_text, const QByteArray& new_text) const {
        QVERIFY2(bytes_.contains(old_text), old_text);
        write_file(path_, QByteArray(bytes_).replace(old_text, new_text));
    }

  private:
    QString path_;
    QByteArray bytes_;
};

// The exit code, the error's code, and a text without gaps.
inline void verify_refused(const Answer& answer, int exit_code, const QString& code, const QString& text) {
    const QString said = answer.stdout_text + answer.stderr_text;
    QVERIFY2(said.contains('"' + code + '"'), qPrintable("expected " + code + ": " + said));
    QVERIFY2(said.contains(text), qPrintable("expected " + text + ": " + said));
    // "?" stands for a value that the error did not bring along.
    const bool gap = QString(answer.stderr_text).replace("?baud", "").contains('?');
    QVERIFY2(!gap, qPrintable("a gap in the text: " + answer.stderr_text));
    QCOMPARE(answer.exit_code, exit_code);
}

} // namespace keyline::test
