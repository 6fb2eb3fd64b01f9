// What the actions unit.examine and unit.verify carry as documents, JSON both ways, and the report that comes of it.
// Threads: values. Errors: value_malformed (keyd's side), key_service_answer (the station's) with a reason.
#pragma once

#include "provisioning/ports/lock_link.h"
#include "provisioning/verification/returned_unit.h"

namespace keyline::app {

// keyd's answer to unit.examine.
struct ExaminationPlan {
    std::optional<ClaimId> claim{};       // the unit in question; none: nobody knows it
    std::optional<Challenge> challenge{}; // drawn for it: answer within 8 s
};
Bytes document_of(const ExaminationPlan& plan);
Result<ExaminationPlan> plan_in(const Bytes& document);

// What a station brings to unit.verify. Nothing of it is believed but what keyd can check; the rest stands in the
// report as what the lock, or the station, has said.
struct Observation {
    std::optional<SerialNumber> label{};
    std::optional<LockIdentity> lock{};
    ProofOutcome self_check = ProofOutcome::not_asked; // the lock's own word
    std::optional<ClaimId> claim{};
    std::optional<ChallengeId> challenge{};
    std::optional<ByteArray<capture_response_size_bytes>> capture_response{};
    bool capture_refused = false;
    std::optional<ByteArray<table_tag_size_bytes>> table_tag{};
    bool table_refused = false;
};
Bytes document_of(const Observation& observation);
Result<Observation> observation_in(const Bytes& document);

inline constexpr std::string_view report_type = "keyline.returned-unit.v1"; // the first line of a report
std::string report_signer_name(const Name& environment);                    // "keyline/development/reports"

} // namespace keyline::app
