// EscrowCopy: keeps a registry's escrow copy, the second place of every escrow record: a registry that is lost would
// mean locks that nobody can ever capture. A group's claims are durable in the copy before the registry's COMMIT, so
// before a token leaves:
//     claims of the group -> file, fsync -> registry: how far the copy is -> COMMIT -> "kept" -> file, not synced
// So at a start the file may go on by one group that was not committed, and by no more. That group is brought back into
// the registry, whether or not its COMMIT was done: a number is never used twice, and a station that asks again gets
// the same token. Is another in the registry with its number or chip (another keyd has served the station since), the
// group is void. A file that goes on further, or has seen more of keyd's own log, or another storage: the registry is
// an older one, nothing is issued before `reconcile` (registry_not_reconciled). A file that ends earlier, or was
// changed: escrow_unsound. Torn bytes after the last whole line are cut off when nothing in them says that it was
// committed. Each keyd has a copy of its own, of what it issues itself. Where several share a registry each compares
// only its own; the first that finds the registry older than its copy notes that there, and none of them issues any
// more. Threads: one at a time: the one that has the turn in the registry (group_commit.h).
#pragma once

#include "db/escrow_rows.h"
#include "db/log_store.h"

namespace keyline::db {

class EscrowCopy {
  public:
    // `origin`: of keyd's log.
    EscrowCopy(const std::filesystem::path& path, std::string origin);
    EscrowCopy(const EscrowCopy&) = delete;
    EscrowCopy& operator=(const EscrowCopy&) = delete;
    ~EscrowCopy(); // notes how far the log has come

    // At the start, in a transaction that writes; only once. A failure is the registry's own.
    Status compare(Database& database);
    // Of the group that may not have been committed; after compare().
    bool is_in_doubt() const { return doubt_.has_value(); }
    const std::vector<ClaimRecord>& in_doubt() const { return doubt_->claims; }
    // In the transaction that has brought them back: the registry knows of them. When that is committed: kept; or they
    // are void, for another has their number.
    Status settle_doubt(Database& database);
    enum class Outcome { kept, avoided };
    void end_doubt(Outcome outcome);

    // Found out by who brings them back.
    Status note_older(Database& database, std::string reason);

    // Why nothing is issued, as it is now.
    Status may_issue(Database& database);

    // For each transaction of a group, before its COMMIT.
    void add(const std::vector<ClaimRecord>& claims, const LogHead* log);
    // In the group's transaction.
    Status write_group(Database& database);
    void decided(const Status& outcome);

  private:
    struct Tail;
    Status read_tail(const EscrowPosition& from, Tail& tail);
    Status judge(Database& database, Tail& tail);
    tl::unexpected<Error> unsound(std::string reason) const;
    tl::unexpected<Error> others_lacking() const;
    Result<std::vector<EscrowContent>> end_of_doubt(Database& database);
    void note_log(std::optional<std::uint64_t> group, EscrowFile::Sync sync);

    std::filesystem::path path_;
    std::string origin_;
    std::unique_ptr<EscrowFile> file_; // none: may_issue() tells why
    Status may_issue_;
    std::vector<ClaimRecord> claims_;    // of this group
    std::optional<std::uint64_t> group_; // this group is in the file, under this number
    struct Doubt {
        std::uint64_t group = 0;
        std::vector<ClaimRecord> claims;
    };
    std::optional<Doubt> doubt_;      // in the file, and whether its COMMIT was done is not known
    bool others_lack_ = false;        // another copy has found the registry older; looked at again each time
    LogMark log_;                     // committed
    std::optional<LogMark> next_log_; // with this group
    std::uint64_t log_size_noted_ = 0;
};

} // namespace keyline::db
