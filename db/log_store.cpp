#include "db/log_store.h"

namespace keyline::db {

namespace {
bool is_stored_level(unsigned level) {
    return level > 0 && level % LogStore::stored_level_step == 0;
}
} // namespace

Result<std::int64_t> LogStore::add(Database& database, std::string_view origin) {
    return database.integer(
        "INSERT INTO logs (log, origin) SELECT coalesce(max(log), 0) + 1, ? FROM logs RETURNING log", origin);
}

Result<std::optional<std::int64_t>> LogStore::find(Database& database, std::string_view origin) {
    auto statement = database.query("SELECT log FROM logs WHERE origin = ?", origin);
    if (!statement) {
        return statement.failure();
    }
    const auto row = statement->step();
    if (!row) {
        return row.failure();
    }
    return *row ? std::optional(statement->integer(0)) : std::nullopt;
}

std::int64_t LogStore::entry_id(std::uint64_t index) const {
    return (log_ << tree_levels_max) + static_cast<std::int64_t>(index);
}

Result<LogHead> LogStore::head() {
    auto statement = database_.query(
        "SELECT origin, size, frontier, vkey, checkpoint_size, checkpoint FROM logs WHERE log = ?", log_);
    if (!statement) {
        return statement.failure();
    }
    const auto row = statement->step();
    if (!row) {
        return row.failure();
    }
    return *row ? read_head(*statement) : database_.unsound("the log's head is missing");
}

Result<LogHead> LogStore::read_head(Statement& row) {
    auto frontier = Frontier::from_bytes(static_cast<std::uint64_t>(row.integer(1)), row.blob(2));
    if (!frontier) {
        return database_.unsound("the log's size and frontier do not fit together");
    }
    LogHead head{log_, row.text(0), *std::move(frontier), {}, static_cast<std::uint64_t>(row.integer(4)), {}};
    if (!row.is_null(3)) {
        head.vkey = row.text(3);
    }
    if (!row.is_null(5)) {
        head.checkpoint = row.text(5);
    }
    return head;
}

Result<std::uint64_t> LogStore::append(std::string_view leaf) {
    auto log = head();
    if (!log) {
        return log.failure();
    }
    Frontier& frontier = log->frontier;
    if (auto inserted =
            database_.run("INSERT INTO entries (id, leaf) VALUES (?, ?)", entry_id(frontier.size()), as_bytes(leaf));
        !inserted) {
        return inserted.failure();
    }
    const auto store = [this](unsigned level, std::uint64_t index, const Hash& hash) -> Status {
        if (!is_stored_level(level)) {
            return {};
        }
        return database_.run("INSERT INTO nodes (log, level, position, hash) VALUES (?, ?, ?, ?)", log_, level, index,
                             ByteView(hash));
    };
    if (auto grown = frontier.append(leaf_hash(as_bytes(leaf)), store); !grown) {
        return grown.failure();
    }
    if (auto kept = database_.run("UPDATE logs SET size = ?, frontier = ? WHERE log = ?", frontier.size(),
                                  ByteView(frontier.bytes()), log_);
        !kept) {
        return kept.failure();
    }
    return frontier.size();
}

Result<std::vector<std::string>> LogStore::entries(std::uint64_t from, std::size_t entries_max) {
    std::vector<std::string> entries;
    if (from >> tree_levels_max != 0) {
        return entries;
    }
    auto statement = database_.query("SELECT id, leaf FROM entries WHERE id >= ? AND id < ? ORDER BY id LIMIT ?",
                                     entry_id(from), entry_id(std::uint64_t{1} << tree_levels_max), entries_max);
    if (!statement) {
        return statement.failure();
    }
    for (;;) {
        const auto row = statement->step();
        if (!row) {
            return row.failure();
        }
        if (!*row) {
            return entries;
        }
        if (statement->integer(0) != entry_id(from + entries.size())) {
            return database_.unsound("entry " + std::to_string(from + entries.size()) + " is missing");
        }
        entries.push_back(statement->text(1));
    }
}

Result<std::optional<Hash>> LogStore::stored_node(unsigned level, std::uint64_t index) {
    auto statement =
        database_.query("SELECT hash FROM nodes WHERE log = ? AND level = ? AND position = ?", log_, level, index);
    if (!statement) {
        return statement.failure();
    }
    const auto row = statement->step();
    if (!row) {
        return row.failure();
    }
    if (!*row) {
        return std::nullopt;
    }
    const auto hash = to_array<hash_size_bytes>(statement->blob(0));
    return hash ? Result<std::optional<Hash>>(*hash) : database_.unsound("a node's size");
}

Result<std::uint64_t> LogStore::stored_nodes() {
    const auto count = database_.integer("SELECT count(*) FROM nodes WHERE log = ?", log_);
    return count ? Result<std::uint64_t>(static_cast<std::uint64_t>(*count)) : count.failure();
}

// The hashes below, all of them by one statement: a proof out of millions is then some dozen statements.
Result<std::vector<Hash>> LogStore::stored_below(unsigned level, std::uint64_t index) {
    const unsigned below = (level - 1) / stored_level_step * stored_level_step;
    const std::uint64_t first = index << (level - below);
    const std::uint64_t count = std::uint64_t{1} << (level - below);
    std::vector<Hash> hashes;
    if (below == 0) {
        const auto leaves = entries(first, count);
        if (!leaves) {
            return leaves.failure();
        }
        for (const std::string& leaf : *leaves) {
            hashes.push_back(leaf_hash(as_bytes(leaf)));
        }
    } else {
        auto statement = database_.query(
            "SELECT hash FROM nodes WHERE log = ? AND level = ? AND position >= ? AND position < ? ORDER BY position",
            log_, below, first, first + count);
        if (!statement) {
            return statement.failure();
        }
        for (;;) {
            const auto row = statement->step();
            if (!row) {
                return row.failure();
            }
            if (!*row) {
                break;
            }
            const auto hash = to_array<hash_size_bytes>(statement->blob(0));
            if (!hash) {
                return database_.unsound("a node's size");
            }
            hashes.push_back(*hash);
        }
    }
    return hashes.size() == count ? Result<std::vector<Hash>>(std::move(hashes))
           : below == 0           ? database_.unsound("entry " + std::to_string(first + hashes.size()) + " is missing")
                                  : database_.unsound("a node is missing");
}

Result<Hash> LogStore::node(unsigned level, std::uint64_t index) {
    if (is_stored_level(level)) {
        const auto stored = stored_node(level, index);
        if (!stored) {
            return stored.failure();
        }
        return *stored ? Result<Hash>(**stored) : database_.unsound("a node is missing");
    }
    if (level == 0) {
        const auto leaves = entries(index, 1);
        if (!leaves) {
            return leaves.failure();
        }
        return leaves->empty() ? Result<Hash>(database_.unsound("entry " + std::to_string(index) + " is missing"))
                               : leaf_hash(as_bytes(leaves->front()));
    }
    auto hashes = stored_below(level, index);
    if (!hashes) {
        return hashes.failure();
    }
    while (hashes->size() > 1) {
        for (std::size_t i = 0; i < hashes->size() / 2; ++i) {
            (*hashes)[i] = node_hash((*hashes)[2 * i], (*hashes)[2 * i + 1]);
        }
        hashes->resize(hashes->size() / 2);
    }
    return hashes->front();
}

Status LogStore::pin(std::string_view vkey) {
    return database_.run("UPDATE logs SET vkey = ? WHERE log = ?", vkey, log_);
}

Status LogStore::keep_checkpoint(std::uint64_t size, std::string_view note) {
    return database_.run("UPDATE logs SET checkpoint_size = ?, checkpoint = ? WHERE log = ?", size, note, log_);
}

void LogGrowth::note(const LogHead& head) {
    if (head.frontier.size() >= size_) { // those of a group may tell in any order
        size_ = head.frontier.size();
        root_ = head.frontier.root();
    }
}

Status LogGrowth::check(const Database& database, const LogHead& head) const {
    const bool shorter = head.frontier.size() < size_;
    const bool other = root_ && head.frontier.size() == size_ && head.frontier.root() != *root_;
    return shorter || other ? Status(database.unsound("the file was overwritten while it was in use")) : Status{};
}

Status LogStore::check() {
    const auto log = head();
    if (!log) {
        return log.failure();
    }
    const auto beyond = entries(log->frontier.size(), 1);
    if (!beyond) {
        return beyond.failure();
    }
    const auto root = tree_root(*this, log->frontier.size());
    if (!root) {
        return root.failure();
    }
    if (!beyond->empty() || *root != log->frontier.root()) {
        return database_.unsound("the newest entries and the log's tree do not fit together");
    }
    return {};
}

} // namespace keyline::db
