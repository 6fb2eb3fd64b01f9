// Two keyd over one PostgreSQL, the real programs and a real server, each keyd with a token directory of its own that
// holds the same keys, serve one station: no serial number twice, none lost, the quota exact, whatever is cut or killed
// meanwhile.
#include "db/checkpoint.h"
#include "tests/support/keyd_directory.h"
#include "tests/support/postgres_server.h"

#include <QTest>
#include <atomic>
#include <mutex>
#include <set>
#include <thread>

using namespace keyline;
using namespace keyline::app;
using namespace keyline::test;

namespace {

constexpr std::size_t callers_per_keyd = 4;
constexpr std::size_t units_per_caller = 12;
constexpr std::size_t units = 2 * callers_per_keyd * units_per_caller;

class Keyd {
  public:
    explicit Keyd(QString directory) : directory_(std::move(directory)) {}
    ~Keyd() { stop(SIGTERM); }
    Keyd(const Keyd&) = delete;
    Keyd& operator=(const Keyd&) = delete;

    bool start() {
        process_.setProcessChannelMode(QProcess::MergedChannels);
        process_.start(keyd_program(), {"serve", "--config", directory_ + "/keyd.toml"});
        QByteArray said;
        return QTest::qWaitFor([&] { return (said += process_.readAll()).contains(": ready, "); }, 60'000);
    }
    void stop(int signal) {
        if (process_.state() == QProcess::Running) {
            ::kill(static_cast<pid_t>(process_.processId()), signal);
            process_.waitForFinished(30'000);
        }
    }
    std::string address() const { return "unix:" + default_socket_path(directory_.toStdString()).string(); }
    std::unique_ptr<KeyService> connect() const { return connect_to({address()}); }
    static std::unique_ptr<KeyService> connect_to(std::vector<std::string> addresses) {
        const KeyServiceSetup setup{KeyServiceSetup::Mode::external, std::move(addresses), {}};
        auto service = connect_key_service(setup);
        return service ? std::move(*service) : nullptr;
    }

  private:
    QString directory_;
    QProcess process_;
};

// What the stations were told.
struct Told {
    std::mutex mutex;
    std::map<SerialNumber, Bytes> tokens;
    std::map<ClaimId, SerialNumber> claims;
    std::vector<std::string> problems;

    void note(const IssueRequest& request, const Issued& issued) {
        const std::scoped_lock lock(mutex);
        const Bytes token(issued.token.bytes().begin(), issued.token.bytes().end());
        if (!tokens.emplace(issued.claim.serial, token).second) {
            problems.push_back("serial number twice: " + issued.claim.serial.text());
        }
        if (issued.claim.id != request.claim || !claims.emplace(request.claim, issued.claim.serial).second) {
            problems.push_back("another claim");
        }
    }
    void problem(const Error& error) {
        const std::scoped_lock lock(mutex);
        problems.push_back(std::string(text_of(error.code)) + " " + std::string(error.arg("reason")) + " " +
                           error.cause);
    }
};

bool passes(const Error& error) {
    return error.code == ErrorCode::registry_unavailable || error.code == ErrorCode::key_service_unavailable;
}

IssueRequest unit_request(const WorkOrder& order, std::size_t unit) {
    return request_for(order, static_cast<std::uint8_t>(unit));
}

// Asks until it is answered, as a station does; the deadline is CTest's.
void issue(const Keyd& keyd, std::unique_ptr<KeyService>& service, const IssueRequest& request, Told& told) {
    for (;;) {
        if (!service) {
            service = keyd.connect();
            continue;
        }
        const auto issued = service->issue(request);
        if (issued) {
            told.note(request, *issued);
            return;
        }
        if (!passes(issued.error())) {
            told.problem(issued.error());
            return;
        }
        service.reset();
    }
}

} // namespace

class SharedRegistryTest : public QObject {
    Q_OBJECT
  private:
    PostgresServer postgres_;
    QTemporaryDir directory_;
    std::unique_ptr<Keyd> first_;
    std::unique_ptr<Keyd> second_;
    std::optional<WorkOrder> order_;

    QString path(const char* name) const { return directory_.filePath(QString::fromLatin1(name)); }

