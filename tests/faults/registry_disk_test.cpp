// keyd's registry on a disk that fails, at every change of a file, with the issuer that decides and a vault in
// software: no serial number ever gets a second PEK, and what was acknowledged is there afterwards.
#include "db/entry.h"
#include "db/log_verify.h"
#include "db/registry.h"
#include "db/schema.h"
#include "db/sqlite.h"
#include "tests/faults/disk_walk.h"
#include "tests/support/log_fixtures.h"
#include "tests/support/memory_ports.h"
#include "tests/support/software_lock.h"

using namespace keyline;
using namespace keyline::db;
using namespace keyline::test;

namespace {
const StationId station = name_of("S1");

NewOrder new_order(const char* first) {
    return {{name_of("demo"), DeviceType(1), 256, ""}, *SerialNumber::parse(first), {}, 5, {}, {}};
}

// keyd from its start to its end: nothing of it outlives one.
struct Keyd {
    std::unique_ptr<SqlRegistry> registry;
    SeededRandom random;
    Issuer issuer;
    DirectKeyService keys;
    Keyd(std::unique_ptr<SqlRegistry> opened, Clock& clock, Vault& vault)
        : registry(std::move(opened)), issuer(*registry, clock, random), keys(issuer, vault, station) {}
};

struct Acknowledged {
    std::map<SerialNumber, Bytes> tokens; // every token that ever left keyd
    std::map<ClaimId, SerialNumber> claims;
    std::vector<OrderId> orders;
    std::optional<ClaimId> proved;
    std::optional<ClaimId> passed;
};
} // namespace

class RegistryDiskTest : public QObject {
    Q_OBJECT
  private:
    ManualClock clock_;
    SoftwareVault vault_;
    std::optional<OrderId> order_;
    std::vector<SoftwareLock> locks_;
    Acknowledged acknowledged_;
    QString second_key_; // a serial number with two tokens

    RegistryOptions options(const std::filesystem::path& directory) {
        return {directory / "keyd.db", name_of("development"), clock_};
    }
    Result<std::unique_ptr<Keyd>> start(const std::filesystem::path& directory) {
        auto registry = SqlRegistry::open(options(directory));
        return registry ? Result<std::unique_ptr<Keyd>>(std::make_unique<Keyd>(*std::move(registry), clock_, vault_))
                        : registry.failure();
    }
    void prepare(const std::filesystem::path& directory) {
        auto keyd = std::make_unique<Keyd>(*SqlRegistry::create(options(directory)), clock_, vault_);
        order_ = keyd->keys.create_order(new_order("0001-000000000001"))->id;
    }
    static IssueRequest request(const OrderId& order, std::uint64_t unit) {
        return {claim_of(unit), order, {}, uid_of(unit)};
    }

    Status issue(Keyd& keyd, std::uint64_t unit) {
        auto issued = keyd.keys.issue(request(*order_, unit));
        if (!issued) {
            return issued.failure();
        }
        const ByteView token = issued->token.bytes();
        const auto [known, is_new] =
            acknowledged_.tokens.emplace(issued->claim.serial, Bytes(token.begin(), token.end()));
        if (!is_new && !equal(known->second, token)) {
            second_key_ = QString::fromStdString(issued->claim.serial.text() + " has got a second PEK");
        }
        acknowledged_.claims.insert_or_assign(issued->claim.id, issued->claim.serial);
        return write_token(unit, issued->token);
    }
    Status write_token(std::uint64_t unit, const ProductionToken& token) {
        SoftwareLock& lock = locks_[unit - 1];
        const auto table = SubstitutionTable::create(*SecretBytes::copy_of(Bytes(256, 0)));
        auto written = lock.program(&token, *table, [](auto, auto) {});
        return written ? Status{} : written.failure();
    }
    // With the order's own table, which the lock has to hold for its proof.
    Status prove(Keyd& keyd, std::uint64_t unit, ProofStage stage) {
        auto table = keyd.keys.table(*order_);
        if (!table) {
            return table.failure();
        }
        locks_[unit - 1].chip->table.assign(table->bytes().begin(), table->bytes().end());
        auto challenge = keyd.keys.challenge(claim_of(unit), stage);
        if (!challenge) {
            return challenge.failure();
        }
        auto answer = locks_[unit - 1].answer(*challenge);
        if (!answer) {
            return answer.failure();
        }
        return keyd.keys.prove(claim_of(unit), challenge->id, answer->proof);
    }
    Status pass(Keyd& keyd, std::uint64_t unit) {
        for (const ProofStage stage : {ProofStage::written, ProofStage::closed}) {
            if (auto proved = prove(keyd, unit, stage); !proved) {
                return proved;
            }
            if (stage == ProofStage::written) {
                acknowledged_.proved = claim_of(unit);
            }
        }
        auto reported = keyd.keys.report(claim_of(unit), ClaimState::passed, "ok");
        if (reported) {
            acknowledged_.passed = claim_of(unit);
        }
        return reported;
    }

