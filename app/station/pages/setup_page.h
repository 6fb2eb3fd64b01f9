// SetupPage: what this screen is set to, what the scanner sends, whether each lane's adapter answers.
// Threads: the GUI's.
#pragma once

#include "app/station/languages.h"
#include "app/station/models/desk.h"
#include "app/station/theme.h"
#include "app/station/tiles/hold_button.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>

namespace keyline::station {

class SetupPage final : public QWidget {
    Q_OBJECT

  public:
    SetupPage(Desk& desk, Looks& looks, Languages& languages, QWidget* parent);

    void scanned(const QString& text);
    QString scanner_text() const { return scanner_->text(); }

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void translate();
    void make_choices();
    void show_lanes();
    void test_lanes();
    void look_for_links();
    void change_lanes(std::function<Status(app::Station&)> change);
    void show_profiles();
    void show_profile();
    void show_state();

    Desk& desk_;
    Looks& looks_;
    Languages& languages_;
    QComboBox* language_;
    QComboBox* theme_;
    QComboBox* numbers_;
    QComboBox* profiles_;
    QLabel* profile_; // what it says
    QCheckBox* sounds_;
    QSpinBox* target_;
    QSpinBox* lock_after_;
    QList<QLabel*> names_;
    QLabel* scanner_;
    QTableWidget* lanes_;
    QPushButton* test_;
    QComboBox* links_; // that no lane has
    QComboBox* places_;
    QPushButton* assign_;
    HoldButton* remove_;
    Background tests_;
};

} // namespace keyline::station
