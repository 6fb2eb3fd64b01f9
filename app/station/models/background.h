// Background: calls that may take their time, one after another in a thread of its own; what came of each is handed to
// the thread of this object. Destroyed: what has not begun is forgotten, what is under way is waited for, nobody is
// told. Threads: run() from the object's own.
#pragma once

#include <QObject>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace keyline::station {

class Background final : public QObject {
    Q_OBJECT

  public:
    explicit Background(QObject* parent = nullptr);
    ~Background() override;

    template <class Work, class Done>
    void run(Work work, Done done) {
        add([this, work = std::make_shared<Work>(std::move(work)), done = std::make_shared<Done>(std::move(done))] {
            auto result = std::make_shared<decltype((*work)())>((*work)());
            QMetaObject::invokeMethod(
                this, [result, done] { (*done)(std::move(*result)); }, Qt::QueuedConnection);
        });
    }
    bool is_busy() const;

  private:
    void add(std::function<void()> call);
    void work(const std::stop_token& stop);

    mutable std::mutex mutex_;
    std::condition_variable_any more_;
    std::deque<std::function<void()>> waiting_;
    bool working_ = false;
    std::jthread thread_; // the last member: it uses all others
};

} // namespace keyline::station
