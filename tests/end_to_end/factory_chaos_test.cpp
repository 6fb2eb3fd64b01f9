// A factory in trouble: 8 stations with certificates of their own, two keyd over one PostgreSQL, all of them the real
// programs. While serial numbers are claimed and issued, keyd is killed or held up, PostgreSQL ends or crashes, and
// connections are cut. In the end no number is there twice, none is lost, the quota is exact, and the archive is what
// the stations have on record. KEYLINE_CHAOS_UNITS sets how many (default 2,400), KEYLINE_CHAOS_SEED what happens.
#include "app/system_ports.h"
#include "db/audit_log.h"
#include "provisioning/line/outbox.h"
#include "tests/support/log_fixtures.h"
#include "tests/support/postgres_server.h"
#include "tests/support/tls_keyd.h"

#include <QCryptographicHash>
#include <atomic>
#include <mutex>
#include <random>
#include <set>
#include <thread>

using namespace keyline;
using namespace keyline::test;

namespace {

constexpr std::size_t stations = 8;
constexpr std::size_t callers_per_station = 2;
constexpr std::size_t troubles = 24; // spread evenly over the work

std::size_t number_from(const char* variable, std::size_t otherwise) {
    return qEnvironmentVariableIsSet(variable) ? static_cast<std::size_t>(qEnvironmentVariable(variable).toULongLong())
                                               : otherwise;
}

std::string station_name(std::size_t station) {
    return "line" + std::to_string(station + 1);
}

// A keyd over the shared registry, with a token directory of its own that holds the same keys.
class FactoryKeyd {
  public:
    FactoryKeyd(QString directory, const Certificates& certificates)
        : directory_(std::move(directory)), port_(free_port()), certificate_(certificates.keyd()) {
        QByteArray toml = read_file(directory_ + "/keyd.toml") +
                          "\n[tls]\nlisten = \"127.0.0.1:" + QByteArray::number(port_) + "\"\ncertificate = \"" +
                          certificate_.certificate.c_str() + "\"\nkey = \"" + certificate_.key.c_str() + "\"\nca = \"" +
                          certificates.ca().certificate_path().c_str() + "\"\ncrl = \"" +
                          certificates.ca().crl_path().c_str() + "\"\n";
        for (std::size_t station = 0; station < stations; ++station) {
            toml += "\n[[stations]]\nname = \"" + QByteArray::fromStdString(station_name(station)) +
                    "\"\ncalls = [\"line\", \"orders\"]\n";
        }
        write_file(directory_ + "/keyd.toml", toml);
    }
    ~FactoryKeyd() { stop(SIGTERM); }
    FactoryKeyd(const FactoryKeyd&) = delete;
    FactoryKeyd& operator=(const FactoryKeyd&) = delete;

