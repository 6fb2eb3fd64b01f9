// LogStore: the entries of one append-only log and its Merkle tree, in a database that may hold several logs. Works
// inside a transaction that the caller has begun (a write transaction for append), and never begins one itself.
// Stored are the entries, the frontier, and every 8th level of complete nodes; the levels between are made again from
// those below, at most 255 hashes, so a proof out of ten million entries reads some thousand rows.
// Threads: as its Database.
#pragma once

#include "db/merkle.h"
#include "db/sql.h"

namespace keyline::db {

struct LogHead {
    std::int64_t log = 0;
    std::string origin;
    Frontier frontier; // with the size
    std::optional<std::string> vkey;
    std::uint64_t checkpoint_size = 0;
    std::optional<std::string> checkpoint; // signed note
};

class LogStore : public MerkleNodes {
  public:
    static constexpr unsigned stored_level_step = 8;

    LogStore(Database& database, std::int64_t log) : database_(database), log_(log) {}

    // A new, empty log; its number.
    static Result<std::int64_t> add(Database& database, std::string_view origin);
    static Result<std::optional<std::int64_t>> find(Database& database, std::string_view origin);

    Result<LogHead> head();
    // `leaf` is the entry at index size(). Answers the size after it.
    Result<std::uint64_t> append(std::string_view leaf);
    // Fewer than `entries_max` only at the end of the log.
    Result<std::vector<std::string>> entries(std::uint64_t from, std::size_t entries_max);
    // The key of its row: ids of a log's entries follow one another.
    std::int64_t entry_id(std::uint64_t index) const;
    Result<Hash> node(unsigned level, std::uint64_t index) override;
    // none when nothing is stored there.
    Result<std::optional<Hash>> stored_node(unsigned level, std::uint64_t index);
    Result<std::uint64_t> stored_nodes(); // how many

    Status pin(std::string_view vkey);
    Status keep_checkpoint(std::uint64_t size, std::string_view note);

    // That size, frontier and the newest entries fit together: a few thousand hashes, however long the log.
    Status check();

  private:
    Result<LogHead> read_head(Statement& row);
    // Of the stored level below this one (or of the leaves): those that its node is made of.
    Result<std::vector<Hash>> stored_below(unsigned level, std::uint64_t index);

    Database& database_;
    std::int64_t log_;
};

// A log only grows. One that has become shorter under who writes it, or ends otherwise, was overwritten, as by an older
// copy: going on would give numbers twice. Threads: as its Database.
class LogGrowth {
  public:
    void note(const LogHead& head); // of what is committed
    // In a transaction: what was noted is still there, as far as the log's head tells.
    Status check(const Database& database, const LogHead& head) const;

  private:
    std::uint64_t size_ = 0;
    std::optional<Hash> root_;
};

} // namespace keyline::db
