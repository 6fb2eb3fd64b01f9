// HistoryPage: the station's record: of a unit (scan its label), of an order, up to a day, with what can be decided
// about the unit that is chosen; or what a stretch of it says about production, as plots. Threads: the GUI's.
#pragma once

#include "app/station/models/desk.h"
#include "app/station/models/history_model.h"
#include "app/station/models/statistics_control.h"
#include "app/station/pages/unit_panel.h"
#include "app/station/tiles/plot_view.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTableView>

namespace keyline::station {

class HistoryPage final : public QWidget {
    Q_OBJECT

  public:
    enum class Shows { entries, shift, day, all }; // as the choice has them

    HistoryPage(Desk& desk, const Looks& looks, QWidget* parent);

    void scanned(const QString& label);
    void ask(); // anew, for what the fields say
    void choose(Shows what);
    HistoryModel& model() { return model_; }
    StatisticsControl& statistics() { return statistics_; }
    UnitPanel& unit() { return *unit_; }

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void connect_fields();
    void translate();
    void show_orders();
    void show_choices();
    void show_unit(const std::optional<SerialNumber>& serial);
    void ask_entries(const std::optional<OrderId>& order);
    Shows shows() const { return static_cast<Shows>(shows_->currentIndex()); }

    Desk& desk_;
    HistoryModel model_;
    StatisticsControl statistics_;
    QComboBox* shows_;
    QLineEdit* serial_;
    QComboBox* orders_;
    QLineEdit* day_;
    QPushButton* search_;
    QLabel* count_;
    QStackedWidget* stack_;
    QTableView* table_;
    PlotView* plot_;
    UnitPanel* unit_;
    QScrollArea* side_ = nullptr; // with it
};

} // namespace keyline::station