    // Tries everything, whatever has failed before.
    QString work(const std::filesystem::path& directory) {
        acknowledged_ = {};
        locks_.assign(3, SoftwareLock());
        for (std::size_t i = 0; i < locks_.size(); ++i) {
            locks_[i].chip = SoftwareLock::Chip();
            locks_[i].chip->kg = vault_.kg;
            locks_[i].chip->uid = uid_of(i + 1);
        }
        auto keyd = start(directory);
        if (!keyd) {
            return keyd.error().code == ErrorCode::registry_unavailable ? QString() : told("open", keyd.error());
        }
        bool failed_before = false;
        const auto wrong = [&](const char* what, const Status& status) {
            if (status || status.error().code == ErrorCode::registry_unavailable) {
                failed_before = failed_before || !status;
                return QString();
            }
            const bool follows = failed_before && (kind_of(status.error().code) == ErrorKind::refused ||
                                                   kind_of(status.error().code) == ErrorKind::unit);
            return follows ? QString() : told(what, status.error());
        };
        const auto created = [&]() -> Status {
            auto order = (*keyd)->keys.create_order(new_order("0001-000000000101"));
            if (order) {
                acknowledged_.orders.push_back(order->id);
            }
            return order ? Status{} : order.failure();
        };
        for (const QString& said :
             {wrong("issue", issue(**keyd, 1)), wrong("issue again", issue(**keyd, 1)),
              wrong("issue the next", issue(**keyd, 2)), wrong("pass", pass(**keyd, 1)), wrong("order", created())}) {
            if (!said.isEmpty()) {
                return said;
            }
        }
        return second_key_;
    }

    QString check(const std::filesystem::path& directory) {
        auto keyd = start(directory);
        if (!keyd) {
            return told("open again", keyd.error());
        }
        if (const auto said = compare_with_acknowledged((*keyd)->keys); !said.isEmpty()) {
            return said;
        }
        if (const auto said = compare_registry_with_its_log(directory); !said.isEmpty()) {
            return said;
        }
        // The second try: whatever was cut off comes to its end, with the keys that were given out.
        for (const std::uint64_t unit : {1U, 2U, 3U}) {
            if (acknowledged_.passed == claim_of(unit)) {
                continue;
            }
            const auto state = (*keyd)->keys.find_claim(claim_of(unit));
            const bool passed = state && *state && (*state)->state == ClaimState::passed; // not acknowledged, and there
            if (const auto issued = passed ? Status{} : issue(**keyd, unit); !issued) {
                return told("issue after repair", issued.error());
            }
            if (const auto done = passed ? Status{} : pass(**keyd, unit); !done) {
                return told("pass after repair", done.error());
            }
        }
        const auto counts = (*keyd)->keys.order(*order_)->counts;
        if (counts.passed != 3 || counts.issued != 3 || counts.outstanding != 0) {
            return "the order's counts are not those of its units";
        }
        return second_key_.isEmpty() ? compare_registry_with_its_log(directory) : second_key_;
    }

