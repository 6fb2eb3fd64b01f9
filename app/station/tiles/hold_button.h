// HoldButton: for what cannot be undone: it acts when it was held down for a while, by finger or by the space bar; let
// go earlier, nothing happens. Threads: the GUI's.
#pragma once

#include <QPushButton>
#include <QTimer>

namespace keyline::station {

class HoldButton final : public QPushButton {
    Q_OBJECT

  public:
    static constexpr std::chrono::milliseconds hold_ms{1'000};

    explicit HoldButton(QWidget* parent = nullptr);

  signals:
    void held();

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void begin();
    void go_on();

    QTimer timer_;
    std::chrono::milliseconds done_{0};
};

} // namespace keyline::station
