// What every Archive must do. One row of initTestCase_data for each adapter.
#include "db/archive.h"
#include "db/checkpoint.h"
#include "db/entry.h"
#include "db/proof.h"
#include "db/schema.h"
#include "tests/support/log_fixtures.h"
#include "tests/support/postgres_server.h"

#include <QTemporaryDir>
#include <QTest>
#include <thread>

using namespace keyline;
using namespace keyline::db;
using namespace keyline::test;
using Entries = std::vector<std::string>;

class ArchiveContract : public QObject {
    Q_OBJECT
  private:
    SoftwareSigner signer_;
    std::unique_ptr<QTemporaryDir> directory_;
    std::unique_ptr<PostgresServer> postgres_;
    std::optional<StorePlace> place_;
    std::unique_ptr<Archive> archive_;

    ArchiveOptions options() { return {*place_, name_of("development"), signer_}; }
    // The size that the note is about; 0 unless it is signed, for that station, over exactly these entries.
    std::uint64_t size_signed(const Result<std::string>& note, const char* station, const Entries& entries) {
        const auto key =
            VerifierKey::from_parts(station_origin(name_of("development"), name_of(station)), signer_.public_key_der());
        const auto checkpoint = open_checkpoint(note.value_or(""), *key);
        Frontier frontier;
        for (const std::string& entry : entries) {
            (void)frontier.append(leaf_hash(as_bytes(entry)), [](auto...) { return Status{}; });
        }
        return checkpoint && checkpoint->root == frontier.root() ? checkpoint->size : 0;
    }

  private slots:
    void initTestCase_data() {
        QTest::addColumn<QString>("adapter");
        QTest::newRow("sqlite") << "sqlite";
        QTest::newRow("postgresql") << "postgresql";
        postgres_ = std::make_unique<PostgresServer>();
    }
    void cleanupTestCase() { postgres_.reset(); }
    void init() {
        QFETCH_GLOBAL(QString, adapter);
        signer_.fails = false;
        directory_ = std::make_unique<QTemporaryDir>();
        if (adapter == "sqlite") {
            place_ = directory_->filePath("archive.db").toStdString();
        } else {
            place_ = *PostgresPlace::parse(postgres_->new_database());
        }
        archive_ = *SqlArchive::create(options());
    }
    void cleanup() { archive_.reset(); }

    void signed_means_archived() {
        const StationId s1 = name_of("S1");
        QCOMPARE(size_signed(archive_->append(s1, 0, {"a", "b"}), "S1", {"a", "b"}), std::uint64_t{2});
        QCOMPARE(size_signed(archive_->append(s1, 2, {"c"}), "S1", {"a", "b", "c"}), std::uint64_t{3});
        QCOMPARE(size_signed(archive_->append(name_of("S2"), 0, {"x"}), "S2", {"x"}), std::uint64_t{1});
        archive_.reset();
        archive_ = *SqlArchive::open(options());
        QCOMPARE(size_signed(archive_->append(s1, 3, {"d"}), "S1", {"a", "b", "c", "d"}), std::uint64_t{4});
    }

    void the_same_again_is_no_harm() {
        const StationId s1 = name_of("S1");
        const auto first = archive_->append(s1, 0, {"a", "b", "c"});
        QCOMPARE(*archive_->append(s1, 0, {"a", "b", "c"}), *first);
        QCOMPARE(*archive_->append(s1, 1, {"b"}), *first);
        QCOMPARE(*archive_->append(s1, 3, {}), *first);
        QCOMPARE(size_signed(archive_->append(s1, 1, {"b", "c", "d"}), "S1", {"a", "b", "c", "d"}), std::uint64_t{4});
    }

    void a_rewritten_entry_is_a_fork() {
        const StationId s1 = name_of("S1");
        const auto before = archive_->append(s1, 0, {"a", "b", "c"});
        const auto fork = archive_->append(s1, 1, {"b", "X", "d"});
        QCOMPARE(fork.error().code, ErrorCode::audit_fork);
        QCOMPARE(fork.error().arg("entry"), std::string_view("2"));
        QCOMPARE(*archive_->append(s1, 3, {}), *before); // nothing of it was kept
    }

    void a_gap_is_refused() {
        const StationId s1 = name_of("S1");
        QCOMPARE(archive_->append(s1, 1, {"b"}).error().code, ErrorCode::audit_unsound);
        QVERIFY(archive_->append(s1, 0, {"a"}));
        QCOMPARE(archive_->append(s1, 2, {"c"}).error().code, ErrorCode::audit_unsound);
        QCOMPARE(archive_->append(s1, ~std::uint64_t{0}, {"c"}).error().code, ErrorCode::audit_unsound);
    }

    void what_is_archived_can_be_read() {
        const StationId s1 = name_of("S1");
        QCOMPARE(archive_->read(s1, 0, 10)->size, std::uint64_t{0});
        QVERIFY(archive_->append(name_of("S2"), 0, {"x"}));
        QVERIFY(archive_->append(s1, 0, {"a", "b", "c"}));
        const auto page = archive_->read(s1, 1, 2);
        QCOMPARE(page->entries, (Entries{"b", "c"}));
        QCOMPARE(page->size, std::uint64_t{3});
        QCOMPARE(archive_->read(s1, 3, 2)->entries, Entries());
        QCOMPARE(archive_->read(s1, 0, 1)->entries, Entries{"a"});
    }

