#include "app/station/pages/setup_page.h"

#include "app/lane_places.h"
#include "app/lane_test.h"
#include "app/station/models/words.h"
#include "app/station/pages/orders_page.h"
#include "app/station_profile.h"

#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLocale>

namespace keyline::station {

namespace {
constexpr int field_pixels = 48;
constexpr int minutes_max = 120;
} // namespace

SetupPage::SetupPage(Desk& desk, Looks& looks, Languages& languages, QWidget* parent)
    : QWidget(parent), desk_(desk), looks_(looks), languages_(languages), language_(new QComboBox(this)),
      theme_(new QComboBox(this)), numbers_(new QComboBox(this)), profiles_(new QComboBox(this)),
      profile_(new QLabel(this)), sounds_(new QCheckBox(this)), target_(new QSpinBox(this)),
      lock_after_(new QSpinBox(this)), scanner_(new QLabel(this)), lanes_(new QTableWidget(0, 3, this)),
      test_(new QPushButton(this)), links_(new QComboBox(this)), places_(new QComboBox(this)),
      assign_(new QPushButton(this)), remove_(new HoldButton(this)) {
    auto* form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    for (QWidget* field : std::initializer_list<QWidget*>{language_, theme_, numbers_, sounds_, target_, lock_after_}) {
        field->setMinimumHeight(field_pixels);
        names_ << new QLabel(this);
        names_.last()->setBuddy(field);
        form->addRow(names_.last(), field);
    }
    names_ << new QLabel(this);
    names_.last()->setBuddy(profiles_);
    profiles_->setMinimumHeight(field_pixels);
    profile_->setWordWrap(true);
    profile_->setTextFormat(Qt::PlainText);
    form->addRow(names_.last(), profiles_);
    form->addRow(profile_);
    target_->setRange(0, Preferences::target_per_hour_max);
    lock_after_->setRange(0, minutes_max);
    for (QWidget* widget : std::initializer_list<QWidget*>{test_, links_, places_, assign_, remove_}) {
        widget->setMinimumHeight(field_pixels);
    }
    test_->setAutoDefault(false);
    assign_->setAutoDefault(false);
    constexpr int place_pixels = 150;
    places_->setMinimumWidth(place_pixels);
    links_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    scanner_->setWordWrap(true);
    scanner_->setTextFormat(Qt::PlainText);
    scanner_->setFrameShape(QFrame::StyledPanel);
    scanner_->setMargin(10);
    make_touchable(*lanes_, 2);
    auto* right = new QVBoxLayout;
    right->addWidget(scanner_);
    right->addWidget(lanes_, 1);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(test_);
    buttons->addStretch();
    buttons->addWidget(remove_);
    right->addLayout(buttons);
    auto* found = new QHBoxLayout;
    found->addWidget(links_, 1);
    found->addWidget(places_);
    found->addWidget(assign_);
    right->addLayout(found);
    auto* row = new QHBoxLayout(this);
    row->addLayout(form, 2);
    row->addLayout(right, 3);
    make_choices();
    connect(test_, &QPushButton::clicked, this, &SetupPage::test_lanes);
    connect(assign_, &QPushButton::clicked, this, [this] {
        change_lanes([number = places_->currentData().toUInt(), link = links_->currentText().toStdString()](
                         app::Station& station) { return app::assign_lane(station, number, link); });
    });
    connect(remove_, &HoldButton::held, this, [this] {
        const auto& lanes = desk_.station().station()->setup().lanes;
        const int chosen = lanes_->currentRow();
        if (chosen >= 0 && static_cast<std::size_t>(chosen) < lanes.size()) {
            change_lanes([number = lanes[static_cast<std::size_t>(chosen)].number](app::Station& station) {
                return app::remove_lane(station, number);
            });
        }
    });
    connect(&looks, &Looks::changed, this,
            [this] { theme_->setCurrentIndex(std::max(theme_->findData(looks_.theme().name), 0)); });
    connect(lanes_, &QTableWidget::currentCellChanged, this, &SetupPage::show_state);
    connect(&desk.run(), &RunControl::state_changed, this, &SetupPage::show_state);
    connect(&desk.lanes(), &QAbstractItemModel::modelReset, this, &SetupPage::show_lanes);
    translate();
}

void SetupPage::make_choices() {
    Preferences& set = desk_.preferences();
    for (const Language& language : Languages::all()) {
        language_->addItem(language.own_name, language.code);
    }
    language_->setCurrentIndex(std::max(language_->findData(languages_.current()), 0));
    sounds_->setChecked(set.sounds());
    target_->setValue(set.target_per_hour());
    lock_after_->setValue(set.lock_after_min());
    connect(language_, &QComboBox::activated, this, [this] {
        desk_.preferences().set_language(language_->currentData().toString());
        languages_.choose(language_->currentData().toString());
    });
    connect(theme_, &QComboBox::activated, this, [this] {
        desk_.preferences().set_theme(theme_->currentData().toString());
        looks_.choose(theme_->currentData().toString());
    });
    connect(numbers_, &QComboBox::activated, this,
            [this] { desk_.preferences().set_numbers_are_scanned(numbers_->currentData().toBool()); });
    connect(profiles_, &QComboBox::currentIndexChanged, this, &SetupPage::show_profile);
    connect(sounds_, &QCheckBox::toggled, &set, &Preferences::set_sounds);
    connect(target_, &QSpinBox::valueChanged, &set, &Preferences::set_target_per_hour);
    connect(lock_after_, &QSpinBox::valueChanged, &set, &Preferences::set_lock_after_min);
}

void SetupPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        translate();
    }
    QWidget::changeEvent(event);
}

