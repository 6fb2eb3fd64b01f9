#include "app/station/main_window.h"

#include "app/station/models/words.h"

#include <QApplication>
#include <QBoxLayout>
#include <QCloseEvent>
#include <QLocale>
#include <QShortcut>

namespace keyline::station {

namespace {

constexpr int rail_button_pixels = 64;
constexpr int button_pixels_min = 48;
constexpr QSize smallest{800, 560};

QPushButton* plain_button(QWidget* parent) {
    auto* button = new QPushButton(parent);
    button->setMinimumHeight(button_pixels_min);
    button->setAutoDefault(false);
    return button;
}

} // namespace

MainWindow::MainWindow(Desk& desk, Looks& looks, Languages& languages, QWidget* parent)
    : QMainWindow(parent), desk_(desk), looks_(looks), strip_(new Strip(desk.strip(), looks, this)),
      notices_(new Notices(looks, this)), pages_(new QStackedWidget(this)), rail_(new QWidget(this)),
      rail_buttons_(new QButtonGroup(this)), run_page_(new RunPage(desk, looks, this)),
      history_page_(new HistoryPage(desk, looks, this)), qa_page_(new QaPage(desk, looks, this)),
      approvals_page_(new ApprovalsPage(desk, this)), setup_page_(new SetupPage(desk, looks, languages, this)),
      log_out_(plain_button(rail_)), closing_(new QWidget(this)), closing_text_(new QLabel(closing_)),
      close_(plain_button(closing_)), stay_(plain_button(closing_)) {
    auto* rail = new QVBoxLayout(rail_);
    rail->setContentsMargins(6, 6, 0, 6);
    add_page(run_page_, Qt::Key_F1);
    add_page(new OrdersPage(desk, this), Qt::Key_F2);
    add_page(history_page_, Qt::Key_F3);
    add_page(qa_page_, Qt::Key_F4);
    add_page(approvals_page_, Qt::Key_F5);
    add_page(setup_page_, Qt::Key_F6);
    rail->addStretch();
    rail->addWidget(log_out_);
    auto* question = new QHBoxLayout(closing_);
    closing_text_->setWordWrap(true);
    question->addWidget(closing_text_, 1);
    question->addWidget(stay_);
    question->addWidget(close_);
    closing_->hide();
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(rail_);
    middle->addWidget(pages_, 1);
    auto* all = new QWidget(this);
    auto* column = new QVBoxLayout(all);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(strip_);
    column->addWidget(closing_);
    column->addWidget(notices_);
    column->addLayout(middle, 1);
    setCentralWidget(all);
    setMinimumSize(smallest); // else it would grow with what it says, beyond the screen
    sounds_.set_on(desk.preferences().sounds());
    idle_.setSingleShot(true);
    connect_desk();
    use_scanner({});
    translate();
    paint();
    show_state();
}

void MainWindow::connect_desk() {
    connect(log_out_, &QPushButton::clicked, &desk_, &Desk::log_out);
    connect(close_, &QPushButton::clicked, this, &MainWindow::finish_and_close);
    connect(stay_, &QPushButton::clicked, this, [this] {
        closes_ = false;
        closing_->hide();
    });
    connect(&idle_, &QTimer::timeout, &desk_, &Desk::log_out);
    connect(&looks_, &Looks::changed, this, &MainWindow::paint);
    connect(&desk_.preferences(), &Preferences::changed, this,
            [this] { sounds_.set_on(desk_.preferences().sounds()); });
    connect(&desk_.station(), &StationControl::state_changed, this, &MainWindow::show_state);
    connect(&desk_, &Desk::trouble, this, [this](const Error& error) {
        notices_->tell_error(error);
        sounds_.alarm();
    });
    connect(&desk_, &Desk::interrupted, this, [this](const Interrupted& before) {
        notices_->tell_until_dismissed(Words::interrupted(before.outstanding));
    });
    connect(&desk_.lanes(), &QAbstractItemModel::dataChanged, this, [this] {
        if (closing_->isVisible()) {
            count_units_to_finish();
        }
    });
    connect(&desk_, &Desk::decided, this, [this](const QString& serial, bool waits) {
        notices_->tell(waits ? tr("%1: a second person has to approve it.").arg(Words::isolated(serial))
                             : tr("%1: done, and on record.").arg(Words::isolated(serial)));
    });
    connect(&desk_, &Desk::label_printed, this, [this](const QString& serial) {
        notices_->tell(tr("%1: its label is with the printer, and on record.").arg(Words::isolated(serial)));
    });
    connect(&desk_.requests(), &RequestsControl::changed, this, &MainWindow::name_pages);
    connect(&desk_.requests(), &RequestsControl::ended, this, [this](RequestNumber number, bool was_done) {
        const QString shown = QLocale().toString(static_cast<qulonglong>(number));
        notices_->tell(was_done ? tr("Request %1 is approved, and done.").arg(shown)
                                : tr("Request %1 is at an end; nothing was done.").arg(shown));
        desk_.refresh_orders();
    });
    connect(&desk_, &Desk::unit_ended, this, [this](unsigned /*lane*/, Outcome outcome) {
        outcome == Outcome::passed ? sounds_.accepted() : sounds_.alarm();
        lock_when_idle(); // somebody is at work here
    });
    connect(&desk_.run(), &RunControl::scan_accepted, this, [this](unsigned lane, const QString& serial) {
        sounds_.accepted();
        run_page_->grid().choose({});
        notices_->tell(tr("%1 is for lane %2: place the unit.").arg(Words::isolated(serial)).arg(lane));
    });
    connect(&desk_.run(), &RunControl::scan_refused, this, [this](const Error& reason) {
        sounds_.refused();
        notices_->tell_error(reason);
    });
    connect(&desk_.run(), &RunControl::state_changed, this, [this] {
        if (closes_ && !desk_.run().is_active()) {
            close();
        }
    });
}

void MainWindow::add_page(QWidget* page, Qt::Key key) {
    auto* button = new QPushButton(rail_);
    button->setCheckable(true);
    button->setAutoDefault(false);
    button->setMinimumSize(rail_button_pixels + 32, rail_button_pixels);
    const int index = pages_->addWidget(page);
    rail_buttons_->addButton(button, index);
    button->setChecked(index == 0);
    rail_->layout()->addWidget(button);
    connect(button, &QPushButton::clicked, this, [this, index] {
        pages_->setCurrentIndex(index);
        if (index == static_cast<int>(Page::orders)) {
            desk_.refresh_orders();
        } else if (pages_->currentWidget() == history_page_) {
            history_page_->ask();
        } else if (pages_->currentWidget() == approvals_page_) {
            desk_.requests().refresh();
        }
    });
    auto* shortcut = new QShortcut(key, this);
    connect(shortcut, &QShortcut::activated, button, &QPushButton::click);
}

void MainWindow::use_scanner(app::ScannerSetup setup) {
    auto decoder = ScanDecoder::create(std::move(setup));
    if (!decoder) {
        notices_->tell_error(decoder.error());
        return;
    }
    scanner_ = std::make_unique<ScannerFilter>(std::move(*decoder), nullptr);
    connect(scanner_.get(), &ScannerFilter::scanned, this, &MainWindow::scanned);
    connect(scanner_.get(), &ScannerFilter::touched, this, &MainWindow::lock_when_idle);
    connect(scanner_.get(), &ScannerFilter::broken, this, [this] {
        sounds_.refused();
        notices_->tell(tr("The scan was not whole. Scan again."));
    });
}

// A badge while somebody has to log in; a label otherwise.
void MainWindow::scanned(ByteView text) {
    if (desk_.station().state() == StationControl::State::logged_out) {
        run_page_->login().badge(text);
        return;
    }
    const QString label =
        QString::fromUtf8(reinterpret_cast<const char*>(text.data()), static_cast<qsizetype>(text.size()));
    switch (static_cast<Page>(pages_->currentIndex())) {
    case Page::history:
        history_page_->scanned(label);
        return;
    case Page::qa:
        qa_page_->scanned(label);
        return;
    case Page::setup:
        setup_page_->scanned(label);
        return;
    default:
        break;
    }
    if (desk_.run().armed_work() != nullptr) {
        desk_.run().scan(label, run_page_->grid().chosen());
        return;
    }
    sounds_.refused();
    notices_->tell(desk_.run().is_active() ? tr("Not taken: this run gives numbers by itself. Place the unit.")
                                           : tr("Not taken: start an order first."));
}

void MainWindow::open_page(Page page) {
    rail_buttons_->button(static_cast<int>(page))->click();
}

bool MainWindow::may_open(Page page) {
    if (page == Page::lanes) {
        return true;
    }
    const Roles roles = desk_.station().roles();
    const bool ready = desk_.station().state() == StationControl::State::ready;
    return ready && (page != Page::setup || roles.has(Role::supervisor)) &&
           (page != Page::qa || roles.has_one_of(rule_of(ActionKind::unit_verify).may_ask));
}

void MainWindow::lock_when_idle() {
    const int minutes = desk_.preferences().lock_after_min();
    if (desk_.station().state() == StationControl::State::ready && desk_.station().people_required() && minutes > 0) {
        idle_.start(std::chrono::minutes(minutes));
    }
}

void MainWindow::show_state() {
    const bool ready = desk_.station().state() == StationControl::State::ready;
    log_out_->setVisible(ready && desk_.station().people_required());
    for (int page = 0; page < page_count; ++page) {
        rail_buttons_->button(page)->setEnabled(may_open(static_cast<Page>(page)));
    }
    if (!ready) {
        idle_.stop();
        const bool in_setup = pages_->currentIndex() == static_cast<int>(Page::setup);
        returns_to_setup_ = returns_to_setup_ || (in_setup && !desk_.station().people_required());
        open_page(Page::lanes); // what others see
    } else {
        if (std::exchange(returns_to_setup_, false)) { // it had the station opened anew
            open_page(Page::setup);
        }
        lock_when_idle();
    }
    if (desk_.station().state() == StationControl::State::connecting && !desk_.station().trouble()) {
        use_scanner(desk_.station().station()->setup().scanner);
    }
}

void MainWindow::paint() {
    QApplication::setPalette(looks_.theme().palette);
    setPalette(looks_.theme().palette);
    setAutoFillBackground(true);
}

void MainWindow::translate() {
    setWindowTitle(tr("Keyline station"));
    name_pages();
    log_out_->setText(tr("Log out"));
    close_->setText(tr("Finish and close"));
    stay_->setText(tr("Keep working"));
    desk_.strip().translate();
}

void MainWindow::name_pages() {
    const auto waiting = desk_.requests().pending().size();
    const QString approvals =
        waiting == 0 ? tr("Approvals") : tr("Approvals") + "\n" + QLocale().toString(static_cast<qulonglong>(waiting));
    const QStringList names{tr("Lanes"), tr("Orders"), tr("History"), tr("QA"), approvals, tr("Setup")};
    for (QAbstractButton* button : rail_buttons_->buttons()) {
        button->setText(names.value(rail_buttons_->id(button)));
    }
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        translate();
    }
    QMainWindow::changeEvent(event);
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        run_page_->grid().choose({});
        notices_->hide();
        return;
    }
    QMainWindow::keyPressEvent(event);
}

void MainWindow::finish_and_close() {
    if (!desk_.run().is_active()) {
        close();
        return;
    }
    closes_ = true;
    desk_.run().stop();
    ask_to_close();
}

void MainWindow::count_units_to_finish() {
    const int units = static_cast<int>(desk_.lanes().units_in_work());
    closing_text_->setText(closes_ ? tr("%n unit(s) in work: the window closes when they are finished.", nullptr, units)
                                   : tr("%n unit(s) in work. Finish them and close?", nullptr, units));
}

void MainWindow::ask_to_close() {
    count_units_to_finish();
    close_->setVisible(!closes_);
    closing_->show();
    stay_->setFocus();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!desk_.run().is_active()) {
        desk_.log_out();
        event->accept();
        return;
    }
    event->ignore();
    ask_to_close();
}

} // namespace keyline::station
