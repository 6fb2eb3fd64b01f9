#include "db/escrow_rows.h"

#include "db/log_store.h"
#include "db/schema.h"

#include <array>
#include <unistd.h>

namespace keyline::db {

namespace {
constexpr std::size_t host_name_size_bytes_max = 256;

// Several hosts may have the same path.
std::string place_of(const EscrowFile& file) {
    std::array<char, host_name_size_bytes_max> host{};
    gethostname(host.data(), host.size() - 1);
    return std::string(host.data()) + ":" + file.path().string();
}
} // namespace

Result<std::optional<EscrowRows::Row>> EscrowRows::find(const std::string& copy) {
    auto statement = database_.query("SELECT size_bytes, digest, lacking FROM escrow_copies WHERE copy = ?", copy);
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
    const auto digest = to_array<hash_size_bytes>(statement->blob(1));
    if (!digest) {
        return database_.unsound("the record of an escrow copy");
    }
    return Row{static_cast<std::uint64_t>(statement->integer(0)), *digest, statement->integer(2) == 1};
}

Result<bool> EscrowRows::is_any_lacking() {
    const auto lacking = database_.integer("SELECT count(*) FROM escrow_copies WHERE lacking = 1");
    return lacking ? Result<bool>(*lacking != 0) : lacking.failure();
}

Status EscrowRows::settle(const EscrowFile& file, const EscrowPosition& end) {
    return database_.run("INSERT INTO escrow_copies (copy, place, size_bytes, digest, lacking) VALUES (?, ?, ?, ?, 0) "
                         "ON CONFLICT (copy) DO UPDATE SET place = excluded.place, size_bytes = excluded.size_bytes, "
                         "digest = excluded.digest, lacking = 0",
                         file.header().copy, place_of(file), end.size_bytes, ByteView(end.digest));
}

Result<bool> EscrowRows::advance(const std::string& copy, const EscrowPosition& end) {
    if (auto updated =
            database_.run("UPDATE escrow_copies SET size_bytes = ?, digest = ? WHERE copy = ? AND NOT EXISTS "
                          "(SELECT 1 FROM escrow_copies WHERE lacking = 1)",
                          end.size_bytes, ByteView(end.digest), copy);
        !updated) {
        return updated.failure();
    }
    return database_.rows_changed() == 1;
}

Status EscrowRows::mark_lacking(const EscrowFile& file) {
    return database_.run("INSERT INTO escrow_copies (copy, place, size_bytes, digest, lacking) VALUES (?, ?, 0, ?, 1) "
                         "ON CONFLICT (copy) DO UPDATE SET lacking = 1",
                         file.header().copy, place_of(file), ByteView(Hash{}));
}

Status EscrowRows::replace_others(const EscrowFile& file) {
    return database_.run("UPDATE escrow_copies SET lacking = 0 WHERE place = ? AND copy <> ?", place_of(file),
                         file.header().copy);
}

Result<bool> EscrowRows::holds(const ClaimRecord& record) {
    const auto there = database_.integer("SELECT count(*) FROM claims WHERE id = ? AND escrow = ?",
                                         record.claim.id.bytes(), ByteView(record.escrow));
    return there ? Result<bool>(*there != 0) : there.failure();
}

Result<std::vector<EscrowRows::Key>> EscrowRows::keys(std::int64_t& after, std::size_t keys_max) {
    auto statement = database_.query("SELECT number, id, escrow FROM claims WHERE number > ? ORDER BY number LIMIT ?",
                                     after, keys_max);
    if (!statement) {
        return statement.failure();
    }
    std::vector<Key> keys;
    for (;;) {
        const auto row = statement->step();
        if (!row) {
            return row.failure();
        }
        if (!*row) {
            return keys;
        }
        const auto id = ClaimId::from_bytes(statement->blob(1));
        const auto escrow = to_array<escrow_size_bytes>(statement->blob(2));
        if (!id || !escrow) {
            return database_.unsound("the record of a claim");
        }
        after = statement->integer(0);
        keys.push_back({*id, *escrow});
    }
}

Result<std::map<ClaimId, StationId>> EscrowRows::open_claims() {
    auto statement = database_.query("SELECT id, station FROM claims WHERE state = 'open'");
    if (!statement) {
        return statement.failure();
    }
    std::map<ClaimId, StationId> claims;
    for (;;) {
        const auto row = statement->step();
        if (!row) {
            return row.failure();
        }
        if (!*row) {
            return claims;
        }
        const auto id = ClaimId::from_bytes(statement->blob(0));
        const auto station = StationId::parse(statement->text(1));
        if (!id || !station) {
            return database_.unsound("the record of a claim");
        }
        claims.emplace(*id, *station);
    }
}

Result<bool> EscrowRows::has_log(const LogMark& mark) {
    const auto storage = database_.storage();
    if (!storage) {
        return storage.failure();
    }
    LogStore log(database_, registry_log_number);
    const auto head = log.head();
    if (!head) {
        return head.failure();
    }
    if (*storage != mark.store || head->frontier.size() < mark.size) {
        return false;
    }
    const auto root = tree_root(log, mark.size);
    return root ? Result<bool>(*root == mark.root) : root.failure();
}

Result<LogMark> EscrowRows::log_mark() {
    auto storage = database_.storage();
    if (!storage) {
        return storage.failure();
    }
    const auto head = LogStore(database_, registry_log_number).head();
    return head ? Result<LogMark>(LogMark{head->frontier.size(), head->frontier.root(), *std::move(storage)})
                : head.failure();
}

} // namespace keyline::db
