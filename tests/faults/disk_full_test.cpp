// The real programs when a file cannot grow any more: the line stops with the exit code of what failed, says so, and
// goes on with the same unit when there is room again.
#include "tests/support/demo_station.h"

#include <QFileInfo>
#include <QJsonArray>
#include <sys/resource.h>

using namespace keyline::test;

class DiskFullTest : public QObject {
    Q_OBJECT
  private:
    std::unique_ptr<DemoStation> demo_;
    QString order_;

    // No file of this process may become larger than that file is.
    static void limit_to(QProcess& process, const QString& file) {
        const auto bytes = static_cast<rlim_t>(QFileInfo(file).size());
        process.setChildProcessModifier([bytes] {
            const rlimit limit{bytes, bytes};
            setrlimit(RLIMIT_FSIZE, &limit);
        });
    }
    void start_keyd(QProcess& keyd) const {
        keyd.setProcessChannelMode(QProcess::MergedChannels);
        keyd.start(DemoStation::program("keyline-keyd"), {"serve", "--config", demo_->station() + "/keyd/keyd.toml"});
        QVERIFY(DemoStation::wait_for(keyd, "ready"));
    }
    static void end(QProcess& keyd) {
        keyd.terminate();
        QVERIFY(keyd.waitForFinished(DemoStation::answer_ms_max));
    }
    QStringList provision(int count) const {
        return {"provision", "--order", order_, "--count", QString::number(count)};
    }
    // The exit code that is meant, with its reason, before the units run out.
    static void verify_stopped(const Answer& answer, int exit_code, const QString& code) {
        QCOMPARE(answer.exit_code, exit_code);
        QVERIFY2(answer.stdout_text.contains(code), qPrintable(answer.stdout_text));
        QVERIFY2(answer.stdout_text.contains("limit of file size"), qPrintable(answer.stdout_text));
    }

    // Units that the simulator has replaced meanwhile stay outstanding, and both sides know of them.
    void verify_agreement() {
        const auto outstanding = demo_->keyline({"status"}).last()["outstanding"].toArray();
        QCOMPARE(demo_->order(order_)["outstanding"].toInt(), outstanding.size());
    }

  private slots:
    void init() {
        demo_ = std::make_unique<DemoStation>(1);
        QCOMPARE(demo_->init().exit_code, 0);
        order_ = demo_->create_order(20);
        QVERIFY(!order_.isEmpty());
        demo_->end_keyd(SIGTERM);
    }
    void cleanup() { demo_.reset(); }

    void of_the_audit_log() {
        QProcess keyd;
        start_keyd(keyd);
        QProcess line;
        limit_to(line, demo_->station() + "/audit.db");
        demo_->start(line, provision(20));
        verify_stopped(DemoStation::finish(line), 7, "audit.unavailable");
        QCOMPARE(demo_->keyline({"audit", "verify"}).exit_code, 0);
        const Answer again = demo_->keyline(provision(1));
        QCOMPARE(again.exit_code, 0);
        end(keyd);
        QCOMPARE(demo_->keyline({"audit", "verify"}).exit_code, 0);
        verify_agreement();
    }

    void of_the_registry() {
        QProcess keyd;
        limit_to(keyd, demo_->station() + "/keyd/keyd.db");
        start_keyd(keyd);
        // The unit that was interrupted stays where it is, and nobody takes it away.
        verify_stopped(demo_->keyline(provision(20) + QStringList{"--wait", "1"}), 5, "registry.unavailable");
        QVERIFY(keyd.waitForFinished(DemoStation::answer_ms_max)); // by itself: nobody can be served by it any more
        QCOMPARE(keyd.exitCode(), 5);
        const Answer again = demo_->keyline(provision(1)); // with a key service that it starts itself
        QCOMPARE(again.exit_code, 0);
        QCOMPARE(demo_->keyline({"audit", "verify"}).exit_code, 0);
        verify_agreement();
    }
};

QTEST_GUILESS_MAIN(DiskFullTest)
#include "disk_full_test.moc"
