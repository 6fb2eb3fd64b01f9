// StationAuditLog: the station's audit log and the journal of its units, in one SQLite file.
// Threads: any; appends that wait for one another share a commit. Processes: several may have the file open.
// Ownership: the clock outlives the log. Failure: ports/audit_log.h. Formats and storage rules: db/README.md.
#pragma once

#include "db/entry.h"
#include "db/log_store.h"
#include "db/unit_projection.h"
#include "provisioning/ports/audit_log.h"
#include "provisioning/ports/clock.h"

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <mutex>

namespace keyline::db {

inline constexpr std::size_t entries_about_unit_max = 1'000;
inline constexpr std::size_t appends_per_commit_max = 64;

struct StationLogOptions {
    std::filesystem::path path;
    Name environment;
    StationId station;
    std::string operator_name; // who works here: goes into every entry
    Clock& clock;
};

class StationAuditLog : public AuditLog {
  public:
    using Options = StationLogOptions;

    // A new file; audit_unavailable when there is one already.
    static Result<std::unique_ptr<StationAuditLog>> create(Options options);
    // audit_unavailable when there is none; audit_unsound when it is not this station's log, or its newest entries do
    // not fit its tree.
    static Result<std::unique_ptr<StationAuditLog>> open(Options options);
    // For who only reads, from read-only media too; then append() answers audit_unavailable.
    static Result<std::unique_ptr<StationAuditLog>> open_to_read(Options options);
    bool is_read_only() const { return database_->is_read_only(); }

    // value_malformed {reason} for an event that does not fit its unit, or is too long: nothing is written.
    Result<std::uint64_t> append(const AuditEvent& event) override;

    // Entries exactly as they were archived, in the place of a log that is lost: the next ones, each with its number
    // and this station's name. `Reported::yes`: the key service knows how their units ended. audit_unsound: no such
    // entry.
    enum class Reported { no, yes };
    Status append_archived(const std::vector<std::string>& entries, Reported reported);

    Result<std::vector<UnitRecord>> open_units() override;
    Result<std::optional<UnitRecord>> unit_with(const ChipUid& uid) override;
    Result<std::optional<UnitRecord>> unit_with(const SerialNumber& serial) override;
    // Without aborted ones: keyd never knew their claims.
    Result<std::vector<UnitRecord>> unreported_units(std::size_t units_max) override;
    Status mark_reported(const UnitRecord& end) override;
    Result<std::uint64_t> size() override;
    Result<std::uint64_t> archived_size() override;
    // At most rows_per_read_max.
    Result<std::vector<std::string>> entries(std::uint64_t from, std::size_t entries_max) override;
    // A checkpoint of fewer entries than the one that is kept is checked and let go.
    Status store_checkpoint(const std::string& signed_note) override;

    // The key that this log's checkpoints verify with, once and for all: audit_fork for another one later,
    // audit_unsound for one that is not this log's.
    Status pin_key(std::string_view vkey);
    Result<std::optional<std::string>> pinned_key();
    Result<std::optional<std::string>> checkpoint(); // the newest signed note

    // RFC 6962 inclusion proof of entry `index` in the tree of the first `size` entries.
    Result<std::vector<Hash>> inclusion_proof(std::uint64_t index, std::uint64_t size);

    // Everything on record about a unit, oldest first; at most entries_about_unit_max.
    Result<std::vector<std::string>> entries_about(const SerialNumber& serial);
    Result<std::vector<std::string>> entries_about(const ChipUid& uid);
    Result<std::vector<std::string>> entries_about(const ClaimId& claim);

    const std::string& origin() const { return origin_; }

  private:
    struct Append {
        const AuditEvent* event;
        std::optional<Result<std::uint64_t>> outcome;
    };

    StationAuditLog(std::unique_ptr<Database> database, Options options);
    static Result<std::unique_ptr<StationAuditLog>> check(Result<std::unique_ptr<Database>> database, Options options);
    std::vector<Result<std::uint64_t>> commit_all(const std::vector<Append*>& appends);
    Status write_all(const std::vector<Append*>& appends, std::vector<Result<std::uint64_t>>& outcomes);
    Result<std::uint64_t> write(const AuditEvent& event, LogStore& log, UnitProjection& projection);
    Result<LogHead> head();
    Result<std::vector<std::string>> read_about(const std::vector<Bytes>& subjects);
    // `read` in a transaction of its own.
    template <class Read>
    std::invoke_result_t<Read, UnitProjection&> with_units(Read read);

    Options options_;
    std::string origin_;

    std::mutex queue_mutex_;
    std::condition_variable committed_;
    std::deque<Append*> queue_;
    bool committing_ = false;

    std::mutex database_mutex_;
    std::unique_ptr<Database> database_;
    LogGrowth growth_;
};

} // namespace keyline::db
