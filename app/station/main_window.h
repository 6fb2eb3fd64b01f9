// MainWindow: strip, notices, pages; where scans go; the question when somebody closes it over units in work.
// Threads: the GUI's.
#pragma once

#include "app/station/languages.h"
#include "app/station/pages/approvals_page.h"
#include "app/station/pages/history_page.h"
#include "app/station/pages/notices.h"
#include "app/station/pages/orders_page.h"
#include "app/station/pages/qa_page.h"
#include "app/station/pages/run_page.h"
#include "app/station/pages/setup_page.h"
#include "app/station/scanner_filter.h"
#include "app/station/sounds.h"
#include "app/station/tiles/strip.h"

#include <QButtonGroup>
#include <QMainWindow>
#include <QStackedWidget>

namespace keyline::station {

class MainWindow final : public QMainWindow {
    Q_OBJECT

  public:
    MainWindow(Desk& desk, Looks& looks, Languages& languages, QWidget* parent = nullptr);

    RunPage& run_page() { return *run_page_; }
    static constexpr double font_points = 11.5; // read at arm's length
    enum class Page { lanes, orders, history, qa, approvals, setup };
    static constexpr int page_count = 6;
    void open_page(Page page);
    HistoryPage& history_page() { return *history_page_; }
    QaPage& qa_page() { return *qa_page_; }
    ApprovalsPage& approvals_page() { return *approvals_page_; }
    SetupPage& setup_page() { return *setup_page_; }
    Notices& notices() { return *notices_; }
    Strip& strip() { return *strip_; }
    Sounds& sounds() { return sounds_; }
    // As if somebody had pressed "Finish and close".
    void finish_and_close();
    // Keys of the scanner; the station's own, as soon as its station.toml is read.
    void use_scanner(app::ScannerSetup setup);

  protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void connect_desk();
    void scanned(ByteView text);
    void add_page(QWidget* page, Qt::Key key);
    void translate();
    void paint();
    void show_state();
    void name_pages();
    bool may_open(Page page);
    void ask_to_close();
    void count_units_to_finish();
    void lock_when_idle();

    Desk& desk_;
    Looks& looks_;
    Sounds sounds_;
    Strip* strip_;
    Notices* notices_;
    QStackedWidget* pages_;
    QWidget* rail_;
    QButtonGroup* rail_buttons_;
    RunPage* run_page_;
    HistoryPage* history_page_;
    QaPage* qa_page_;
    ApprovalsPage* approvals_page_;
    SetupPage* setup_page_;
    QPushButton* log_out_;
    QWidget* closing_;
    QLabel* closing_text_;
    QPushButton* close_;
    QPushButton* stay_;
    std::unique_ptr<ScannerFilter> scanner_;
    bool returns_to_setup_ = false; // when the station is there again
    QTimer idle_;
    bool closes_ = false; // as soon as no unit is in work
};

} // namespace keyline::station
