// Sounds: short, and told apart by number: one for what is well, two for a refusal, three for what needs a person.
// They can be off. Threads: the GUI's.
#pragma once

#include <QObject>
#include <QTimer>

namespace keyline::station {

class Sounds final : public QObject {
    Q_OBJECT

  public:
    using QObject::QObject;

    void set_on(bool on) { is_on_ = on; }
    void accepted() { play(1); }
    void refused() { play(2); }
    void alarm() { play(3); }
    int played() const { return played_; } // how often since the start

  private:
    void play(int times);
    void next();

    bool is_on_ = true;
    int left_ = 0;
    int played_ = 0;
};

} // namespace keyline::station