    bool start() {
        process_.emplace();
        process_->setProcessChannelMode(QProcess::MergedChannels);
        process_->start(keyd_program(), {"serve", "--config", directory_ + "/keyd.toml"});
        QByteArray said;
        const bool ready = QTest::qWaitFor([&] { return (said += process_->readAll()).contains(": ready, "); }, 90'000);
        if (!ready) {
            qWarning("keyd: %s", said.constData());
        }
        return ready;
    }
    // What its supervisor does: it is there again whatever has ended it.
    bool keep() { return process_->state() == QProcess::Running || start(); }
    void signal(int number) const { ::kill(static_cast<pid_t>(process_->processId()), number); }
    void stop(int number) {
        if (process_ && process_->state() == QProcess::Running) {
            signal(number);
            process_->waitForFinished(30'000);
        }
    }
    std::string address() const { return "dns:127.0.0.1:" + std::to_string(port_); }
    std::string pin() const { return hsm::read_certificate(text_of_file(certificate_.certificate))->pin; }

  private:
    QString directory_;
    unsigned short port_;
    hsm::OwnCertificate certificate_;
    std::optional<QProcess> process_;
};

// What all stations were told.
struct Told {
    std::mutex mutex;
    std::set<SerialNumber> serials;
    std::set<Bytes> tokens;
    std::map<ClaimId, SerialNumber> claims;
    std::vector<std::string> problems;

    void note(const IssueRequest& request, const Issued& issued) {
        const std::scoped_lock lock(mutex);
        const ByteView token = issued.token.bytes();
        if (issued.claim.id != request.claim || !claims.emplace(request.claim, issued.claim.serial).second ||
            !serials.insert(issued.claim.serial).second || !tokens.insert(Bytes(token.begin(), token.end())).second) {
            problems.push_back("a number, token or claim twice: " + issued.claim.serial.text());
        }
    }
    void problem(const std::string& what, const Error& error) {
        const std::scoped_lock lock(mutex);
        problems.push_back(what + ": " + std::string(text_of(error.code)) + " " + std::string(error.arg("reason")) +
                           " " + error.cause);
    }
};

bool passes(const Error& error) {
    return error.code == ErrorCode::registry_unavailable || error.code == ErrorCode::key_service_unavailable ||
           error.code == ErrorCode::key_service_busy || error.code == ErrorCode::audit_unavailable;
}

// One station: a connection and an audit log of its own.
class FactoryStation {
  public:
    FactoryStation(const KeyServiceSetup& setup, const QString& path, std::size_t number)
        : setup_(setup), log_(std::move(db::StationAuditLog::create({path.toStdString(), name_of("development"),
                                                                     name_of(station_name(number)), "ann", clock_})
                                            .value())) {}

    // `units` of the order, from `first` on. Asks until it is answered, as a station does.
    void work(const OrderId& order, std::uint64_t first, std::uint64_t units, Told& told,
              std::atomic<std::size_t>& done) {
        auto service = connect_key_service(setup_);
        for (std::uint64_t unit = first; unit < first + units; ++unit) {
            const IssueRequest request{claim_of(unit), order, {}, uid_of(unit)};
            for (;;) {
                auto issued = service ? (*service)->issue(request) : Result<Issued>(service.failure());
                if (issued) {
                    told.note(request, *issued);
                    AuditEvent event{
                        "station.issued", {}, order, {}, {}, {}, {{"number", issued->claim.serial.text()}}};
                    if (auto kept = log_->append(event); !kept) {
                        told.problem("log", kept.error());
                    }
                    break;
                }
                if (!passes(issued.error())) {
                    told.problem("issue", issued.error());
                    break;
                }
                service = connect_key_service(setup_);
            }
            ++done;
        }
    }
    // The log into the archive, until all of it is there.
    void deliver(Told& told) {
        auto service = connect_key_service(setup_);
        for (;;) {
            auto delivered = service ? deliver_outbox(**service, *log_) : Status(service.failure());
            if (delivered && *log_->archived_size() == *log_->size()) {
                return;
            }
            if (!delivered && !passes(delivered.error())) {
                told.problem("archive", delivered.error());
                return;
            }
            service = connect_key_service(setup_);
        }
    }
    Result<std::unique_ptr<KeyService>> connect() const { return connect_key_service(setup_); }
    db::StationAuditLog& log() { return *log_; }

  private:
    SystemClock clock_;
    KeyServiceSetup setup_;
    std::unique_ptr<db::StationAuditLog> log_;
};

} // namespace

class FactoryChaosTest : public QObject {
    Q_OBJECT

