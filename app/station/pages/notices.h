// Notices: what has to be said, in a bar that stops nobody: what happened, what to do, a code. The newest stands there
// until it is dismissed or time has passed for a short one. Threads: the GUI's.
#pragma once

#include "app/station/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QTimer>

namespace keyline::station {

class Notices final : public QFrame {
    Q_OBJECT

  public:
    static constexpr std::chrono::seconds short_s{6};

    Notices(const Looks& looks, QWidget* parent);

    void tell(const QString& text); // goes by itself
    void tell_until_dismissed(const QString& text);
    void tell_error(const Error& error); // stays
    QString text() const { return isHidden() ? QString() : text_->text(); }

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void show_text(const QString& text, bool error);
    void paint();

    const Looks& looks_;
    QLabel* text_;
    QPushButton* dismiss_;
    QTimer timer_;
    bool is_error_ = false;
};

} // namespace keyline::station
