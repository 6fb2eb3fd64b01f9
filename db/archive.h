// SqlArchive: the exact bytes of every station's log in one database, each with the newest checkpoint that was
// signed over it. Threads: any; the HSM signs outside the lock. Processes: several may use the database.
// Ownership: the signer outlives the archive. Failure: ports/archive.h.
#pragma once

#include "db/log_store.h"
#include "db/store.h"
#include "provisioning/ports/archive.h"
#include "provisioning/ports/signer.h"

#include <mutex>

namespace keyline::db {

inline constexpr std::size_t archive_entries_max = 4'096; // of one append

struct ArchiveOptions {
    StorePlace place;
    Name environment;
    Signer& signer;
};

class SqlArchive : public Archive {
  public:
    using Options = ArchiveOptions;

    static Result<std::unique_ptr<SqlArchive>> create(Options options); // registry_unavailable: exists already
    static Result<std::unique_ptr<SqlArchive>> open(Options options);

    // value_malformed for more than archive_entries_max entries, or one that is empty, too long or more than a line.
    Result<std::string> append(const StationId& station, std::uint64_t from,
                               const std::vector<std::string>& entries) override;
    // At most rows_per_read_max.
    Result<ArchivedEntries> read(const StationId& station, std::uint64_t from, std::size_t entries_max) override;
    Result<std::optional<ArchivedProof>> prove(const StationId& station, const SerialNumber& serial,
                                               const ClaimId& claim) override;

  private:
    struct FoundEntry {
        std::uint64_t index;
        std::string bytes;
    };
    SqlArchive(std::unique_ptr<Database> database, Options options)
        : options_(std::move(options)), database_(std::move(database)) {}
    // The log's head once they are committed.
    Result<LogHead> store(const std::string& origin, std::uint64_t from, const std::vector<std::string>& entries);
    Status store_entries(LogStore& log, std::uint64_t from, const std::vector<std::string>& entries);
    Result<std::optional<FoundEntry>> newest_signed_entry(LogStore& log, const LogHead& head,
                                                          const SerialNumber& serial, const ClaimId& claim);
    Status keep_checkpoint(const LogHead& head, const std::string& note);

    Options options_;
    std::mutex mutex_;
    std::unique_ptr<Database> database_;
};

} // namespace keyline::db
