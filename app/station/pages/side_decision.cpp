#include "app/station/models/words.h"
#include "app/station/pages/side_panels.h"
#include "provisioning/ports/administration.h"

#include <QBoxLayout>
#include <QEvent>

namespace keyline::station {

namespace {
constexpr int button_pixels_min = 56;
constexpr int note_characters_max = 200;
} // namespace

DecisionPanel::DecisionPanel(Desk& desk, QWidget* parent)
    : QWidget(parent), desk_(desk), what_(new QLabel(this)), causes_(new QComboBox(this)), note_(new QLineEdit(this)),
      asked_(new QLabel(this)), pad_(new PinPad(this)), confirm_(new HoldButton(this)), back_(new QPushButton(this)) {
    what_->setWordWrap(true);
    what_->setTextFormat(Qt::PlainText);
    QFont font = what_->font();
    font.setBold(true);
    what_->setFont(font);
    note_->setMaxLength(note_characters_max);
    for (QWidget* widget : std::initializer_list<QWidget*>{causes_, note_, confirm_, back_}) {
        widget->setMinimumHeight(button_pixels_min);
    }
    causes_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    back_->setAutoDefault(false);
    auto* column = new QVBoxLayout(this);
    for (QWidget* widget : std::initializer_list<QWidget*>{what_, causes_, note_}) {
        column->addWidget(widget);
    }
    column->addStretch();
    for (QWidget* widget : std::initializer_list<QWidget*>{asked_, pad_, confirm_, back_}) {
        column->addWidget(widget);
    }
    connect(back_, &QPushButton::clicked, this, &DecisionPanel::leave);
    connect(confirm_, &HoldButton::held, this, &DecisionPanel::confirm);
    translate();
}

void DecisionPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        translate();
    }
    QWidget::changeEvent(event);
}

void DecisionPanel::ask(Decision decision, std::optional<unsigned> lane, const SerialNumber& serial) {
    decision_ = decision;
    lane_ = lane;
    serial_ = serial;
    note_->clear();
    pad_->clear();
    translate();
    causes_->setCurrentIndex(-1);                            // nobody's choice goes on record
    pad_->isHidden() ? back_->setFocus() : pad_->setFocus(); // a code is typed at once; back is the safe one
}

void DecisionPanel::leave() {
    pad_->clear();
    serial_.reset();
    emit over();
}

// It names lane, number and effect.
QString DecisionPanel::effect() const {
    switch (decision_) {
    case Decision::quarantine:
        return tr("Hold this unit until QA has looked at it.");
    case Decision::rework:
        return tr("Let this unit be tried again.");
    case Decision::release:
        return tr("Let this unit out of quarantine.");
    case Decision::scrap:
        return tr("Take this unit out for good: its number is used up.");
    case Decision::rekey:
        return tr("Give up this unit's key: it gets a new one.");
    case Decision::reprint:
        return tr("Print this unit's label once more.");
    }
    return {};
}

QString DecisionPanel::held_text() const {
    switch (decision_) {
    case Decision::quarantine:
        return tr("Hold: quarantine");
    case Decision::rework:
        return tr("Hold: rework");
    case Decision::release:
        return tr("Hold: release");
    case Decision::scrap:
        return tr("Hold: scrap");
    case Decision::rekey:
        return tr("Hold: new key");
    case Decision::reprint:
        return tr("Hold: print");
    }
    return {};
}

// On record a cause is its code and English, whoever chose it in whatever language: auditors count them.
void DecisionPanel::make_causes() {
    const int chosen = causes_->currentIndex();
    causes_->clear();
    const auto add = [&](const QString& shown, const char* code) { causes_->addItem(shown, code); };
    if (decision_ == Decision::reprint) {
        add(tr("Smeared or torn"), "smeared");
        add(tr("Lost"), "lost");
        add(tr("Another reason"), "other");
    } else {
        add(tr("Bad contact"), "contact");
        add(tr("Board damaged"), "board");
        add(tr("Housing damaged"), "housing");
        add(tr("Wrong label"), "label");
        add(tr("Came back"), "returned");
        add(tr("A mistake on the line"), "process");
        add(tr("For a trial"), "test");
        add(tr("Another reason"), "other");
    }
    causes_->setPlaceholderText(tr("Choose a reason"));
    causes_->setCurrentIndex(chosen < causes_->count() ? chosen : -1);
}

void DecisionPanel::translate() {
    const auto kind = action_of(decision_);
    const bool second_person = kind && rule_of(*kind).second_person == SecondPerson::approves;
    const QString serial = serial_ ? Words::serial(*serial_) : QString();
    QStringList told{lane_ ? tr("Lane %1, %2").arg(QString::number(*lane_), serial) : serial, effect()};
    if (second_person) {
        told << tr("A second person has to approve it.");
    }
    what_->setText(told.join('\n'));
    make_causes();
    causes_->setAccessibleName(tr("Reason"));
    note_->setPlaceholderText(tr("More about it"));
    note_->setAccessibleName(tr("More about it"));
    asked_->setText(tr("Your one-time code"));
    pad_->set_title(asked_->text());
    const bool code = kind && desk_.needs_code(*kind);
    asked_->setVisible(code);
    pad_->setVisible(code);
    confirm_->setText(held_text());
    back_->setText(tr("Back"));
}

void DecisionPanel::confirm() {
    const auto kind = action_of(decision_);
    const std::string cause = causes_->currentData().toString().toStdString();
    const std::string note = note_->text().trimmed().toStdString();
    if (cause.empty()) {
        causes_->setFocus();
        causes_->showPopup();
        return;
    }
    if (!serial_ || (cause == "other" && note.empty())) {
        note_->setFocus();
        return;
    }
    const std::string reason = note.empty() ? cause : cause + ": " + note;
    if (!kind) {
        desk_.print_label_again(*serial_, reason);
        leave();
        return;
    }
    std::optional<SecretBytes> code;
    if (desk_.needs_code(*kind)) {
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
    desk_.act({*kind, {{"serial", serial_->text()}, {"cause", cause}}, reason}, std::move(code));
    leave();
}

} // namespace keyline::station
