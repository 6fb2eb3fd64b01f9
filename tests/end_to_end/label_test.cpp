// Labels with the real programs: the PDF's DataMatrix read back by a reader that is not ours, ZPL byte for byte, a real
// cupsd, and what is on record of each.
#include "tests/support/cups_server.h"
#include "tests/support/demo_station.h"

using namespace keyline::test;

class LabelTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase();
    void pdf_is_read_back();
    void zpl_is_what_a_zebra_takes();
    void printer_gets_it_and_a_second_one_needs_a_reason();
    void printer_that_is_not_there_is_told_of();
    void printed_as_soon_as_a_unit_has_passed();
    void cleanupTestCase() { demo_.reset(); }

  private:
    Answer label(const QStringList& more) { return demo_->keyline(QStringList{"label", first} + more); }
    QList<QJsonObject> entries(const QString& event) {
        QList<QJsonObject> found;
        for (const QJsonObject& line : demo_->keyline({"audit", "show", first}).lines) {
            if (line["entry"].toObject()["event"] == event) {
                found << line["entry"].toObject();
            }
        }
        return found;
    }
    void add_to_station(const QByteArray& text) {
        QFile file(demo_->path("station/station.toml"));
        QVERIFY(file.open(QIODevice::Append) && file.write(text) > 0);
    }
    static QByteArray contents(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static inline const QString first = "0001-000000000001";
    std::unique_ptr<DemoStation> demo_;
    QString order_;
};

void LabelTest::initTestCase() {
    demo_ = std::make_unique<DemoStation>(1);
    QCOMPARE(demo_->init().exit_code, 0);
    order_ = demo_->create_order(5);
    QCOMPARE(demo_->keyline({"provision", "--order", order_, "--count", "1"}).exit_code, 0);
}

void LabelTest::pdf_is_read_back() {
    const QString pdf = demo_->path("label.pdf");
    QCOMPARE(label({"--pdf", pdf}).exit_code, 0);
    QCOMPARE(label({"--pdf", demo_->path("second.pdf")}).code(), QString("action.invalid")); // once more: why?
    QCOMPARE(label({"--pdf", pdf, "--reason", "lost"}).code(), QString("file.io"));          // never replaced
    QCOMPARE(QProcess::execute("pdftoppm", {"-r", "300", "-png", "-singlefile", pdf, demo_->path("label")}), 0);
    QProcess reader;
    reader.start("dmtxread", {"-N", "1", demo_->path("label.png")});
    QVERIFY(reader.waitForFinished());
    QCOMPARE(reader.readAllStandardOutput(), first.toUtf8());
    QProcess text;
    text.start("pdftotext", {pdf, "-"});
    QVERIFY(text.waitForFinished());
    QCOMPARE(text.readAllStandardOutput().trimmed(), first.toUtf8());
    QProcess size;
    size.start("pdfinfo", {pdf});
    QVERIFY(size.waitForFinished());
    const QString told = QString::fromUtf8(size.readAllStandardOutput()); // 50 x 25 mm in points
    QVERIFY2(told.contains(QRegularExpression("Page size: +141\\.[67]\\d* x 70\\.[89]\\d* pts")) ||
                 told.contains(QRegularExpression("Page size: +142 x 71 pts")),
             qPrintable(told));
    QCOMPARE(entries("label.written").size(), 1);
    // A unit that has not passed here gets none.
    QCOMPARE(demo_->keyline({"label", "0001-000000000005", "--pdf", demo_->path("none.pdf")}).code(),
             QString("claim.state"));
}

void LabelTest::zpl_is_what_a_zebra_takes() {
    const QString zpl = demo_->path("label.zpl");
    QCOMPARE(label({"--zpl", zpl, "--reason", "for the box"}).exit_code, 0);
    QCOMPARE(contents(zpl), QByteArray("^XA\n^PW400^LL200\n^FO16,16^BXN,7,200^FD0001-000000000001^FS\n"
                                       "^FO16,160^A0N,24^FD0001-000000000001^FS\n^XZ\n"));
    QCOMPARE(label({"--zpl", zpl, "--reason", "for the box"}).code(), QString("file.io"));
    QCOMPARE(entries("label.failed").size(), 0);
    QCOMPARE(label({"--zpl", "/proc/label.zpl", "--reason", "nowhere"}).code(), QString("station.unwritable"));
    QCOMPARE(entries("label.failed").size(), 1); // announced, and came to nothing
}

void LabelTest::printer_gets_it_and_a_second_one_needs_a_reason() {
    QVERIFY(QFile::setPermissions(demo_->path(), QFile::permissions(demo_->path()) | QFile::ExeOther));
    const CupsServer cups(demo_->path("c"));
    qputenv("CUPS_SERVER", cups.socket().toUtf8());
    QCOMPARE(label({}).code(), QString("usage")); // no printer is named
    QCOMPARE(label({"--printer=-o"}).exit_code, 6);
    QCOMPARE(entries("label.printed").size(), 0);
    add_to_station("\n[label]\nprinter = \"zebra\"\nformat = \"zpl\"\n");
    QCOMPARE(label({}).code(), QString("action.invalid")); // files were made of it: why once more?
    QCOMPARE(cups.document(1), QByteArray());
    QCOMPARE(label({"--reason", "the files were tries"}).exit_code, 0);
    QCOMPARE(cups.document(1), contents(demo_->path("label.zpl")));
    QCOMPARE(cups.document(2), QByteArray());
    QCOMPARE(label({"--reason", "smeared"}).exit_code, 0);
    QVERIFY(!cups.document(2).isEmpty());
    const auto printed = entries("label.printed");
    QCOMPARE(printed.size(), 2);
    const QJsonObject details = printed.last()["details"].toObject();
    QCOMPARE(details["copy"].toString(), QString("4"));
    QCOMPARE(details["reason"].toString(), QString("smeared"));
    QCOMPARE(details["printer"].toString(), QString("zebra"));
    QCOMPARE(demo_->keyline({"audit", "verify"}).exit_code, 0);
}

void LabelTest::printer_that_is_not_there_is_told_of() {
    qputenv("CUPS_SERVER", demo_->path("nobody").toUtf8());
    const Answer answer = label({"--reason", "lost"});
    QCOMPARE(answer.exit_code, 6);
    QCOMPARE(answer.code(), QString("printer.failed"));
    QCOMPARE(entries("label.failed").size(), 2);
}

void LabelTest::printed_as_soon_as_a_unit_has_passed() {
    add_to_station("when = \"passed\"\n");
    const CupsServer cups(demo_->path("d"));
    qputenv("CUPS_SERVER", cups.socket().toUtf8());
    const Answer run = demo_->keyline({"provision", "--order", order_, "--count", "2"});
    QCOMPARE(run.exit_code, 0);
    QCOMPARE(run.first("label.printed")["serial"].toString(), QString("0001-000000000002"));
    QVERIFY(cups.document(1).contains("0001-000000000002"));
    QVERIFY(cups.document(2).contains("0001-000000000003"));
    // A printer that is down stops nobody, and is told of: exit code 6.
    qputenv("CUPS_SERVER", demo_->path("nobody").toUtf8());
    const Answer without = demo_->keyline({"provision", "--order", order_, "--count", "1"});
    QCOMPARE(without.exit_code, 6);
    QCOMPARE(without.units().size(), 1);
    QCOMPARE(without.units().first()["outcome"].toString(), QString("passed"));
    QCOMPARE(without.first("label.failed")["code"].toString(), QString("printer.failed"));
    qunsetenv("CUPS_SERVER");
}

QTEST_MAIN(LabelTest)
#include "label_test.moc"
