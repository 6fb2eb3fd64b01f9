#include "app/station/pages/qa_page.h"

#include "app/report/unit_words.h"
#include "app/station/models/words.h"
#include "app/station/pages/orders_page.h"
#include "app/station/tiles/shapes.h"

#include <QBoxLayout>
#include <QEvent>

namespace keyline::station {

namespace {

constexpr int field_pixels = 48;

// A verdict is shown as the outcome that it is most like: the shapes are learnt once.
Outcome outcome_like(Verdict verdict) {
    switch (verdict) {
    case Verdict::genuine:
        return Outcome::passed;
    case Verdict::altered:
    case Verdict::not_ours:
        return Outcome::failed;
    case Verdict::cannot_prove:
        return Outcome::aborted;
    case Verdict::clone_suspected:
        break;
    }
    return Outcome::quarantined;
}

// The screen's own word for it, else the report's.
QString name_of(const QaCheck& check) {
    const QString name = Words::check_name(check.name);
    return name == check.name ? report::in_reader_language(name) : name;
}

} // namespace

VerdictBanner::VerdictBanner(const Looks& looks, QWidget* parent) : QWidget(parent), looks_(looks) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&looks, &Looks::changed, this, qOverload<>(&QWidget::update));
}

void VerdictBanner::show_verdict(std::optional<Verdict> verdict) {
    verdict_ = verdict;
    setAccessibleName(verdict ? Words::verdict(*verdict) : QString());
    setVisible(verdict.has_value());
    update();
}

void VerdictBanner::paintEvent(QPaintEvent* /*event*/) {
    if (!verdict_) {
        return;
    }
    const Outcome like = outcome_like(*verdict_);
    const Paint& paint = looks_.theme().of(like);
    QPainter painter(this);
    painter.fillRect(rect(), paint.fill);
    const double size = height() * 0.7;
    const double margin = height() * 0.15;
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    draw_outcome(painter, {mirrored ? width() - margin - size : margin, margin, size, size}, like, paint);
    const QRectF place(mirrored ? margin : size + 2 * margin, 0, width() - size - 3 * margin, height());
    const QString word = Words::verdict(*verdict_);
    QFont font = this->font();
    font.setBold(true);
    painter.setFont(fitted(font, word, place.width(), place.height() * 0.5, 10));
    painter.setPen(paint.ink);
    painter.drawText(place, Qt::AlignVCenter | Qt::AlignAbsolute | (mirrored ? Qt::AlignRight : Qt::AlignLeft), word);
}

QaPage::QaPage(Desk& desk, const Looks& looks, QWidget* parent)
    : QWidget(parent), desk_(desk), lanes_(new QComboBox(this)), label_(new QLineEdit(this)),
      verify_(new QPushButton(this)), leave_(new QPushButton(this)), told_(new QLabel(this)),
      banner_(new VerdictBanner(looks, this)), checks_(new QTableWidget(0, 3, this)) {
    make_touchable(*checks_, 2);
    told_->setWordWrap(true);
    label_->setMaxLength(64);
    for (QWidget* field : std::initializer_list<QWidget*>{lanes_, label_, verify_, leave_}) {
        field->setMinimumHeight(field_pixels);
    }
    verify_->setAutoDefault(false);
    leave_->setAutoDefault(false);
    auto* fields = new QHBoxLayout;
    fields->addWidget(label_, 3);
    fields->addWidget(lanes_, 2);
    fields->addWidget(verify_);
    fields->addWidget(leave_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 6, 6, 6);
    column->addLayout(fields);
    column->addWidget(told_);
    column->addWidget(banner_);
    column->addWidget(checks_, 1);
    connect(verify_, &QPushButton::clicked, this, &QaPage::verify);
    connect(leave_, &QPushButton::clicked, &control_, &QaControl::leave);
    connect(&control_, &QaControl::changed, this, &QaPage::show_state);
    connect(&control_, &QaControl::failed, &desk, &Desk::trouble);
    connect(&desk.lanes(), &QAbstractItemModel::modelReset, this, &QaPage::show_lanes);
    translate();
}

void QaPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        translate();
    }
    QWidget::changeEvent(event);
}

void QaPage::translate() {
    label_->setPlaceholderText(tr("Scan the unit's label"));
    label_->setAccessibleName(tr("Serial number on the label"));
    lanes_->setAccessibleName(tr("Where the unit is"));
    verify_->setText(tr("Verify"));
    leave_->setText(tr("Do not wait"));
    checks_->setHorizontalHeaderLabels({tr("Check"), tr("Result"), tr("Evidence")});
    checks_->setAccessibleName(tr("Checks"));
    show_lanes();
    show_state();
}

void QaPage::show_lanes() {
    const int chosen = lanes_->currentIndex();
    lanes_->clear();
    lanes_->addItem(tr("Not at hand: records alone"), 0U);
    for (int row = 0; row < desk_.lanes().rowCount(); ++row) {
        const unsigned number = desk_.lanes().lane(row).number;
        lanes_->addItem(tr("In lane %1").arg(number), number);
    }
    lanes_->setCurrentIndex(std::max(chosen, 0));
}

void QaPage::scanned(const QString& label) {
    label_->setText(label.trimmed());
    verify();
}

void QaPage::verify() {
    if (control_.is_busy() || !desk_.station().station()) {
        return;
    }
    std::optional<SerialNumber> label;
    if (const QString text = label_->text().trimmed(); !text.isEmpty()) {
        const auto serial = SerialNumber::parse(text.toStdString());
        if (!serial) {
            emit desk_.trouble(serial.error());
            return;
        }
        label = *serial;
    }
    const unsigned lane = lanes_->currentData().toUInt();
    if (lane != 0) {
        control_.verify_at(desk_.station().station(), lane, label);
    } else if (label) {
        control_.verify_number(desk_.station().station(), *label);
    } else {
        label_->setFocus();
    }
}

void QaPage::show_state() {
    verify_->setVisible(!control_.is_busy());
    leave_->setVisible(control_.is_busy());
    const auto& report = control_.report();
    banner_->show_verdict(report ? std::optional(report->verdict) : std::nullopt);
    told_->setText(control_.is_busy() ? tr("The lock and the key service are asked; nothing is written to the lock …")
                   : report           ? tr("%1, chip %2; report signed by %3")
                                  .arg(Words::isolated(report->serial),
                                       Words::isolated(report->uid.isEmpty() ? QString(QChar(0x2013)) : report->uid),
                                       Words::isolated(report->signer))
                            : tr("Nothing is ever written to a unit that is verified."));
    const auto& checks = report ? report->checks : control_.seen();
    checks_->setRowCount(report || control_.is_busy() ? static_cast<int>(checks.size()) : 0);
    for (int row = 0; row < checks_->rowCount(); ++row) {
        const QaCheck& check = checks[static_cast<std::size_t>(row)];
        const QString evidence =
            check.json.isEmpty() ? Words::isolated(check.evidence) : report::evidence_of(check.json);
        checks_->setItem(row, 0, new QTableWidgetItem(name_of(check)));
        checks_->setItem(row, 1, new QTableWidgetItem(Words::check_result(check.result)));
        checks_->setItem(row, 2, new QTableWidgetItem(evidence));
    }
}

} // namespace keyline::station
