#include "db/escrow_copy.h"

#include <map>

namespace keyline::db {

namespace {
// An entry of keyd's log that no claim goes with is noted in the copy with so many others.
constexpr std::uint64_t log_entries_not_noted_max = 64;
constexpr std::string_view kept_text = "\"kept\":";
} // namespace

EscrowCopy::EscrowCopy(const std::filesystem::path& path, std::string origin)
    : path_(path), origin_(std::move(origin)) {
    auto file = EscrowFile::open(path, EscrowFile::Use::write);
    if (!file) {
        may_issue_ = file.failure();
    } else if ((*file)->header().origin != origin_) {
        may_issue_ = unsound("it is of " + (*file)->header().origin + ", not of " + origin_);
    } else {
        file_ = *std::move(file);
    }
}

EscrowCopy::~EscrowCopy() {
    if (may_issue_ && log_.size > log_size_noted_) {
        note_log({}, EscrowFile::Sync::durable);
    }
}

// What follows the place that the registry knows.
struct EscrowCopy::Tail {
    std::map<std::uint64_t, std::vector<ClaimRecord>> groups; // without the void ones
    bool has_kept_group = false;
    std::optional<LogMark> log;
    EscrowEnd end;
};

Status EscrowCopy::read_tail(const EscrowPosition& from, Tail& tail) {
    auto end = file_->read(from, [&](const EscrowLine& line, const EscrowPosition&) -> Status {
        if (const auto* claim = std::get_if<EscrowClaim>(&line.content)) {
            tail.groups[claim->group].push_back(claim->record);
        } else if (const auto* avoided = std::get_if<EscrowVoid>(&line.content)) {
            tail.groups.erase(avoided->group);
        } else if (const auto* kept = std::get_if<EscrowKept>(&line.content)) {
            tail.has_kept_group = tail.has_kept_group || (kept->group && tail.groups.contains(*kept->group));
            tail.log = kept->log;
        }
        return {};
    });
    if (!end) {
        return end.failure();
    }
    tail.end = *end;
    return {};
}

Status EscrowCopy::note_older(Database& database, std::string reason) {
    may_issue_ = fail(ErrorCode::registry_not_reconciled, {{"path", path_.string()}, {"reason", std::move(reason)}});
    return EscrowRows(database).mark_lacking(*file_);
}

tl::unexpected<Error> EscrowCopy::unsound(std::string reason) const {
    return fail(ErrorCode::escrow_unsound, {{"path", path_.string()}, {"reason", std::move(reason)}});
}

Status EscrowCopy::compare(Database& database) {
    if (!file_) {
        return {};
    }
    EscrowRows rows(database);
    const auto known = rows.find(file_->header().copy);
    if (!known) {
        return known.failure();
    }
    if (!*known || (*known)->lacking) {
        return note_older(database, *known ? "it was found to be older than the copy" : "it does not know this copy");
    }
    const auto lacking = rows.is_any_lacking();
    if (!lacking) {
        return lacking.failure();
    }
    others_lack_ = *lacking;
    const auto position = file_->find((*known)->size_bytes, (*known)->digest);
    if (!position || !*position) {
        may_issue_ = position ? Status(unsound("it lacks claims that the registry has, or was changed"))
                              : Status(position.failure());
        return {};
    }
    Tail tail;
    if (auto read = read_tail(**position, tail); !read) {
        may_issue_ = read;
        return {};
    }
    return judge(database, tail);
}

Status EscrowCopy::judge(Database& database, Tail& tail) {
    EscrowRows rows(database);
    const auto has_log = tail.log ? rows.has_log(*tail.log) : Result<bool>(true);
    if (!has_log) {
        return has_log.failure();
    }
    if (tail.has_kept_group || tail.groups.size() > 1) {
        return note_older(database, "it lacks units that the copy has");
    }
    if (!*has_log) {
        return note_older(database, "its log is not the one that the copy has seen");
    }
    // A line that was torn by a power cut is of a group that was not committed, or says no more than that one was.
    const auto kept_in_rest = file_->rest_contains(tail.end, kept_text);
    if (!kept_in_rest || *kept_in_rest) {
        may_issue_ = kept_in_rest ? Status(unsound("line " + std::to_string(tail.end.position.next_seq + 1) +
                                                   " does not follow the one before it"))
                                  : Status(kept_in_rest.failure());
        return {};
    }
    auto log = rows.log_mark();
    if (!log) {
        return log.failure();
    }
    log_ = *std::move(log);
    log_size_noted_ = tail.log ? tail.log->size : log_.size;
    may_issue_ = file_->go_on_at(tail.end.position);
    if (may_issue_ && !tail.groups.empty()) {
        doubt_ = Doubt{tail.groups.begin()->first, std::move(tail.groups.begin()->second)};
    }
    return {};
}

Status EscrowCopy::settle_doubt(Database& database) {
    auto settled = EscrowRows(database).advance(file_->header().copy, file_->end());
    if (!settled) {
        return settled.failure();
    }
    return *settled ? Status() : others_lacking();
}

void EscrowCopy::end_doubt(Outcome outcome) {
    const EscrowContent end =
        outcome == Outcome::kept ? EscrowContent(EscrowKept{doubt_->group, log_}) : EscrowVoid{doubt_->group};
    may_issue_ = file_->append({end}, EscrowFile::Sync::durable);
    doubt_.reset();
}

Status EscrowCopy::may_issue(Database& database) {
    if (may_issue_ && others_lack_) {
        const auto lacking = EscrowRows(database).is_any_lacking();
        if (!lacking) {
            return lacking.failure();
        }
        others_lack_ = *lacking;
    }
    return others_lack_ ? others_lacking() : may_issue_;
}

tl::unexpected<Error> EscrowCopy::others_lacking() const {
    return fail(ErrorCode::registry_not_reconciled,
                {{"path", path_.string()}, {"reason", "it was found to be older than another key service's copy"}});
}

void EscrowCopy::add(const std::vector<ClaimRecord>& claims, const LogHead* log) {
    claims_.insert(claims_.end(), claims.begin(), claims.end());
    if (log != nullptr) {
        next_log_ = LogMark{log->frontier.size(), log->frontier.root(), log_.store};
    }
}

// The registry knows by now whether it has them: this transaction came after that COMMIT.
Result<std::vector<EscrowContent>> EscrowCopy::end_of_doubt(Database& database) {
    std::vector<EscrowContent> lines;
    if (!doubt_) {
        return lines;
    }
    const auto there = EscrowRows(database).holds(doubt_->claims.front());
    if (!there) {
        return there.failure();
    }
    lines.push_back(*there ? EscrowContent(EscrowKept{doubt_->group, log_}) : EscrowVoid{doubt_->group});
    return lines;
}

Status EscrowCopy::write_group(Database& database) {
    group_.reset();
    if (claims_.empty()) {
        return {};
    }
    if (!may_issue_) {
        return may_issue_;
    }
    auto lines = end_of_doubt(database);
    if (!lines) {
        return lines.failure();
    }
    const std::uint64_t group = file_->end().next_seq + lines->size();
    for (const ClaimRecord& record : claims_) {
        lines->push_back(EscrowClaim{group, record});
    }
    if (auto written = file_->append(*lines, EscrowFile::Sync::durable); !written) {
        return written;
    }
    doubt_.reset();
    group_ = group;
    auto advanced = EscrowRows(database).advance(file_->header().copy, file_->end());
    if (!advanced) {
        return advanced.failure();
    }
    others_lack_ = !*advanced;
    return others_lack_ ? others_lacking() : Status();
}

void EscrowCopy::decided(const Status& outcome) {
    if (outcome && next_log_) {
        log_ = *next_log_;
    }
    if (outcome && (group_ || log_.size >= log_size_noted_ + log_entries_not_noted_max)) {
        note_log(group_, EscrowFile::Sync::later);
    }
    if (!outcome && group_) {
        doubt_ = Doubt{*group_, claims_};
    }
    next_log_.reset();
    group_.reset();
    claims_.clear();
}

// Not told when it fails: it says no more than the registry does, and the next group will fail in the same way.
void EscrowCopy::note_log(std::optional<std::uint64_t> group, EscrowFile::Sync sync) {
    if (file_ && file_->append({EscrowKept{group, log_}}, sync)) {
        log_size_noted_ = log_.size;
    }
}

} // namespace keyline::db
