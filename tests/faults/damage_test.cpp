// Small databases with one bit of one byte changed, for each byte in turn: that is found, or all entries still verify;
// and no reader crashes or hangs.
#include "db/archive.h"
#include "db/audit_log.h"
#include "db/checkpoint.h"
#include "db/log_verify.h"
#include "db/registry.h"
#include "tests/faults/disk_walk.h"
#include "tests/support/log_fixtures.h"
#include "tests/support/memory_ports.h"
#include "tests/support/software_vault.h"

#include <fstream>
#include <sqlite3.h>

using namespace keyline;
using namespace keyline::db;
using namespace keyline::test;
using Kind = UnitEventKind;

namespace {
// Into the smallest pages that there are: less that is empty, more that means something.
void make_compact(const std::filesystem::path& path) {
    sqlite3* handle = nullptr;
    sqlite3_open(path.c_str(), &handle);
    if (sqlite3_exec(handle, "PRAGMA page_size = 512; VACUUM", nullptr, nullptr, nullptr) != SQLITE_OK) {
        qFatal("no small pages");
    }
    sqlite3_close(handle);
}

std::string contents_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

bool same(const LogReport& a, const LogReport& b) {
    return a.origin == b.origin && a.entries == b.entries && a.root == b.root && a.checkpoint == b.checkpoint &&
           a.checkpoint_size == b.checkpoint_size && a.units == b.units;
}
} // namespace

class DamageTest : public QObject {
    Q_OBJECT
  private:
    ManualClock clock_;
    SoftwareSigner signer_;
    std::unique_ptr<QTemporaryDir> directory_;
    int found_ = 0;
    int harmless_ = 0;

    std::filesystem::path path(const char* name) const {
        return directory_->filePath(QString::fromLatin1(name)).toStdString();
    }
    StationLogOptions log_options(const char* name) {
        return {path(name), name_of("development"), name_of("S1"), "ann", clock_};
    }
    void make_log() {
        const auto log = *StationAuditLog::create(log_options("audit.db"));
        const auto key = VerifierKey::from_parts(log->origin(), signer_.public_key_der());
        QVERIFY(log->pin_key(key->text()));
        for (const Kind kind : {Kind::claiming, Kind::issued, Kind::writing, Kind::written, Kind::proved, Kind::closing,
                                Kind::closed, Kind::passed}) {
            QVERIFY(log->append(unit_event(kind, 1)));
        }
        QVERIFY(log->append(unit_event(Kind::claiming, 2)));
        const auto archive = *SqlArchive::create({path("archive.db"), name_of("development"), signer_});
        QVERIFY(log->store_checkpoint(*archive->append(name_of("S1"), 0, *log->entries(0, 100))));
        QVERIFY(log->append(unit_event(Kind::failed, 2, {{"code", "lock.silent"}})));
    }
    void make_registry() {
        SoftwareVault vault;
        SeededRandom random;
        const auto registry = *SqlRegistry::create({path("keyd.db"), name_of("development"), clock_});
        Issuer issuer(*registry, clock_, random);
        DirectKeyService keys(issuer, vault, name_of("S1"));
        const auto order = keys.create_order({{name_of("demo"), DeviceType(1), 256, ""}, serial_of(1), {}, 5, {}, {}});
        QVERIFY(order);
        for (const std::uint64_t unit : {1U, 2U, 3U}) {
            QVERIFY(keys.issue({claim_of(unit), order->id, {}, uid_of(unit)}));
        }
    }

    // Each `step`-th byte of the file; `is_harmless` says whether a reader was told nothing wrong, empty where one was
    // told that something is.
    void change_each_byte(const char* name, std::size_t step, const std::function<std::optional<bool>()>& is_harmless) {
        found_ = harmless_ = 0;
        const std::string whole = contents_of(path(name));
        for (std::size_t at = 0; at < whole.size(); at += step) {
            std::string damaged = whole;
            damaged[at] = static_cast<char>(damaged[at] ^ (1 << (at / step % 8)));
            {
                std::ofstream file(path(name), std::ios::binary | std::ios::trunc);
                file << damaged;
            }
            const auto harmless = is_harmless();
            QVERIFY2(harmless.value_or(true), qPrintable(QString("byte %1: other entries than before").arg(at)));
            ++(harmless ? harmless_ : found_);
        }
        std::ofstream(path(name), std::ios::binary | std::ios::trunc) << whole;
        qInfo("%s: %zu bytes, of %d changes %d found, %d harmless", name, whole.size(), found_ + harmless_, found_,
              harmless_);
        QVERIFY(found_ > 0 && harmless_ > 0);
    }

  private slots:
    void init() {
        directory_ = std::make_unique<QTemporaryDir>(walk_directory());
        make_log();
        make_registry();
        for (const char* name : {"audit.db", "keyd.db", "archive.db"}) {
            make_compact(path(name));
        }
    }

    void of_a_stations_log() {
        const auto verify = [this] {
            return verify_station_log(path("audit.db"), name_of("development"), name_of("S1"), {});
        };
        const auto before = verify();
        QVERIFY2(before, before ? "" : std::string(before.error().arg("reason")).c_str());
        change_each_byte("audit.db", 1, [&]() -> std::optional<bool> {
            const auto report = verify();
            return report ? std::optional(same(*report, *before)) : std::nullopt;
        });
        change_each_byte("audit.db", 11, [&]() -> std::optional<bool> { // who reads for work; whatever the answer is
            const auto log = StationAuditLog::open_to_read(log_options("audit.db"));
            const bool answered = log && (*log)->entries(0, 100) && (*log)->open_units() &&
                                  (*log)->unit_with(uid_of(2)) && (*log)->entries_about(serial_of(1));
            return answered ? std::optional(true) : std::nullopt;
        });
    }

    void of_keyds_registry() {
        const auto verify = [this] { return verify_registry_log(path("keyd.db"), name_of("development"), {}); };
        const auto before = verify();
        QVERIFY2(before, before ? "" : std::string(before.error().arg("reason")).c_str());
        change_each_byte("keyd.db", 7, [&]() -> std::optional<bool> {
            if (const auto registry = SqlRegistry::open({path("keyd.db"), name_of("development"), clock_})) {
                if (const auto transaction = (*registry)->begin()) {
                    (void)(*transaction)->orders();
                    (void)(*transaction)->claim_with(serial_of(2));
                    (void)(*transaction)->claim_with(uid_of(2));
                }
            }
            const auto report = verify();
            return report ? std::optional(same(*report, *before)) : std::nullopt;
        });
    }

    // The archive compares what it is sent with what it has.
    void of_the_archive() {
        const auto log = *StationAuditLog::open(log_options("audit.db"));
        const auto entries = *log->entries(0, 9);
        const auto note = *log->checkpoint();
        const auto key = VerifierKey::from_parts(log->origin(), signer_.public_key_der());
        const auto root = open_checkpoint(*note, *key)->root;
        change_each_byte("archive.db", 3, [&]() -> std::optional<bool> {
            const auto archive = SqlArchive::open({path("archive.db"), name_of("development"), signer_});
            const auto answered = archive ? (*archive)->append(name_of("S1"), 0, entries) : archive.failure();
            if (!answered) {
                return std::nullopt;
            }
            const auto checkpoint = open_checkpoint(*answered, *key);
            return !checkpoint ? std::nullopt : std::optional(checkpoint->root == root);
        });
    }
};

QTEST_GUILESS_MAIN(DamageTest)
#include "damage_test.moc"
