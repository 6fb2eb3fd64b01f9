// UnitPanel: one unit, at its lane or from the record: what it came to and why, and what can be done about it now. What
// may not be done is not offered. Threads: the GUI's.
#pragma once

#include "app/station/pages/side_panels.h"

#include <QStackedWidget>

namespace keyline::station {

class UnitPanel final : public QStackedWidget {
    Q_OBJECT

  public:
    UnitPanel(Desk& desk, QWidget* parent);

    void show_lane(const LaneState& lane);
    void show_unit(const SerialNumber& serial); // from the record
    DecisionPanel& decision() { return *decision_; }

  signals:
    void over();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void make_buttons();
    void translate();
    void show_state();
    void show_decisions();
    bool offers(Decision decision) const;
    const LaneState* lane() const; // as it is now

    Desk& desk_;
    std::optional<unsigned> lane_;
    std::optional<SerialNumber> serial_;
    QWidget* unit_;
    QLabel* title_;
    QLabel* told_;
    HoldButton* retry_;
    HoldButton* abort_;
    QPushButton* disarm_;
    QPushButton* stop_lane_;
    std::vector<std::pair<Decision, QPushButton*>> decisions_;
    QPushButton* back_;
    DecisionPanel* decision_;
};

} // namespace keyline::station
