// The operator's screen with the real core, keyd and simulated locks, as a test's hands and eyes have it.
#pragma once

#include "app/station/main_window.h"
#include "app/station/models/words.h"
#include "tests/support/people_station.h"

#include <QApplication>
#include <QComboBox>
#include <QSignalSpy>

namespace keyline::test {

using namespace keyline::station;

inline constexpr int wait_ms_max = 20'000;

#define WAIT_FOR(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, wait_ms_max)

// A station's screen, as an operator has it before them.
class Screen {
  public:
    explicit Screen(const QString& station)
        : desk(station.toStdString()), looks("light"), window(desk, looks, languages) {
        window.resize(1280, 800);
        window.show();
        QObject::connect(&desk, &Desk::trouble, &window,
                         [](const Error& error) { qInfo("trouble: %s", qPrintable(Words::error(error).what)); });
        desk.station().open();
    }
    // As a hand does, digit by digit.
    static bool type(PinPad& pad, const QByteArray& digits) {
        for (const char digit : digits.trimmed()) {
            pad.setFocus();
            const std::size_t before = pad.size();
            QTest::keyClick(&pad, digit);
            if (!QTest::qWaitFor([&] { return pad.size() == before + 1; }, wait_ms_max)) {
                return false;
            }
        }
        return true;
    }
    // True: the session is this person's.
    bool log_in(const Member& who, const QString& name) {
        PinPad& pad = window.run_page().login().pad();
        scan(who.badge);
        return type(pad, who.pin) && (QTest::keyClick(&pad, Qt::Key_Return), true) &&
               QTest::qWaitFor([&] { return is(StationControl::State::ready); }, wait_ms_max) &&
               desk.station().person() == name;
    }
    bool is(StationControl::State state) { return desk.station().state() == state; }
    const LaneState& lane(unsigned number) { return *desk.lanes().find(number); }
    bool shows(unsigned number, Outcome outcome) {
        return lane(number).shows_result() && lane(number).result->outcome == outcome;
    }
    // As a scanner types, whatever has the focus.
    void scan(const QString& text) {
        QWidget* focus = QApplication::focusWidget();
        QWidget* to = focus != nullptr ? focus : &window;
        QTest::keyClicks(to, text);
        QTest::keyClick(to, Qt::Key_Return);
    }
    QPushButton* button(const QString& text) {
        for (QPushButton* one : window.findChildren<QPushButton*>()) {
            if (one->text() == text && one->isVisible()) {
                return one;
            }
        }
        return nullptr;
    }
    bool press(const QString& text) {
        QPushButton* one = button(text);
        if (one == nullptr || !one->isEnabled()) {
            return false;
        }
        one->setFocus();
        QTest::keyClick(one, Qt::Key_Space);
        return true;
    }
    // Of the decision that is being asked for.
    bool give_cause(const QString& code) {
        for (QComboBox* one : window.findChildren<QComboBox*>()) {
            if (one->accessibleName() == "Reason" && one->isVisible()) {
                one->setCurrentIndex(one->findData(code));
                return one->currentIndex() >= 0;
            }
        }
        return false;
    }
    bool hold(const QString& text) {
        auto* one = qobject_cast<HoldButton*>(button(text));
        if (one == nullptr) {
            return false;
        }
        QSignalSpy held(one, &HoldButton::held);
        QTest::mousePress(one, Qt::LeftButton);
        const bool was_held = held.wait();
        QTest::mouseRelease(one, Qt::LeftButton);
        return was_held;
    }

    Desk desk;
    Looks looks;
    Languages languages;
    MainWindow window;
};

class Bench : public DemoStation {
  public:
    explicit Bench(int lanes, const QStringList& options) : DemoStation(lanes, options) {
        if (init().exit_code != 0) {
            qFatal("no station");
        }
    }
    // The simulator's operator: "take 1", "insert 1".
    bool hand(const QString& command) {
        return QProcess::execute(program("keyline-locksim"), {"--dir", path("sim"), "--tell", command}) == 0;
    }
    QJsonObject last_about(const QString& serial) {
        return keyline({"audit", "show", serial}).lines.last()["entry"].toObject();
    }
};

} // namespace keyline::test
