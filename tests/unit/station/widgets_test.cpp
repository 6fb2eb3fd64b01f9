// Tiles, pads and buttons on the offscreen platform: what they paint fits, what they hold is whole, and how they are
// reached by keyboard and heard.
#include "app/station/models/words.h"
#include "app/station/pages/lane_grid.h"
#include "app/station/scanner_filter.h"
#include "app/station/tiles/hold_button.h"
#include "app/station/tiles/pin_pad.h"

#include <QAccessible>
#include <QApplication>
#include <QBoxLayout>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace keyline;
using namespace keyline::station;
using namespace std::chrono_literals;

namespace {

const SerialNumber serial = *SerialNumber::parse("0001-00000000000a");

LaneState with_result(Outcome outcome) {
    LaneState lane{12, LanePhase::waits_removal};
    lane.serial = serial;
    lane.took = 123'400ms;
    lane.result = UnitResult{outcome, serial, {}, {}};
    if (outcome != Outcome::passed) {
        lane.result->reason = Error{ErrorCode::claim_attempt_limit, {}, {}, {}};
    }
    return lane;
}

} // namespace

class WidgetsTest : public QObject {
    Q_OBJECT

  private slots:
    void tile_shows_all_it_has_to_say_data();
    void tile_shows_all_it_has_to_say();
    void outcome_fills_the_tile();
    void tile_is_heard();
    void lanes_keep_their_places();
    void pin_goes_into_the_pad_and_out_once();
    void hold_button_wants_to_be_held();
    void scan_reaches_the_station_and_not_the_focus();
    void enter_presses_nothing();
};

void WidgetsTest::tile_shows_all_it_has_to_say_data() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("16 lanes on 1280x800") << QSize(208, 165);
    QTest::newRow("1 lane") << QSize(850, 700);
    QTest::newRow("the least") << QSize(170, 128);
}

void WidgetsTest::tile_shows_all_it_has_to_say() {
    QFETCH(QSize, size);
    const Looks looks("light");
    LaneTile tile(looks, nullptr);
    tile.resize(size);
    tile.show();
    QVERIFY(QTest::qWaitForWindowExposed(&tile));
    const auto fits = [&](const LaneState& lane) {
        tile.show_lane(lane);
        (void)tile.grab();
        return !tile.is_clipped();
    };
    for (int outcome = 0; outcome < 5; ++outcome) {
        QVERIFY2(fits(with_result(static_cast<Outcome>(outcome))), qPrintable(QString::number(outcome)));
    }
    for (int phase = 0; phase <= static_cast<int>(LanePhase::ended); ++phase) {
        LaneState lane{16, static_cast<LanePhase>(phase)};
        lane.armed = serial;
        QVERIFY2(fits(lane), qPrintable(QString::number(phase)));
    }
    LaneState working{16, LanePhase::working};
    working.serial = serial;
    working.resumed = true;
    for (int step = 0; step < step_count; ++step) {
        working.step = static_cast<Step>(step);
        QVERIFY(fits(working));
    }
    tile.setMinimumSize(30, 20);
    tile.resize(30, 20);
    QVERIFY(!fits(with_result(Outcome::passed))); // and the measure is a real one
}

void WidgetsTest::outcome_fills_the_tile() {
    const Looks looks("dark");
    LaneTile tile(looks, nullptr);
    tile.resize(300, 200);
    for (const Outcome outcome : {Outcome::passed, Outcome::failed, Outcome::error, Outcome::quarantined}) {
        tile.show_lane(with_result(outcome));
        const QImage image = tile.grab().toImage();
        int filled = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                filled += image.pixelColor(x, y) == looks.theme().of(outcome).fill ? 1 : 0;
            }
        }
        QVERIFY(filled > image.width() * image.height() / 2);
    }
}

void WidgetsTest::tile_is_heard() {
    const Looks looks("light");
    LaneTile tile(looks, nullptr);
    tile.show_lane(with_result(Outcome::passed));
    const auto* heard = QAccessible::queryAccessibleInterface(&tile);
    QVERIFY(heard != nullptr);
    QCOMPARE(heard->role(), QAccessible::Button);
    const QString name = heard->text(QAccessible::Name);
    QVERIFY2(name.contains("12") && name.contains("PASS") && name.contains("0001-00000000000a"), qPrintable(name));
}

