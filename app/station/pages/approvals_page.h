// ApprovalsPage: what waits for a second person; of the chosen one all that it does, and why; approved with a one-time
// code, or refused. Threads: the GUI's.
#pragma once

#include "app/station/models/desk.h"
#include "app/station/tiles/hold_button.h"
#include "app/station/tiles/pin_pad.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>

namespace keyline::station {

class ApprovalsPage final : public QWidget {
    Q_OBJECT

  public:
    ApprovalsPage(Desk& desk, QWidget* parent);

    PinPad& pad() { return *pad_; }
    QTableWidget& table() { return *table_; }

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void translate();
    void show_list();
    void show_request();
    void approve();
    QString told_of(const Request& request) const;

    Desk& desk_;
    RequestsControl& control_;
    QTableWidget* table_;
    QLabel* told_;
    QLabel* asked_;
    PinPad* pad_;
    HoldButton* approve_;
    QLineEdit* reason_;
    HoldButton* refuse_;
};

} // namespace keyline::station
