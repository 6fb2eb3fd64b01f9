#include "app/station/pages/approvals_page.h"

#include "app/station/models/words.h"
#include "app/station/pages/orders_page.h"
#include "app/station/pages/scrolled.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QEvent>
#include <QLocale>
#include <QSignalBlocker>

namespace keyline::station {

namespace {

constexpr int side_pixels = 360;
constexpr int button_pixels_min = 56;
constexpr int reason_characters_max = 200;

QString isolated(const std::string& text) {
    return Words::isolated(QString::fromStdString(text));
}

QString time_of(std::int64_t unix_s) {
    return QLocale().toString(QDateTime::fromSecsSinceEpoch(unix_s), QLocale::ShortFormat);
}

} // namespace

ApprovalsPage::ApprovalsPage(Desk& desk, QWidget* parent)
    : QWidget(parent), desk_(desk), control_(desk.requests()), table_(new QTableWidget(0, 4, this)),
      told_(new QLabel(this)), asked_(new QLabel(this)), pad_(new PinPad(this)), approve_(new HoldButton(this)),
      reason_(new QLineEdit(this)), refuse_(new HoldButton(this)) {
    make_touchable(*table_, 1);
    for (QLabel* label : {told_, asked_}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    for (QWidget* widget : std::initializer_list<QWidget*>{approve_, reason_, refuse_}) {
        widget->setMinimumHeight(button_pixels_min);
    }
    reason_->setMaxLength(reason_characters_max);
    auto* side = new QVBoxLayout;
    side->addWidget(told_);
    side->addStretch();
    side->addWidget(asked_);
    side->addWidget(pad_);
    side->addWidget(approve_);
    side->addWidget(reason_);
    side->addWidget(refuse_);
    auto* panel = new QWidget(this);
    panel->setLayout(side);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(6, 6, 6, 6);
    row->addWidget(table_, 1);
    row->addWidget(scrolled(panel, side_pixels, this));
    connect(&control_, &RequestsControl::changed, this, [this] {
        show_list();
        show_request();
    });
    connect(&control_, &RequestsControl::failed, &desk, &Desk::trouble);
    connect(table_, &QTableWidget::currentCellChanged, this, [this](int line) {
        const auto& pending = control_.pending();
        if (line >= 0 && static_cast<std::size_t>(line) < pending.size()) {
            control_.show(pending[static_cast<std::size_t>(line)].number);
        }
    });
    connect(approve_, &HoldButton::held, this, &ApprovalsPage::approve);
    connect(refuse_, &HoldButton::held, this, [this] {
        const QString reason = reason_->text().trimmed();
        reason.isEmpty() ? reason_->setFocus() : control_.end(reason.toStdString());
    });
    translate();
}

void ApprovalsPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        translate();
    }
    QWidget::changeEvent(event);
}

void ApprovalsPage::translate() {
    table_->setHorizontalHeaderLabels({tr("Number"), tr("What"), tr("By"), tr("Since")});
    table_->setAccessibleName(tr("What waits for a second person"));
    asked_->setText(tr("Your one-time code"));
    pad_->set_title(asked_->text());
    approve_->setText(tr("Hold: approve"));
    reason_->setPlaceholderText(tr("Why not?"));
    reason_->setAccessibleName(reason_->placeholderText());
    show_list();
    show_request();
}

void ApprovalsPage::show_list() {
    const QSignalBlocker quiet(table_);
    const auto& pending = control_.pending();
    table_->setRowCount(static_cast<int>(pending.size()));
    int chosen = -1;
    for (int row = 0; row < table_->rowCount(); ++row) {
        const Request& request = pending[static_cast<std::size_t>(row)];
        const std::string serial(request.action.arg("serial"));
        const QString what = Words::action(request.action.kind) + (serial.empty() ? QString() : " " + isolated(serial));
        table_->setItem(row, 0, new QTableWidgetItem(QLocale().toString(request.number)));
        table_->setItem(row, 1, new QTableWidgetItem(what));
        table_->setItem(row, 2, new QTableWidgetItem(isolated(request.author.text())));
        table_->setItem(row, 3, new QTableWidgetItem(time_of(request.made_unix_s)));
        chosen = control_.shown() && control_.shown()->number == request.number ? row : chosen;
    }
    table_->setCurrentCell(chosen, 0);
}

// All that a second person must know before they agree.
QString ApprovalsPage::told_of(const Request& request) const {
    QStringList lines{tr("Request %1: %2").arg(QLocale().toString(request.number), Words::action(request.action.kind))};
    for (const auto& [name, value] : request.action.args) {
        lines << Words::argument(name) + ": " + isolated(value);
    }
    lines << tr("Reason: %1").arg(isolated(request.action.reason));
    lines << tr("Asked by %1 at %2").arg(isolated(request.author.text()), isolated(request.station.text()));
    lines << tr("Void after %1").arg(time_of(request.expires_unix_s));
    for (const auto& [name, value] : request.look) {
        lines << tr("It comes to: %1").arg(isolated(name + " " + value));
    }
    return lines.join('\n');
}

void ApprovalsPage::show_request() {
    const auto& shown = control_.shown();
    const bool approves = control_.may_approve() && !control_.is_busy();
    told_->setText(shown                        ? told_of(*shown)
                   : control_.is_busy()         ? tr("Asking the key service …")
                   : control_.pending().empty() ? tr("Nothing waits for a second person.")
                                                : tr("Choose a request."));
    const bool code = approves && desk_.station().people_required();
    asked_->setVisible(code);
    pad_->setVisible(code);
    approve_->setVisible(approves);
    const bool may_end = shown && (approves || control_.is_own()) && !control_.is_busy();
    reason_->setVisible(may_end);
    refuse_->setVisible(may_end);
    refuse_->setText(control_.is_own() ? tr("Hold: withdraw") : tr("Hold: refuse"));
    if (!shown) {
        reason_->clear();
        pad_->clear();
    }
}

void ApprovalsPage::approve() {
    std::optional<SecretBytes> code;
    if (desk_.station().people_required()) {
        if (pad_->size() != one_time_code_digits) {
            pad_->setFocus();
            emit desk_.trouble({ErrorCode::code_missing, {}, {}, {}});
            return;
        }
        auto typed = pad_->take();
        if (!typed) {
            emit desk_.trouble(typed.error());
            return;
        }
        code = std::move(*typed);
    }
    control_.approve(std::move(code));
}

} // namespace keyline::station
