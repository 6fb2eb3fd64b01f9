// keyd's archive on a disk that fails, at every change of a file: signed means archived, whatever happened.
#include "db/archive.h"

#include "db/checkpoint.h"
#include "tests/faults/disk_walk.h"
#include "tests/support/log_fixtures.h"

using namespace keyline;
using namespace keyline::db;
using namespace keyline::test;

class ArchiveDiskTest : public QObject {
    Q_OBJECT
  private:
    SoftwareSigner signer_;
    std::vector<std::string> entries_; // the station's log
    std::uint64_t signed_size_ = 0;    // of the newest checkpoint that was answered
    static constexpr std::uint64_t archived_before = 250;

    ArchiveOptions options(const std::filesystem::path& directory) {
        return {directory / "archive.db", name_of("development"), signer_};
    }
    std::vector<std::string> slice(std::uint64_t from, std::uint64_t to) const {
        return {entries_.begin() + static_cast<std::ptrdiff_t>(from),
                entries_.begin() + static_cast<std::ptrdiff_t>(to)};
    }
    // Is the note signed over exactly these entries?
    bool covers(const std::string& note, std::uint64_t size) {
        const auto key =
            VerifierKey::from_parts(station_origin(name_of("development"), name_of("S1")), signer_.public_key_der());
        const auto checkpoint = open_checkpoint(note, *key);
        Frontier frontier;
        for (const std::string& entry : slice(0, size)) {
            (void)frontier.append(leaf_hash(as_bytes(entry)), [](auto, auto, const auto&) { return Status{}; });
        }
        return checkpoint && checkpoint->size == size && checkpoint->root == frontier.root();
    }
    void prepare(const std::filesystem::path& directory) {
        if (!(*SqlArchive::create(options(directory)))->append(name_of("S1"), 0, slice(0, archived_before))) {
            qFatal("no archive to walk on");
        }
    }
    QString work(const std::filesystem::path& directory) {
        signed_size_ = archived_before;
        const auto archive = SqlArchive::open(options(directory));
        if (!archive) {
            return archive.error().code == ErrorCode::registry_unavailable ? QString() : told("open", archive.error());
        }
        for (const std::uint64_t size : {255U, 258U, 260U}) { // as the outbox does: from what is signed, all there is
            const auto note = (*archive)->append(name_of("S1"), signed_size_, slice(signed_size_, size));
            if (!note && note.error().code != ErrorCode::registry_unavailable) {
                return told("append", note.error());
            }
            if (note && !covers(*note, size)) {
                return "signed over other entries";
            }
            signed_size_ = note ? size : signed_size_;
        }
        return {};
    }
    QString check(const std::filesystem::path& directory) {
        const auto archive = SqlArchive::open(options(directory));
        if (!archive) {
            return told("open again", archive.error());
        }
        auto rewritten = slice(signed_size_ - 1, signed_size_);
        rewritten.front() += "x";
        const auto fork = (*archive)->append(name_of("S1"), signed_size_ - 1, rewritten);
        if (fork || fork.error().code != ErrorCode::audit_fork) {
            return "an entry that was signed for is lost"; // nothing there to differ from
        }
        const auto all = (*archive)->append(name_of("S1"), 0, entries_);
        return !all ? told("append again", all.error()) : covers(*all, entries_.size()) ? QString() : "other entries";
    }

  private slots:
    void initTestCase() {
        for (int i = 0; i < 260; ++i) {
            entries_.push_back("{\"seq\":" + std::to_string(i) + "}");
        }
    }
    void signed_means_archived_data() { add_disk_troubles(); }
    void signed_means_archived() {
        QFETCH(int, trouble);
        DiskWalk walk;
        const QString wrong = walk.run(
            disk_troubles()[static_cast<std::size_t>(trouble)], [this](const auto& path) { prepare(path); },
            [this](const auto& path) { return work(path); }, [this](const auto& path) { return check(path); });
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        QVERIFY2(walk.operations() > 50, "the walk has met no writes");
        QCOMPARE(signed_size_, std::uint64_t{260}); // at its end, with nothing in the way
    }
};

QTEST_GUILESS_MAIN(ArchiveDiskTest)
#include "archive_disk_test.moc"