    QString compare_with_acknowledged(KeyService& keys) {
        for (const auto& [id, serial] : acknowledged_.claims) {
            const auto claim = keys.find_claim(id);
            if (!claim || !*claim || (*claim)->serial != serial) {
                return QString::fromStdString("the claim of " + serial.text() + " is lost");
            }
        }
        for (const OrderId& order : acknowledged_.orders) {
            if (!keys.order(order)) {
                return "an order is lost";
            }
        }
        if (acknowledged_.proved && !(*keys.find_claim(*acknowledged_.proved))->proved_written) {
            return "a proof is lost";
        }
        if (acknowledged_.passed && (*keys.find_claim(*acknowledged_.passed))->state != ClaimState::passed) {
            return "a pass is lost";
        }
        return {};
    }

    QString compare_registry_with_its_log(const std::filesystem::path& directory) {
        const auto report = verify_registry_log(directory / "keyd.db", name_of("development"), {});
        if (!report) {
            return told("verify", report.error());
        }
        const auto database = *SqliteDatabase::open(directory / "keyd.db", registry_kind());
        std::map<std::string, std::int64_t> events;
        const auto entries = LogStore(*database, 1).entries(0, rows_per_read_max);
        for (const std::string& bytes : *entries) {
            ++events[parse_entry(bytes)->event.event];
        }
        const std::int64_t issued = *database->integer("SELECT count(*) FROM claims");
        const std::int64_t reissued = *database->integer("SELECT coalesce(sum(reissues), 0) FROM claims");
        const std::int64_t passed = *database->integer("SELECT count(*) FROM claims WHERE state = 'passed'");
        const std::int64_t proofs =
            *database->integer("SELECT coalesce(sum(proved_written + proved_closed), 0) FROM claims");
        const std::int64_t orders = *database->integer("SELECT count(*) FROM orders");
        const bool agree = events["claim.issued"] == issued && events["claim.reissued"] == reissued &&
                           events["claim.passed"] == passed && events["claim.proved"] >= proofs &&
                           events["order.created"] == orders;
        return agree ? QString() : "registry and its own log do not agree";
    }

  private slots:
    void no_number_gets_two_keys_and_nothing_acknowledged_is_lost_data() { add_disk_troubles(); }
    void no_number_gets_two_keys_and_nothing_acknowledged_is_lost() {
        QFETCH(int, trouble);
        second_key_.clear();
        DiskWalk walk;
        const QString wrong = walk.run(
            disk_troubles()[static_cast<std::size_t>(trouble)], [this](const auto& path) { prepare(path); },
            [this](const auto& path) { return work(path); }, [this](const auto& path) { return check(path); });
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        QVERIFY2(walk.operations() > 100, "the walk has met no writes");
        QVERIFY(acknowledged_.passed); // at its end, with nothing in the way
        QCOMPARE(acknowledged_.orders.size(), std::size_t{1});
    }

    void a_new_registry_is_whole_or_not_there_data() { add_disk_troubles(); }
    void a_new_registry_is_whole_or_not_there() {
        QFETCH(int, trouble);
        DiskWalk walk;
        bool created = false;
        const auto create = [&](const std::filesystem::path& path) {
            const auto registry = SqlRegistry::create(options(path));
            created = registry.has_value();
            return registry || registry.error().code == ErrorCode::registry_unavailable
                       ? QString()
                       : told("create", registry.error());
        };
        const auto look = [&](const std::filesystem::path& path) {
            const bool there = std::filesystem::exists(path / "keyd.db");
            if (created && !there) {
                return QString("acknowledged, and not there");
            }
            const auto registry = there ? SqlRegistry::open(options(path)) : SqlRegistry::create(options(path));
            return registry ? QString() : told(there ? "open" : "create again", registry.error());
        };
        const QString wrong = walk.run(
            disk_troubles()[static_cast<std::size_t>(trouble)], [](const auto&) {}, create, look);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        QVERIFY2(walk.operations() > 10, "the walk has met no writes");
    }
};

QTEST_GUILESS_MAIN(RegistryDiskTest)
#include "registry_disk_test.moc"
