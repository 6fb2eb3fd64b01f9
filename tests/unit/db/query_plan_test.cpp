// Every statement of production finds its rows by an index: a table of ten million rows costs what one of a thousand
// costs. The statements are noted as they run, and their plans looked at, those of their triggers too.
#include "db/archive.h"
#include "db/audit_log.h"
#include "db/checkpoint.h"
#include "db/registry.h"
#include "tests/support/log_fixtures.h"
#include "tests/support/memory_ports.h"
#include "tests/support/software_vault.h"

#include <QTemporaryDir>
#include <QTest>
#include <sqlite3.h>

using namespace keyline;
using namespace keyline::db;
using namespace keyline::test;
using Kind = UnitEventKind;

namespace {
std::set<std::string> statements; // of all connections

int note_statement(unsigned /*what*/, void* /*context*/, void* /*statement*/, void* sql) {
    const std::string_view text = static_cast<const char*>(sql);
    const bool is_trigger = text.starts_with("--"); // which begins
    if (!is_trigger && text.find("sqlite_schema") == std::string_view::npos) {
        statements.emplace(text);
    }
    return 0;
}

int note_statements_of(sqlite3* database, char** /*error*/, const sqlite3_api_routines* /*api*/) {
    sqlite3_trace_v2(database, SQLITE_TRACE_STMT, note_statement, nullptr);
    return SQLITE_OK;
}

// What each step of the plan does: "SEARCH claims USING INDEX ...".
QStringList plan_of(sqlite3* database, const std::string& sql) {
    QStringList steps;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database, ("EXPLAIN QUERY PLAN " + sql).c_str(), -1, &statement, nullptr) != SQLITE_OK) {
        return {}; // a statement of another database
    }
    while (sqlite3_step(statement) == SQLITE_ROW) {
        steps << reinterpret_cast<const char*>(sqlite3_column_text(statement, 3));
    }
    sqlite3_finalize(statement);
    return steps;
}

// Rows that are few however much has been produced: orders, people, units in work, ends that wait for keyd.
bool reads_few(const QString& step) {
    return step == "SCAN orders" || step.startsWith("SCAN operators") || step == "SCAN sessions" ||
           step.startsWith("SCAN units USING INDEX units_open") ||
           step.startsWith("SCAN units USING INDEX units_unreported") || step == "SCAN CONSTANT ROW";
}
} // namespace

class QueryPlanTest : public QObject {
    Q_OBJECT
  private:
    QTemporaryDir directory_;
    ManualClock clock_;
    SoftwareSigner signer_;

    std::filesystem::path path(const char* name) const {
        return directory_.filePath(QString::fromLatin1(name)).toStdString();
    }
    // How many of the noted statements are this database's; each has to find its rows.
    int check_plans(const char* name) {
        sqlite3* database = nullptr;
        sqlite3_open(path(name).c_str(), &database);
        sqlite3_db_config(database, SQLITE_DBCONFIG_TRIGGER_EQP, 1, nullptr);
        int planned = 0;
        const auto noted = statements;
        for (const std::string& sql : noted) {
            const QStringList steps = plan_of(database, sql);
            planned += steps.isEmpty() ? 0 : 1;
            for (const QString& step : steps) {
                if ((step.startsWith("SCAN") && !reads_few(step)) || step.contains("TEMP B-TREE")) {
                    qWarning("%s: %s", qPrintable(step), sql.c_str());
                    planned = -1'000;
                }
            }
        }
        sqlite3_close(database);
        qInfo("%s: %d statements", name, planned);
        return planned;
    }

    void use_audit_log_and_archive() {
        const StationLogOptions options{path("audit.db"), name_of("development"), name_of("S1"), "ann", clock_};
        QVERIFY(StationAuditLog::create(options));
        statements.clear();
        const auto log = *StationAuditLog::open(options);
        QVERIFY(log->pin_key(VerifierKey::from_parts(log->origin(), signer_.public_key_der())->text()));
        for (std::uint64_t unit = 1; unit <= 100; ++unit) { // past the first stored node
            for (const Kind kind : {Kind::claiming, Kind::issued, Kind::passed}) {
                QVERIFY(log->append(unit_event(kind, unit)));
            }
        }
        QVERIFY(log->open_units());
        QVERIFY(log->unit_with(uid_of(1)));
        QVERIFY(log->unit_with(serial_of(1)));
        QVERIFY(log->mark_reported(log->unreported_units(10)->front()));
        QVERIFY(log->entries_about(serial_of(1)));
        QVERIFY(log->entries_about(uid_of(1)));
        QVERIFY(log->entries_about(claim_of(1)));
        const auto noted = statements;
        const auto archive = *SqlArchive::create({path("archive.db"), name_of("development"), signer_});
        statements = noted; // making the tables looks at everything, once
        QVERIFY(log->store_checkpoint(*archive->append(name_of("S1"), 0, *log->entries(0, 1'000))));
        QVERIFY(*archive->prove(name_of("S1"), serial_of(1), claim_of(1)));
    }

    void use_registry() {
        SoftwareVault vault;
        SeededRandom random;
        const auto noted = statements;
        const auto registry = *SqlRegistry::create({path("keyd.db"), name_of("development"), clock_});
        statements = noted; // as above
        Issuer issuer(*registry, clock_, random);
        DirectKeyService keys(issuer, vault, name_of("S1"));
        const auto order = keys.create_order({{name_of("demo"), DeviceType(1), 256, ""}, serial_of(1), {}, 5, {}, {}});
        QVERIFY(order);
        QVERIFY(keys.orders());
        QVERIFY(keys.issue({claim_of(1), order->id, {}, uid_of(1)}));
        QVERIFY(keys.issue({claim_of(1), order->id, {}, uid_of(1)}));
        QVERIFY(keys.find_claim(claim_of(1)));
        QVERIFY(keys.table(order->id));
        const auto challenge = keys.challenge(claim_of(1), ProofStage::written);
        QVERIFY(!keys.prove(claim_of(1), challenge->id, {}));
        QVERIFY(keys.report(claim_of(1), ClaimState::failed, "lock.silent"));
    }

  private slots:
    void initTestCase() {
        sqlite3_auto_extension(reinterpret_cast<void (*)()>(note_statements_of));
        use_audit_log_and_archive();
        use_registry();
    }
    void cleanupTestCase() { sqlite3_reset_auto_extension(); }

    void nothing_is_found_by_looking_at_everything_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("statements_min");
        QTest::newRow("audit log") << QByteArray("audit.db") << 15;
        QTest::newRow("archive") << QByteArray("archive.db") << 6;
        QTest::newRow("registry") << QByteArray("keyd.db") << 15;
    }
    void nothing_is_found_by_looking_at_everything() {
        QFETCH(QByteArray, name);
        QFETCH(int, statements_min);
        const int planned = check_plans(name);
        QVERIFY2(planned >= statements_min, qPrintable(QString::number(planned)));
    }

    void a_scan_would_be_noticed() {
        statements.insert("SELECT serial FROM claims WHERE state = 'open'");
        QTest::ignoreMessage(QtWarningMsg, "SCAN claims: SELECT serial FROM claims WHERE state = 'open'");
        QVERIFY(check_plans("keyd.db") < 0);
    }
};

QTEST_GUILESS_MAIN(QueryPlanTest)
#include "query_plan_test.moc"