void SetupPage::translate() {
    const QStringList names{tr("Language"), tr("Colours"),           tr("Serial numbers"),
                            tr("Sounds"),   tr("Target in an hour"), tr("Log out after rest"),
                            tr("Profile")};
    for (int i = 0; i < names.size(); ++i) {
        names_[i]->setText(names[i]);
        names_[i]->buddy()->setAccessibleName(names[i]);
    }
    language_->setCurrentIndex(std::max(language_->findData(languages_.current()), 0));
    theme_->clear();
    theme_->addItem(tr("Light"), "light");
    theme_->addItem(tr("Dark"), "dark");
    theme_->addItem(tr("High contrast"), "high-contrast");
    theme_->setCurrentIndex(std::max(theme_->findData(looks_.theme().name), 0));
    numbers_->clear();
    numbers_->addItem(tr("The order's next: a unit begins by itself"), false);
    numbers_->addItem(tr("Scanned: a label for each unit"), true);
    numbers_->setCurrentIndex(desk_.preferences().numbers_are_scanned() ? 1 : 0);
    sounds_->setText(tr("Sounds are on"));
    for (QSpinBox* number : {target_, lock_after_}) {
        number->setLocale(QLocale()); // a widget keeps the digits of the language that it was made in
    }
    target_->setSpecialValueText(tr("None"));
    lock_after_->setSpecialValueText(tr("Never"));
    lock_after_->setSuffix(tr(" min", "minutes, after a number"));
    scanner_->setText(tr("Scan anything: what the scanner sends is shown here."));
    lanes_->setHorizontalHeaderLabels({tr("Lane"), tr("Link"), tr("Test")});
    lanes_->setAccessibleName(tr("Lanes"));
    test_->setText(tr("Test all lanes"));
    links_->setAccessibleName(tr("Ports that no lane has"));
    places_->setAccessibleName(tr("Place"));
    assign_->setText(tr("Assign"));
    remove_->setText(tr("Hold: remove lane"));
    show_lanes();
}

void SetupPage::show_lanes() {
    if (!desk_.station().station()) {
        return;
    }
    const auto& lanes = desk_.station().station()->setup().lanes;
    lanes_->setRowCount(static_cast<int>(lanes.size()));
    for (int row = 0; row < lanes_->rowCount(); ++row) {
        const app::LaneSetup& lane = lanes[static_cast<std::size_t>(row)];
        lanes_->setItem(row, 0, new QTableWidgetItem(QString::number(lane.number)));
        lanes_->setItem(row, 1, new QTableWidgetItem(Words::isolated(QString::fromStdString(lane.link_text))));
        lanes_->setItem(row, 2, new QTableWidgetItem);
    }
    places_->clear();
    for (const unsigned place : app::free_places(desk_.station().station()->setup())) {
        places_->addItem(tr("Lane %1").arg(place), place);
    }
    show_state();
    show_profiles();
    look_for_links();
}

