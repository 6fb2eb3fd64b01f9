// The line's requests of more than one field, out of their messages. Threads: any. Errors: value_malformed.
#pragma once

#include "provisioning/ports/key_service.h"

#include "keyline.pb.h"

namespace keyline::hsm {

struct ChallengeWanted {
    ClaimId claim;
    ProofStage stage;
};
struct ProofGiven {
    ClaimId claim;
    ChallengeId challenge;
    ProofAnswer answer;
};
struct EndReported {
    ClaimId claim;
    ClaimState end;
    std::string code;
};
struct EntriesSent {
    std::uint64_t from;
    std::vector<std::string> entries;
};

Result<ChallengeWanted> parse(const v1::ChallengeRequest& message);
Result<ProofGiven> parse(const v1::ProveRequest& message);
Result<EndReported> parse(const v1::ReportRequest& message);
Result<EntriesSent> parse(const v1::ArchiveRequest& message);

} // namespace keyline::hsm
