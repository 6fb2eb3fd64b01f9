#include "hsm/service/worker_pool.h"

#include <QTest>
#include <atomic>
#include <latch>

using namespace keyline;
using namespace keyline::hsm;

namespace {

struct Outcome {
    std::atomic<unsigned> run = 0;
    std::atomic<unsigned> busy = 0;
    std::atomic<unsigned> unavailable = 0;
};

class TestJob final : public Job {
  public:
    TestJob(Outcome& outcome, std::function<void()> work) : outcome_(outcome), work_(std::move(work)) {}
    void run() override {
        work_();
        ++outcome_.run;
    }
    void refuse(const Error& error) override {
        ++(error.code == ErrorCode::key_service_busy ? outcome_.busy : outcome_.unavailable);
    }

  private:
    Outcome& outcome_;
    std::function<void()> work_;
};

} // namespace

class ServiceWorkerPoolTest : public QObject {
    Q_OBJECT

    static WorkerPool::Options options() {
        return {1, WorkerPool::call_ms_max_default, [] {}};
    }

  private slots:
    void a_full_queue_refuses_and_the_rest_is_done() {
        Outcome outcome;
        std::latch started(1);
        std::latch release(1);
        {
            WorkerPool pool(options());
            pool.submit(std::make_shared<TestJob>(outcome, [&] {
                started.count_down();
                release.wait();
            }));
            started.wait();
            for (std::size_t i = 0; i < WorkerPool::queued_jobs_max; ++i) {
                pool.submit(std::make_shared<TestJob>(outcome, [] {}));
            }
            QCOMPARE(outcome.busy.load(), 0U);
            pool.submit(std::make_shared<TestJob>(outcome, [] {}));
            QCOMPARE(outcome.busy.load(), 1U);
            release.count_down();
        }
        QCOMPARE(outcome.run.load(), unsigned(WorkerPool::queued_jobs_max) + 1);
    }

    void after_a_hang_everything_is_refused() {
        Outcome outcome;
        std::latch hung(1);
        std::latch release(1);
        {
            auto hanging = options();
            hanging.call_ms_max = std::chrono::milliseconds(50);
            hanging.on_hang = [&] { hung.count_down(); };
            WorkerPool pool(hanging);
            pool.submit(std::make_shared<TestJob>(outcome, [&] { release.wait(); }));
            pool.submit(std::make_shared<TestJob>(outcome, [] {}));
            hung.wait();
            QCOMPARE(outcome.unavailable.load(), 2U); // the one that hangs and the one that waited
            pool.submit(std::make_shared<TestJob>(outcome, [] {}));
            QCOMPARE(outcome.unavailable.load(), 3U);
            release.count_down();
        }
        QCOMPARE(outcome.run.load(), 1U);
    }
};

QTEST_GUILESS_MAIN(ServiceWorkerPoolTest)
#include "service_worker_pool_test.moc"