void SetupPage::show_profiles() {
    const QString before = profiles_->currentText();
    profiles_->clear();
    for (const ProfileName& name : app::profile_names(desk_.station().station()->setup())) {
        profiles_->addItem(QString::fromStdString(name.text()));
    }
    profiles_->setCurrentIndex(std::max(profiles_->findText(before), 0));
    show_profile();
}

// What its file says, or why it cannot be read.
void SetupPage::show_profile() {
    const auto name = ProfileName::parse(profiles_->currentText().toStdString());
    if (!name || !desk_.station().station()) {
        profile_->clear();
        return;
    }
    const auto profile = app::read_station_profile(desk_.station().station()->setup(), *name);
    if (!profile) {
        const Error& error = profile.error();
        profile_->setText(tr("Cannot be used, line %1: %2")
                              .arg(QString::fromStdString(std::string(error.arg("line"))),
                                   Words::isolated(QString::fromStdString(std::string(error.arg("reason"))))));
        return;
    }
    const QString type = QString::fromStdString(profile->product.device_type.text());
    profile_->setText(tr("Type %1, table of %2 bytes.")
                          .arg(Words::isolated(type), QLocale().toString(profile->product.table_size_bytes)) +
                      ' ' +
                      (profile->auto_start ? tr("A unit begins when it is put in.")
                                           : tr("A unit begins when its label is scanned.")));
}

void SetupPage::look_for_links() {
    tests_.run([station = desk_.station().station()] { return app::find_free_links(station->setup()); },
               [this](const Result<std::vector<std::string>>& links) {
                   links_->clear();
                   for (const std::string& link : links.value_or(std::vector<std::string>())) {
                       links_->addItem(QString::fromStdString(link));
                   }
                   if (links_->count() == 0) {
                       links_->addItem(tr("No other port is found"));
                   }
                   show_state();
               });
}

// Not while a run has the lanes; the station is opened anew, as it is set up now.
void SetupPage::change_lanes(std::function<Status(app::Station&)> change) {
    desk_.station().calls().run(
        [station = desk_.station().station(), change = std::move(change)] { return change(*station); },
        [this](const Status& changed) {
            if (!changed) {
                emit desk_.trouble(changed.error());
                return;
            }
            desk_.open_anew();
        });
}

void SetupPage::show_state() {
    const bool idle = !desk_.run().is_active();
    assign_->setEnabled(idle && places_->count() > 0 && links_->currentText().startsWith("serial:"));
    remove_->setEnabled(idle && lanes_->currentRow() >= 0);
}

void SetupPage::test_lanes() {
    if (!desk_.station().station()) {
        return;
    }
    show_lanes();
    test_->setEnabled(false);
    const auto& lanes = desk_.station().station()->setup().lanes;
    for (int row = 0; row < lanes_->rowCount(); ++row) {
        lanes_->item(row, 2)->setText(QString(QChar(0x2026)));
        tests_.run([station = desk_.station().station(),
                    lane = lanes[static_cast<std::size_t>(row)]] { return app::test_lane(*station, lane); },
                   [this, row, last = row + 1 == lanes_->rowCount()](Result<LockIdentity> lock) {
                       if (QTableWidgetItem* item = lanes_->item(row, 2)) {
                           item->setText(lock ? tr("A lock answers: chip %1")
                                                    .arg(Words::isolated(QString::fromStdString(lock->uid.text())))
                                         : lock.error().code == ErrorCode::lock_silent
                                             ? tr("The port is there; the place is empty")
                                             : Words::error(lock.error()).what);
                       }
                       test_->setEnabled(last);
                   });
    }
}

// Control characters by name: what is between the scanner and us is seen here.
void SetupPage::scanned(const QString& text) {
    QString shown;
    for (const QChar character : text) {
        shown += character.isPrint() ? QString(character)
                                     : QString("<%1>").arg(character.unicode(), 2, 16, QLatin1Char('0'));
    }
    scanner_->setText(
        tr("The scanner sent %n character(s): %1", nullptr, static_cast<int>(text.size())).arg(Words::isolated(shown)));
}

} // namespace keyline::station
