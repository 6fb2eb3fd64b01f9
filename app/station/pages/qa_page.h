// QaPage: a unit that came back: is it the one that we made, and is it intact? Its checks, one by one, and the verdict
// with its shape. Threads: the GUI's.
#pragma once

#include "app/station/models/desk.h"
#include "app/station/models/qa_control.h"
#include "app/station/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>

namespace keyline::station {

// The verdict, as far as it reads.
class VerdictBanner final : public QWidget {
    Q_OBJECT

  public:
    VerdictBanner(const Looks& looks, QWidget* parent);
    void show_verdict(std::optional<Verdict> verdict);
    QSize sizeHint() const override { return {400, 96}; }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    const Looks& looks_;
    std::optional<Verdict> verdict_;
};

class QaPage final : public QWidget {
    Q_OBJECT

  public:
    QaPage(Desk& desk, const Looks& looks, QWidget* parent);

    void scanned(const QString& label);
    QaControl& control() { return control_; }

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void translate();
    void show_lanes();
    void show_state();
    void verify();

    Desk& desk_;
    QaControl control_;
    QComboBox* lanes_;
    QLineEdit* label_;
    QPushButton* verify_;
    QPushButton* leave_;
    QLabel* told_;
    VerdictBanner* banner_;
    QTableWidget* checks_;
};

} // namespace keyline::station
