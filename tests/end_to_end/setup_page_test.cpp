// Setup on the operator's screen: adapters are found, get a place at the line and lose it; what the scanner sends is
// shown; sounds are off when they are off. With the real core, keyd and simulated locks behind USB serial adapters.
#include "tests/support/screen.h"
#include "tests/support/usb_ports.h"

#include <QFile>
#include <QTableWidget>

using namespace keyline;
using namespace keyline::station;
using namespace keyline::test;

class SetupPageTest : public QObject {
    Q_OBJECT

  private slots:
    void lane_gets_a_place_and_loses_it();
    void scanner_is_seen();
    void sounds_can_be_off();

  private:
    // The widget of the page in front that assistive technology calls so.
    template <typename Widget>
    static Widget* find(Screen& screen, const QString& name) {
        for (Widget* one : screen.window.findChildren<Widget*>()) {
            if (one->accessibleName() == name && one->isVisible()) {
                return one;
            }
        }
        return nullptr;
    }
    static QString cell(const QTableWidget& table, int row, int column) {
        const QTableWidgetItem* item = table.item(row, column);
        return item != nullptr ? item->text() : QString();
    }
};

void SetupPageTest::lane_gets_a_place_and_loses_it() {
    Bench bench(2, {"--fast", "--keep"});
    const UsbPorts ports(bench.path("usb"));
    qputenv("KEYLINE_USB_PORTS", ports.directory().toLocal8Bit());
    ports.plug("ttyUSB0", "BENCH-2", bench.path("sim/lane-2"));
    bench.create_order(2);
    Screen screen(bench.station());
    WAIT_FOR(screen.is(StationControl::State::ready));
    screen.window.open_page(MainWindow::Page::setup);
    auto* lanes = find<QTableWidget>(screen, "Lanes");
    QVERIFY(lanes != nullptr);
    QCOMPARE(lanes->rowCount(), 2);

    // Lane 2 loses its place: no run uses it any more.
    QVERIFY(!screen.button("Hold: remove lane")->isEnabled()); // none is chosen
    lanes->setCurrentCell(1, 0);
    QVERIFY(screen.hold("Hold: remove lane"));
    WAIT_FOR(lanes->isVisible() && lanes->rowCount() == 1); // the station was opened anew, and Setup with it
    QCOMPARE(screen.desk.lanes().rowCount(), 1);

    // Its adapter is found again, and gets place 5.
    auto* links = find<QComboBox>(screen, "Ports that no lane has");
    auto* places = find<QComboBox>(screen, "Place");
    QVERIFY(links != nullptr && places != nullptr);
    WAIT_FOR(links->currentText().contains("ttyUSB0"));
    places->setCurrentIndex(places->findText("Lane 5"));
    QVERIFY(screen.press("Assign"));
    WAIT_FOR(lanes->isVisible() && lanes->rowCount() == 2);
    QCOMPARE(cell(*lanes, 1, 0), QString("5"));
    QVERIFY(cell(*lanes, 1, 1).contains("ttyUSB0"));
    WAIT_FOR(!links->currentText().contains("ttyUSB0"));
    QVERIFY(screen.press("Test all lanes"));
    WAIT_FOR(cell(*lanes, 0, 2).startsWith("A lock answers: chip") && cell(*lanes, 1, 2).startsWith("A lock answers"));
    QVERIFY(cell(*lanes, 0, 2) != cell(*lanes, 1, 2));

    // It works there; nothing is assigned while it does; both changes are on record.
    screen.window.open_page(MainWindow::Page::lanes);
    QVERIFY(screen.press("Start"));
    WAIT_FOR(screen.shows(1, Outcome::passed) && screen.shows(5, Outcome::passed));
    WAIT_FOR(!screen.desk.run().is_active());
    QCOMPARE(bench.keyline({"audit", "export", "--to", bench.path("export")}).exit_code, 0);
    QFile log(bench.path("export/entries.jsonl"));
    QVERIFY2(log.open(QIODevice::ReadOnly), qPrintable(log.errorString()));
    const QByteArray text = log.readAll();
    QVERIFY(text.contains("lane.removed") && text.contains("lane.assigned"));
}

void SetupPageTest::scanner_is_seen() {
    Bench bench(1, {"--fast"});
    Screen screen(bench.station());
    WAIT_FOR(screen.is(StationControl::State::ready));
    screen.window.open_page(MainWindow::Page::setup);
    screen.scan("0001-000000000001");
    const auto shown = [&screen] {
        for (const QLabel* one : screen.window.findChildren<QLabel*>()) {
            if (one->isVisible() && one->text().contains("0001-000000000001")) {
                return one->text().contains("17");
            }
        }
        return false;
    };
    WAIT_FOR(shown());
}

void SetupPageTest::sounds_can_be_off() {
    Bench bench(1, {"--fast"});
    Screen screen(bench.station());
    WAIT_FOR(screen.is(StationControl::State::ready));
    screen.scan("0001-000000000001"); // no order is started: refused
    WAIT_FOR(screen.window.sounds().played() == 2);
    screen.desk.preferences().set_sounds(false);
    screen.scan("0001-000000000002");
    WAIT_FOR(screen.window.notices().text().contains("start an order"));
    QCOMPARE(screen.window.sounds().played(), 2);
}

QTEST_MAIN(SetupPageTest)
#include "setup_page_test.moc"