    // All units by callers of both, with `meddle` when a third of them is done.
    void issue_all(Told& told, const std::function<void()>& meddle) {
        std::vector<std::thread> callers;
        std::atomic<std::size_t> done{0};
        for (std::size_t caller = 0; caller < 2 * callers_per_keyd; ++caller) {
            callers.emplace_back([&, caller] {
                const Keyd& keyd = caller % 2 == 0 ? *first_ : *second_;
                auto service = keyd.connect();
                for (std::size_t i = 0; i < units_per_caller; ++i) {
                    issue(keyd, service, unit_request(*order_, caller * units_per_caller + i), told);
                    ++done;
                    done.notify_all();
                }
            });
        }
        for (std::size_t seen = done; seen < units / 3; seen = done) {
            done.wait(seen);
        }
        meddle();
        for (std::thread& caller : callers) {
            caller.join();
        }
    }
    void check(Told& told) {
        for (const std::string& problem : told.problems) {
            qWarning("%s", problem.c_str());
        }
        QVERIFY(told.problems.empty());
        QCOMPARE(told.tokens.size(), units);
        const auto service = first_->connect();
        const auto order = service->order(order_->id);
        QVERIFY(order);
        QCOMPARE(order->counts.issued, std::uint64_t{units});
        QCOMPARE(order->counts.outstanding, std::uint64_t{units});
        const auto beyond = second_->connect()->issue(unit_request(*order_, units)); // the quota is exact
        QVERIFY(!beyond);
        QCOMPARE(beyond.error().code, ErrorCode::order_used_up);
        for (const auto& [claim, serial] : told.claims) { // in the registry, once
            const auto found = service->find_claim(claim);
            QVERIFY(found && *found && (*found)->serial == serial);
        }
        const QString rows =
            postgres_.sql("SELECT count(*), count(DISTINCT serial), count(DISTINCT uid), count(DISTINCT "
                          "escrow) FROM keyline_registry.claims");
        QCOMPARE(rows, QString("%1|%1|%1|%1").arg(units));
    }

  private slots:
    void init() {
        const QString uri = QString::fromStdString(postgres_.new_database());
        const Ended made = run({"init", "--dir", path("a"), "--station", "line1", "--store", uri});
        QVERIFY2(made.exit_code == 0, made.error.constData());
        // The same keys: a copy of the token directory, as two HSMs that hold them.
        std::filesystem::copy(path("a").toStdString(), path("b").toStdString(),
                              std::filesystem::copy_options::recursive);
        first_ = std::make_unique<Keyd>(path("a"));
        second_ = std::make_unique<Keyd>(path("b"));
        QVERIFY(first_->start());
        QVERIFY(second_->start());
        NewOrder wanted = new_order();
        wanted.quota = units;
        wanted.last = *SerialNumber::from_parts(DeviceType(1), units + 10);
        const auto order = first_->connect()->create_order(wanted);
        QVERIFY2(order, order ? "" : std::string(text_of(order.error().code)).c_str());
        order_ = *order;
    }
    void cleanup() {
        first_.reset();
        second_.reset();
        QVERIFY(QDir(path("a")).removeRecursively());
        QVERIFY(QDir(path("b")).removeRecursively());
    }

    void both_serve_one_order() {
        Told told;
        issue_all(told, [] {});
        check(told);
    }

    // Its escrow copy is not there: it answers, and issues nothing.
    void one_that_cannot_work_is_left_for_the_other() {
        first_->stop(SIGTERM);
        QFile config(path("a") + "/keyd.toml");
        QVERIFY(config.open(QIODevice::Append) && config.write("[escrow]\ncopy = \"not-there.log\"\n") > 0);
        config.close();
        QVERIFY(first_->start());
        const auto alone = first_->connect();
        const auto refused = alone->issue(unit_request(*order_, 0));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::escrow_unavailable);
        QVERIFY(alone->info() && alone->info()->issues_nothing);
        const std::vector<std::string> both{first_->address(), second_->address()};
        const auto issued = Keyd::connect_to(both)->issue(unit_request(*order_, 0));
        QVERIFY(issued);
        const auto info = Keyd::connect_to(both)->info();
        QVERIFY(info && !info->issues_nothing);
        QCOMPARE(second_->connect()->order(order_->id)->counts.issued, std::uint64_t{1});
    }

    void a_server_that_crashes_loses_and_doubles_nothing() {
        Told told;
        issue_all(told, [this] {
            postgres_.stop(SIGQUIT);
            postgres_.start();
        });
        check(told);
    }

    void connections_that_are_cut_lose_and_double_nothing() {
        Told told;
        issue_all(told, [this] {
            for (int i = 0; i < 5; ++i) {
                postgres_.sql(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'keyline'");
            }
        });
        check(told);
    }

    void a_keyd_that_is_killed_holds_the_other_up_no_longer() {
        Told told;
        issue_all(told, [this] {
            first_->stop(SIGKILL);
            QVERIFY(first_->start());
        });
        check(told);
    }
};

QTEST_GUILESS_MAIN(SharedRegistryTest)
#include "shared_registry_test.moc"
