// The transition table of the unit procedure: for a power cut before any of its lines, the durable record that is left,
// what the lock holds, the idempotency key, and the recovery. unit_procedure.cpp executes these lines in this order;
// the tests cut it before each of them. Source: DESIGN.md, "A unit's way".
#pragma once

#include "provisioning/ports/lock_link.h"
#include "provisioning/unit_event.h"

#include <span>

namespace keyline {

enum class Line {
    record_claiming,
    issue,
    record_issued,
    record_writing,
    program,
    record_written,
    draw_challenge,
    answer_challenge,
    check_answer,
    record_proved,
    record_closing,
    close,
    draw_closed_challenge,
    answer_closed_challenge,
    check_closed_answer,
    record_closed,
    shut, // the debug port; nothing on a line
    record_passed,
    report, // by the outbox
};
inline constexpr std::size_t line_count = 19;

std::string_view text_of(Line line); // "record claiming"

// How a unit goes on, given its record and what stands in the fixture.
enum class Resume {
    claim,           // a new unit: draw a claim id
    ask_key_service, // the claim may be known to keyd, or not: ask with the same id
    retry,           // failed before: the same claim id, counted as an attempt
    write,           // token (again, if the lock is blank), table, self-check
    prove,
    close,
    confirm_closed, // closed, and reset after it: prove again, then pass
    taken,          // has passed: nothing but to take it away
    refuse,         // not a unit for this order, or one that a supervisor has to release
    quarantine,     // what the lock holds is not what the record allows
};

struct ResumePlan {
    Resume resume = Resume::claim;
    ErrorCode reason = ErrorCode::internal; // of refuse and quarantine
};

// Pure. `record`: the newest claim of this chip, if there is one; `lock`: what stands in the fixture now.
ResumePlan plan_resume(const std::optional<UnitRecord>& record, const LockIdentity& lock);

enum class IdempotencyKey { none, claim_id, lock_state, challenge_id };

struct Transition {
    Line line;                            // the cut comes before this line
    std::optional<UnitEventKind> durable; // newest event in the log at that moment
    IdempotencyKey key;                   // what makes it safe to go on
    LockState lock;                       // what the lock holds at that moment
    Resume recovery;                      // plan_resume() of the two
};

std::span<const Transition, line_count> transition_table();

} // namespace keyline
