// PinPad: a keypad of our own for what nobody may see. What is typed, by finger or by key, goes into locked memory and
// nowhere else; shown are dots. Threads: the GUI's.
#pragma once

#include "provisioning/secret_bytes.h"

#include <QLabel>
#include <QPushButton>
#include <QWidget>
#include <optional>

namespace keyline::station {

class PinPad final : public QWidget {
    Q_OBJECT

  public:
    explicit PinPad(QWidget* parent = nullptr);

    std::size_t size() const { return size_; }
    // What was typed; the pad is empty then. memory_not_locked.
    Result<SecretBytes> take();
    void clear();
    void set_title(const QString& title);

  signals:
    void changed();
    void entered(); // the pad's own key for it, or Enter

  protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void add(char digit);
    void remove();
    void show_dots();
    void translate();

    std::optional<SecretBytes> typed_; // none: the system refuses to lock memory
    std::size_t size_ = 0;
    QLabel* dots_;
    QPushButton* remove_;
    QPushButton* enter_;
};

} // namespace keyline::station