void WidgetsTest::lanes_keep_their_places() {
    const Looks looks("light");
    LanesModel model;
    std::vector<app::LaneSetup> lanes;
    for (unsigned number = 1; number <= 16; ++number) {
        lanes.push_back({number, {}, {}});
    }
    model.set_lanes(lanes);
    LaneGrid grid(model, looks, nullptr);
    grid.resize(1'000, 700);
    grid.show();
    QVERIFY(QTest::qWaitForWindowExposed(&grid));
    const QRect before = grid.tile(6)->geometry();
    QVERIFY(before.width() >= 44 && before.height() >= 44);
    QVERIFY(grid.tile(1)->geometry().right() < grid.tile(2)->geometry().left());
    QVERIFY(grid.tile(1)->geometry().bottom() < grid.tile(5)->geometry().top());
    model.on_result(6, *with_result(Outcome::quarantined).result, 1s);
    QCOMPARE(grid.tile(6)->geometry(), before);
    QTest::keyClick(grid.tile(6), Qt::Key_Space);
    QCOMPARE(grid.chosen(), std::optional(6U));
    QTest::mouseClick(grid.tile(6), Qt::LeftButton);
    QVERIFY(!grid.chosen());
}

void WidgetsTest::pin_goes_into_the_pad_and_out_once() {
    PinPad pad;
    pad.show();
    QSignalSpy entered(&pad, &PinPad::entered);
    QTest::keyClicks(&pad, "12a34");
    QTest::keyClick(&pad, Qt::Key_Backspace);
    QCOMPARE(pad.size(), std::size_t{3});
    for (QPushButton* key : pad.findChildren<QPushButton*>()) {
        QVERIFY(key->width() >= 44 && key->height() >= 44);
        if (key->text() == "9") {
            QTest::mouseClick(key, Qt::LeftButton);
        }
    }
    QTest::keyClick(&pad, Qt::Key_Return);
    QCOMPARE(entered.size(), 1);
    const auto pin = pad.take();
    QVERIFY(pin);
    QCOMPARE(QByteArray(reinterpret_cast<const char*>(pin->bytes().data()), 4), QByteArray("1239"));
    QCOMPARE(pin->size(), std::size_t{4});
    QCOMPARE(pad.size(), std::size_t{0});
    QCOMPARE(pad.take()->size(), std::size_t{0});
    QTest::keyClicks(&pad, "12345678901234567890"); // no longer than a PIN can be
    QCOMPARE(pad.size(), std::size_t{12});
}

void WidgetsTest::hold_button_wants_to_be_held() {
    HoldButton button;
    button.show();
    QSignalSpy held(&button, &HoldButton::held);
    QTest::mouseClick(&button, Qt::LeftButton);
    QTest::keyClick(&button, Qt::Key_Space);
    QTest::keyClick(&button, Qt::Key_Return);
    QCOMPARE(held.size(), 0);
    QTest::mousePress(&button, Qt::LeftButton);
    QVERIFY(held.wait());
    QTest::mouseRelease(&button, Qt::LeftButton);
    QCOMPARE(held.size(), 1);
}

void WidgetsTest::scan_reaches_the_station_and_not_the_focus() {
    ScannerFilter filter(std::move(*ScanDecoder::create({})), nullptr);
    QStringList scans;
    connect(&filter, &ScannerFilter::scanned, this, [&](ByteView text) {
        scans << QString::fromLatin1(reinterpret_cast<const char*>(text.data()), static_cast<qsizetype>(text.size()));
    });
    QWidget window;
    QLineEdit line(&window);
    window.show();
    line.setFocus();
    QTest::keyClicks(&line, "0001-000000000001");
    QTest::keyClick(&line, Qt::Key_Return);
    QCOMPARE(scans, QStringList("0001-000000000001"));
    QVERIFY(line.text().isEmpty());
    // What a person types comes through, a moment later.
    QTest::keyClick(&line, Qt::Key_X);
    QTRY_COMPARE(line.text(), QString("x"));
    QCOMPARE(scans.size(), 1);
}

void WidgetsTest::enter_presses_nothing() {
    ScannerFilter filter(std::move(*ScanDecoder::create({})), nullptr);
    QWidget window;
    QPushButton button("Start", &window);
    button.setAutoDefault(true); // which Enter would press otherwise
    window.show();
    button.setFocus();
    QSignalSpy pressed(&button, &QPushButton::clicked);
    QTest::keyClick(&button, Qt::Key_Return);
    QTest::keyClick(&button, Qt::Key_Enter);
    QTest::keyClicks(&button, "0001-000000000001");
    QTest::keyClick(&button, Qt::Key_Return);
    QCOMPARE(pressed.size(), 0);
    QTest::keyClick(&button, Qt::Key_Space);
    QCOMPARE(pressed.size(), 1);
}

QTEST_MAIN(WidgetsTest)
#include "widgets_test.moc"