    const std::size_t units_per_station_ =
        std::max<std::size_t>(1, number_from("KEYLINE_CHAOS_UNITS", 2'400) / stations);
    PostgresServer postgres_;
    QTemporaryDir directory_;
    std::optional<Certificates> certificates_;
    std::vector<std::unique_ptr<FactoryKeyd>> keyds_;
    std::vector<std::unique_ptr<FactoryStation>> stations_;
    std::vector<OrderId> orders_;

    QString path(const QString& name) const { return directory_.filePath(name); }

    void trouble(std::mt19937& random) {
        FactoryKeyd& keyd = *keyds_[random() % keyds_.size()];
        switch (random() % 5) {
        case 0:
            keyd.stop(SIGKILL);
            break;
        case 1:
            keyd.stop(SIGTERM);
            break;
        case 2: // its calls wait, and come late
            keyd.signal(SIGSTOP);
            QTest::qWait(static_cast<int>(random() % 1'500));
            keyd.signal(SIGCONT);
            break;
        case 3:
            postgres_.stop(random() % 2 == 0 ? SIGQUIT : SIGINT);
            postgres_.start();
            break;
        default:
            postgres_.sql("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'keyline'");
        }
        for (const auto& each : keyds_) {
            QVERIFY(each->keep());
        }
    }
    void check_registry() {
        const std::size_t units = units_per_station_ * stations;
        QCOMPARE(postgres_.sql("SELECT count(*), count(DISTINCT serial), count(DISTINCT uid), count(DISTINCT escrow) "
                               "FROM keyline_registry.claims"),
                 QString("%1|%1|%1|%1").arg(units));
        for (std::size_t i = 0; i < stations; ++i) {
            auto service = stations_[i]->connect();
            QVERIFY(service);
            const auto order = (*service)->order(orders_[i]);
            QVERIFY(order);
            QCOMPARE(order->counts.issued, std::uint64_t{units_per_station_});
            QCOMPARE(order->remaining(), std::uint64_t{0});
            const auto beyond = (*service)->issue({claim_of(~i), orders_[i], {}, uid_of(~i)}); // the quota is exact
            QVERIFY(!beyond);
            QCOMPARE(beyond.error().code, ErrorCode::order_used_up);
        }
    }
    // Entry by entry: what was archived under a station's origin is what the station has.
    void check_archive() {
        for (std::size_t i = 0; i < stations; ++i) {
            db::StationAuditLog& log = stations_[i]->log();
            const std::uint64_t size = *log.size();
            QVERIFY(size >= units_per_station_);
            QCOMPARE(*log.archived_size(), size); // of a checkpoint that was held against the log's own root
            QByteArray leaves;
            for (std::uint64_t from = 0; from < size;) {
                const auto entries = log.entries(from, 500);
                QVERIFY(entries && !entries->empty());
                for (const std::string& entry : *entries) {
                    leaves += QByteArray::fromStdString(entry);
                }
                from += entries->size();
            }
            const QString archived = postgres_.sql(
                QString(
                    "SELECT count(*), encode(sha256(string_agg(leaf, ''::bytea ORDER BY e.id)), 'hex') FROM "
                    "keyline_archive.entries e JOIN keyline_archive.logs l ON e.id >> 40 = l.log WHERE l.origin = '%1'")
                    .arg(QString::fromStdString(log.origin())));
            QCOMPARE(archived, QString("%1|%2").arg(size).arg(QString::fromLatin1(
                                   QCryptographicHash::hash(leaves, QCryptographicHash::Sha256).toHex())));
        }
    }

  private slots:
    void initTestCase() {
        const QString uri = QString::fromStdString(postgres_.new_database());
        const Ended made = run({"init", "--dir", path("a"), "--station", "line1", "--store", uri});
        QVERIFY2(made.exit_code == 0, made.error.constData());
        std::filesystem::copy(path("a").toStdString(), path("b").toStdString(),
                              std::filesystem::copy_options::recursive);
        certificates_.emplace(fs::path(path("tls").toStdString()));
        for (const char* name : {"a", "b"}) {
            keyds_.push_back(std::make_unique<FactoryKeyd>(path(name), *certificates_));
            QVERIFY(keyds_.back()->start());
        }
        for (std::size_t i = 0; i < stations; ++i) {
            const auto own = certificates_->station(station_name(i));
            KeyServiceSetup setup{KeyServiceSetup::Mode::external, {}, {}};
            for (std::size_t keyd = 0; keyd < keyds_.size(); ++keyd) { // half of them prefer the other one
                setup.addresses.push_back(keyds_[(i + keyd) % keyds_.size()]->address());
            }
            setup.tls = {name_of("development"),
                         own.certificate,
                         own.key,
                         certificates_->ca().certificate_path(),
                         {keyds_.front()->pin()}};
            stations_.push_back(std::make_unique<FactoryStation>(setup, path(QString("audit-%1.db").arg(i)), i));
            auto service = stations_.back()->connect();
            QVERIFY2(service, service ? "" : std::string(text_of(service.error().code)).c_str());
            QVERIFY(stations_.back()->log().pin_key((*service)->info()->log_vkey));
            const auto first = serial_of(1 + i * units_per_station_);
            const auto order = (*service)->create_order(
                {{name_of("demo"), DeviceType(1), 256, {}}, first, {}, units_per_station_, {}, {}});
            QVERIFY2(order, order ? "" : std::string(text_of(order.error().code)).c_str());
            orders_.push_back(order->id);
        }
    }

    void nothing_is_lost_or_doubled() {
        const std::size_t seed = number_from("KEYLINE_CHAOS_SEED", 7);
        qInfo("%zu units of each of %zu stations, seed %zu", units_per_station_, stations, seed);
        std::mt19937 random(static_cast<std::mt19937::result_type>(seed));
        Told told;
        std::atomic<std::size_t> done{0};
        std::vector<std::thread> callers;
        for (std::size_t i = 0; i < stations; ++i) {
            for (std::size_t caller = 0; caller < callers_per_station; ++caller) {
                const std::uint64_t begin = i * units_per_station_ + caller * units_per_station_ / callers_per_station;
                const std::uint64_t end =
                    i * units_per_station_ + (caller + 1) * units_per_station_ / callers_per_station;
                callers.emplace_back([this, i, begin, end, &told, &done] {
                    stations_[i]->work(orders_[i], 1 + begin, end - begin, told, done);
                });
            }
        }
        const std::size_t units = units_per_station_ * stations;
        for (std::size_t happened = 1; happened <= troubles; ++happened) {
            const std::size_t next = units * happened / (troubles + 1);
            const bool came = QTest::qWaitFor(
                [&] {
                    for (const auto& each : keyds_) {
                        each->keep();
                    }
                    return done >= next;
                },
                1'500'000);
            QVERIFY(came);
            trouble(random);
        }
        for (std::thread& caller : callers) {
            caller.join();
        }
        callers.clear();
        for (const auto& station : stations_) {
            callers.emplace_back([&] { station->deliver(told); });
        }
        for (std::thread& caller : callers) {
            caller.join();
        }
        for (const std::string& problem : told.problems) {
            qWarning("%s", problem.c_str());
        }
        QVERIFY(told.problems.empty());
        QCOMPARE(told.serials.size(), units);
        check_registry();
        check_archive();
    }
};

QTEST_GUILESS_MAIN(FactoryChaosTest)
#include "factory_chaos_test.moc"
