#include "provisioning/line/transitions.h"

#include <array>

namespace keyline {

namespace {

using Event = UnitEventKind;
using Key = IdempotencyKey;

constexpr std::array<Transition, line_count> table{{
    {Line::record_claiming, {}, Key::none, LockState::blank, Resume::claim},
    {Line::issue, Event::claiming, Key::claim_id, LockState::blank, Resume::ask_key_service},
    {Line::record_issued, Event::claiming, Key::claim_id, LockState::blank, Resume::ask_key_service},
    {Line::record_writing, Event::issued, Key::claim_id, LockState::blank, Resume::write},
    {Line::program, Event::writing, Key::claim_id, LockState::blank, Resume::write},
    {Line::record_written, Event::writing, Key::lock_state, LockState::table_stored, Resume::write},
    {Line::draw_challenge, Event::written, Key::lock_state, LockState::table_stored, Resume::prove},
    {Line::answer_challenge, Event::written, Key::challenge_id, LockState::table_stored, Resume::prove},
    {Line::check_answer, Event::written, Key::challenge_id, LockState::table_stored, Resume::prove},
    {Line::record_proved, Event::written, Key::claim_id, LockState::table_stored, Resume::prove},
    {Line::record_closing, Event::proved, Key::claim_id, LockState::table_stored, Resume::prove},
    {Line::close, Event::closing, Key::lock_state, LockState::table_stored, Resume::close},
    {Line::draw_closed_challenge, Event::closing, Key::lock_state, LockState::closed, Resume::close},
    {Line::answer_closed_challenge, Event::closing, Key::challenge_id, LockState::closed, Resume::close},
    {Line::check_closed_answer, Event::closing, Key::challenge_id, LockState::closed, Resume::close},
    {Line::record_closed, Event::closing, Key::claim_id, LockState::closed, Resume::close},
    {Line::shut, Event::closed, Key::lock_state, LockState::closed, Resume::confirm_closed},
    {Line::record_passed, Event::closed, Key::claim_id, LockState::closed, Resume::confirm_closed},
    {Line::report, Event::passed, Key::claim_id, LockState::closed, Resume::taken},
}};

constexpr std::array<std::string_view, line_count> line_texts{"record claiming",
                                                              "issue",
                                                              "record issued",
                                                              "record writing",
                                                              "program",
                                                              "record written",
                                                              "draw challenge",
                                                              "answer challenge",
                                                              "check answer",
                                                              "record proved",
                                                              "record closing",
                                                              "close",
                                                              "draw closed challenge",
                                                              "answer closed challenge",
                                                              "check closed answer",
                                                              "record closed",
                                                              "shut",
                                                              "record passed",
                                                              "report"};

bool is_closed(const LockIdentity& lock) {
    return lock.state == LockState::closed || lock.state == LockState::captured;
}

ResumePlan plan_new_unit(const LockIdentity& lock) {
    if (is_closed(lock)) {
        return {Resume::refuse, ErrorCode::lock_already_provisioned};
    }
    if (lock.state != LockState::blank) {
        return {Resume::refuse, ErrorCode::lock_wrong_state};
    }
    return {Resume::claim};
}

// Issued, and not yet announced to be closed: the lock's own state decides.
ResumePlan plan_open_unit(UnitEventKind last, const LockIdentity& lock) {
    if (is_closed(lock)) {
        return {Resume::quarantine, ErrorCode::lock_state_unknown}; // somebody else has closed it
    }
    const bool was_written = last == Event::written || last == Event::proved;
    return {was_written && lock.state == LockState::table_stored ? Resume::prove : Resume::write};
}

ResumePlan plan_closing_unit(UnitEventKind last, const LockIdentity& lock) {
    if (last == Event::closed && lock.state == LockState::closed) {
        return {Resume::confirm_closed};
    }
    // A lock that has closed already is closed again all the same: only a reset after it shuts the debug port.
    if (last == Event::closing && (lock.state == LockState::table_stored || lock.state == LockState::closed)) {
        return {Resume::close};
    }
    return {Resume::quarantine, ErrorCode::lock_state_unknown};
}

// A passed chip that is open again, or has another number, is somebody's work: not ours to write to.
ResumePlan plan_passed_unit(const UnitRecord& record, const LockIdentity& lock) {
    if (is_closed(lock) && lock.serial == record.serial) {
        return {Resume::taken};
    }
    return {Resume::refuse, ErrorCode::lock_state_unknown};
}

} // namespace

ResumePlan plan_resume(const std::optional<UnitRecord>& record, const LockIdentity& lock) {
    if (!record || record->last == Event::aborted || record->last == Event::withdrawn) {
        return plan_new_unit(lock);
    }
    if (record->last == Event::passed) {
        return plan_passed_unit(*record, lock);
    }
    if (record->last == Event::quarantined) {
        return {Resume::refuse, ErrorCode::lock_state_unknown}; // a supervisor has to release it
    }
    if (lock.serial && lock.serial != record->serial) {
        return {Resume::quarantine, ErrorCode::lock_wrong_serial};
    }
    if (record->last == Event::closing || record->last == Event::closed) {
        return plan_closing_unit(record->last, lock);
    }
    if (record->last == Event::claiming) {
        return {Resume::ask_key_service};
    }
    if (record->last == Event::failed || record->last == Event::released) {
        return {Resume::retry};
    }
    return plan_open_unit(record->last, lock);
}

std::span<const Transition, line_count> transition_table() {
    return table;
}

std::string_view text_of(Line line) {
    return line_texts.at(static_cast<std::size_t>(line));
}

} // namespace keyline
