// HistoryPage: the station's record: of a unit (scan its label), of an order, up to a day. Threads: the GUI's.
#pragma once

#include "app/station/models/desk.h"
#include "app/station/models/history_model.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

namespace keyline::station {

class HistoryPage final : public QWidget {
    Q_OBJECT

  public:
    HistoryPage(Desk& desk, QWidget* parent);

    void scanned(const QString& label);
    void ask(); // anew, for what the fields say
    HistoryModel& model() { return model_; }

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void translate();
    void show_orders();

    Desk& desk_;
    HistoryModel model_;
    QLineEdit* serial_;
    QComboBox* orders_;
    QLineEdit* day_;
    QPushButton* search_;
    QLabel* count_;
    QTableView* table_;
};

} // namespace keyline::station
