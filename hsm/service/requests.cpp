#include "hsm/service/requests.h"

#include "hsm/service/wire.h"

#include <algorithm>

namespace keyline::hsm {

Result<ChallengeWanted> parse(const v1::ChallengeRequest& message) {
    auto claim = ClaimId::from_bytes(as_bytes(message.claim()));
    if (!claim) {
        return claim.failure();
    }
    auto stage = from_message(message.stage());
    if (!stage) {
        return stage.failure();
    }
    return ChallengeWanted{*claim, *stage};
}

Result<ProofGiven> parse(const v1::ProveRequest& message) {
    auto claim = ClaimId::from_bytes(as_bytes(message.claim()));
    if (!claim) {
        return claim.failure();
    }
    auto challenge = to_array<challenge_id_size_bytes>(as_bytes(message.challenge()));
    if (!challenge) {
        return challenge.failure();
    }
    auto response = to_array<capture_response_size_bytes>(as_bytes(message.capture_response()));
    if (!response) {
        return response.failure();
    }
    auto tag = to_array<table_tag_size_bytes>(as_bytes(message.table_tag()));
    if (!tag) {
        return tag.failure();
    }
    return ProofGiven{*claim, *challenge, {*response, *tag}};
}

Result<EndReported> parse(const v1::ReportRequest& message) {
    auto claim = ClaimId::from_bytes(as_bytes(message.claim()));
    if (!claim) {
        return claim.failure();
    }
    auto end = from_message(message.end());
    if (!end) {
        return end.failure();
    }
    if (message.code().size() > outcome_code_characters_max) {
        return fail(ErrorCode::value_malformed, {{"value", "outcome code"}, {"reason", "64 characters at most"}});
    }
    return EndReported{*claim, *end, message.code()};
}

Result<EntriesSent> parse(const v1::ArchiveRequest& message) {
    const auto& entries = message.entries();
    const auto too_long = [](const std::string& entry) { return entry.size() > archive_entry_size_bytes_max; };
    if (static_cast<std::size_t>(entries.size()) > archive_entries_max ||
        std::any_of(entries.begin(), entries.end(), too_long)) {
        return fail(ErrorCode::value_malformed,
                    {{"value", "log entries"}, {"reason", "1024 of 65535 bytes each at most"}});
    }
    return EntriesSent{message.from(), {entries.begin(), entries.end()}};
}

} // namespace keyline::hsm
