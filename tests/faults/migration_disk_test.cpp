// A registry is brought to the newest version on a disk that fails, at every change of a file: it is the old one or the
// new one, with all that it held.
#include "db/registry.h"
#include "db/schema.h"
#include "db/sqlite.h"
#include "tests/faults/disk_walk.h"
#include "tests/support/log_fixtures.h"
#include "tests/support/memory_ports.h"
#include "tests/support/old_registry.h"

using namespace keyline;
using namespace keyline::db;
using namespace keyline::test;

class MigrationDiskTest : public QObject {
    Q_OBJECT
  private:
    ManualClock clock_;
    std::string before_;

    Result<std::unique_ptr<SqlRegistry>> open(const std::filesystem::path& directory) {
        return SqlRegistry::open({directory / "keyd.db", name_of("development"), clock_});
    }
    QString work(const std::filesystem::path& directory) {
        const auto registry = open(directory);
        const bool fails_well = registry || registry.error().code == ErrorCode::registry_unavailable;
        return fails_well ? QString() : told("open", registry.error());
    }
    QString check(const std::filesystem::path& directory) {
        const auto registry = open(directory);
        if (!registry) {
            return told("open again", registry.error());
        }
        if (rows_of_version_1(directory / "keyd.db") != before_) {
            return "rows are not as they were";
        }
        if (rows_of_version_1(directory / "keyd.db.version-1") != before_) {
            return "the copy is not as the registry was";
        }
        return {};
    }

  private slots:
    void what_it_held_is_there_data() { add_disk_troubles(); }
    void what_it_held_is_there() {
        QFETCH(int, trouble);
        DiskWalk walk;
        const QString wrong = walk.run(
            disk_troubles()[static_cast<std::size_t>(trouble)],
            [this](const auto& path) {
                if (!make_old_registry(path / "keyd.db", 1)) {
                    qFatal("no old registry");
                }
                before_ = rows_of_version_1(path / "keyd.db");
            },
            [this](const auto& path) { return work(path); }, [this](const auto& path) { return check(path); });
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        QVERIFY2(walk.operations() > 20, "the walk has met no writes");
    }
};

QTEST_GUILESS_MAIN(MigrationDiskTest)
#include "migration_disk_test.moc"
