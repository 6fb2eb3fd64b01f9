// What stands beside the lanes: the wait for the key service, the log-in, the order at work, the reason for a decision.
// Never a window of its own: other lanes go on. Threads: the GUI's.
#pragma once

#include "app/station/models/decision.h"
#include "app/station/models/desk.h"
#include "app/station/theme.h"
#include "app/station/tiles/hold_button.h"
#include "app/station/tiles/pin_pad.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>

namespace keyline::station {

// The wait for station and key service: says what for, how long, and what is wrong.
class ConnectPanel final : public QWidget {
    Q_OBJECT

  public:
    ConnectPanel(Desk& desk, QWidget* parent);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void show_state();

    Desk& desk_;
    QLabel* what_;
    QLabel* waited_;
    QLabel* trouble_;
    QPushButton* again_;
    QTimer second_;
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

// Badge by scanner or by keypad, then the PIN.
class LoginPanel final : public QWidget {
    Q_OBJECT

  public:
    LoginPanel(Desk& desk, QWidget* parent);

    void badge(ByteView scanned); // by the scanner
    PinPad& pad() { return *pad_; }

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void translate();
    void entered();
    void show_state();

    Desk& desk_;
    std::optional<SecretBytes> badge_; // none: it is asked for first
    std::optional<Error> refused_;
    QLabel* title_;
    QLabel* asked_;
    QLabel* told_;
    PinPad* pad_;
    QPushButton* over_;
};

// The order at work, or the choice of one; the shift.
class OrderPanel final : public QWidget {
    Q_OBJECT

  public:
    OrderPanel(Desk& desk, const Looks& looks, QWidget* parent);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void translate();
    void show_orders();
    void show_figures();
    void show_state();
    const WorkOrder* chosen_order() const; // null: none

    Desk& desk_;
    const Looks& looks_;
    QComboBox* orders_;
    QLabel* product_;
    QLabel* count_;
    QProgressBar* progress_;
    QLabel* yield_;
    QLabel* yield_name_;
    QLabel* rate_;
    QLabel* rate_name_;
    QLabel* hint_;
    QPushButton* start_;
    QPushButton* stop_;
    QTimer second_;
};

// Why? Asked for each decision about a unit; it names lane, number and effect, takes a one-time code where one is
// needed, and is held to confirm.
class DecisionPanel final : public QWidget {
    Q_OBJECT

  public:
    DecisionPanel(Desk& desk, QWidget* parent);

    void ask(Decision decision, std::optional<unsigned> lane, const SerialNumber& serial);
    PinPad& pad() { return *pad_; }
    QLineEdit& note() { return *note_; }

  signals:
    void over();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void translate();
    void make_causes();
    void confirm();
    void leave();
    QString effect() const;
    QString held_text() const;

    Desk& desk_;
    std::optional<SerialNumber> serial_;
    Decision decision_ = Decision::quarantine;
    std::optional<unsigned> lane_;
    QLabel* what_;
    QComboBox* causes_;
    QLineEdit* note_;
    QLabel* asked_;
    PinPad* pad_;
    HoldButton* confirm_;
    QPushButton* back_;
};

} // namespace keyline::station