    // Newest first, of this claim alone, and only what was signed.
    void a_units_end_is_proved() {
        const StationId s1 = name_of("S1");
        const auto entry = [](std::uint64_t seq, const char* event, std::uint64_t unit, std::uint64_t claim) {
            AuditEvent of_unit;
            of_unit.event = event;
            of_unit.serial = serial_of(unit);
            of_unit.claim = claim_of(claim);
            return *format_entry(seq, {}, {"S1", ""}, of_unit);
        };
        const Entries log{entry(0, "unit.issued", 1, 1), "no entry", entry(2, "unit.passed", 1, 1),
                          entry(3, "verification.done", 1, 1), entry(4, "unit.passed", 1, 2)};
        QVERIFY(!*archive_->prove(s1, serial_of(1), claim_of(1))); // no such log
        QVERIFY(archive_->append(name_of("S0"), 0, {entry(0, "unit.failed", 1, 1)}));
        QVERIFY(archive_->append(s1, 0, log));
        const auto key = VerifierKey::from_parts(station_origin(name_of("development"), s1), signer_.public_key_der());
        const auto proved = archive_->prove(s1, serial_of(1), claim_of(1));
        QVERIFY(proved && *proved);
        QCOMPARE((*proved)->entry, log[2]);
        const auto opened = open_proof((*proved)->entry, (*proved)->proof, *key);
        QVERIFY(opened);
        QCOMPARE(opened->index, std::uint64_t{2});
        QCOMPARE(opened->checkpoint.size, std::uint64_t{5});
        QVERIFY(!open_proof(log[0], (*proved)->proof, *key));
        QVERIFY(!*archive_->prove(s1, serial_of(2), claim_of(1)));
        QVERIFY(!*archive_->prove(s1, serial_of(1), claim_of(3)));
        signer_.fails = true;
        QVERIFY(!archive_->append(s1, 5, {entry(5, "unit.quarantined", 1, 1)}));
        QCOMPARE((**archive_->prove(s1, serial_of(1), claim_of(1))).entry, log[2]);
        signer_.fails = false;
        QVERIFY(archive_->append(s1, 6, {}));
        QVERIFY((**archive_->prove(s1, serial_of(1), claim_of(1))).entry.find("unit.quarantined") != std::string::npos);
    }

    // An archive of version 1 holds whatever stations sent.
    void an_older_archive_gains_the_index() {
        DatabaseKind older = archive_kind();
        older.steps.resize(1);
        AuditEvent passed;
        passed.event = "unit.passed";
        passed.serial = serial_of(1);
        passed.claim = claim_of(1);
        passed.details = {{"text", R"("unit":"0001-00000000000f")"}};
        const Entries log{"\xff{", R"({"unit":7})", R"({"unit":"0001"})", *format_entry(3, {}, {"S1", ""}, passed)};
        archive_.reset();
        if (const auto* path = std::get_if<std::filesystem::path>(&*place_)) {
            std::filesystem::remove(*path);
        } else {
            place_ = *PostgresPlace::parse(postgres_->new_database());
        }
        {
            const auto database = *create_store(*place_, older);
            auto transaction = *Transaction::begin(*database, Access::read_write);
            LogStore store(*database, *LogStore::add(*database, station_origin(name_of("development"), name_of("S1"))));
            for (const std::string& bytes : log) {
                QVERIFY(store.append(bytes));
            }
            QVERIFY(transaction.commit());
        }
        auto opened = SqlArchive::open(options());
        QVERIFY2(opened, opened ? "" : opened.error().cause.c_str());
        archive_ = *std::move(opened);
        QVERIFY(archive_->append(name_of("S1"), 4, {})); // signed
        QCOMPARE((**archive_->prove(name_of("S1"), serial_of(1), claim_of(1))).entry, log[3]);
        QVERIFY(!*archive_->prove(name_of("S1"), serial_of(15), claim_of(1)));
    }

    void nothing_is_never_signed() {
        QCOMPARE(archive_->append(name_of("S1"), 0, {}).error().code, ErrorCode::audit_unsound);
    }

    void what_breaks_the_limits_is_refused() {
        const StationId s1 = name_of("S1");
        for (const Entries& entries :
             {Entries{""}, Entries{"two\nlines"}, Entries{std::string(20'000, 'x')}, Entries(5'000, "x")}) {
            QCOMPARE(archive_->append(s1, 0, entries).error().code, ErrorCode::value_malformed);
        }
        const std::string any_bytes("\xff\0{", 3);
        QCOMPARE(size_signed(archive_->append(s1, 0, {any_bytes}), "S1", {any_bytes}), std::uint64_t{1});
    }

    void what_could_not_be_signed_is_signed_later() {
        const StationId s1 = name_of("S1");
        signer_.fails = true;
        QCOMPARE(archive_->append(s1, 0, {"a"}).error().code, ErrorCode::hsm_failed);
        signer_.fails = false;
        QCOMPARE(size_signed(archive_->append(s1, 0, {"a"}), "S1", {"a"}), std::uint64_t{1});
    }

    void stations_do_not_disturb_one_another() {
        std::vector<std::thread> stations;
        std::array<std::uint64_t, 4> sizes{};
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            stations.emplace_back([this, i, &sizes] {
                const std::string name = "S" + std::to_string(i);
                Entries all;
                for (int n = 0; n < 20; ++n) {
                    all.push_back(name + "." + std::to_string(n));
                    sizes[i] =
                        size_signed(archive_->append(name_of(name), all.size() - 1, {all.back()}), name.c_str(), all);
                }
            });
        }
        for (std::thread& station : stations) {
            station.join();
        }
        QCOMPARE(sizes, (std::array<std::uint64_t, 4>{20, 20, 20, 20}));
    }
};

QTEST_GUILESS_MAIN(ArchiveContract)
#include "archive_test.moc"
