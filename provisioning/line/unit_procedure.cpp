#include "provisioning/line/unit_procedure.h"

namespace keyline {

namespace {

constexpr unsigned challenge_draws_max = 2; // a lock may be too late once, keyd may restart once

class UnitProcedure {
  public:
    UnitProcedure(const UnitPorts& ports, const UnitJob& job, const LockIdentity& lock,
                  const std::optional<UnitRecord>& record)
        : ports_(ports), job_(job), lock_(lock), record_(record) {}

    UnitResult run(const ResumePlan& plan) {
        const Status done = go_on(plan);
        return done ? UnitResult{Outcome::passed, serial_, lock_.uid, {}} : end_with(done.error(), plan.resume);
    }

  private:
    // The procedure itself: each step leads to the next.
    Status go_on(const ResumePlan& plan) {
        if (plan.resume != Resume::claim) {
            adopt_record();
        }
        switch (plan.resume) {
        case Resume::claim:
        case Resume::ask_key_service:
        case Resume::retry:
            return claim(plan.resume);
        case Resume::write:
            return write();
        case Resume::prove:
            return prove();
        case Resume::close:
            return close();
        case Resume::confirm_closed:
            return confirm_closed();
        case Resume::taken:
        case Resume::refuse:
        case Resume::quarantine:
            break;
        }
        return fail(plan.reason, {{"lock_state", std::to_string(static_cast<int>(lock_.state))}});
    }

    Status claim(Resume resume);
    Status write();
    Status prove();
    Status close();
    Status confirm_closed();

    Status issue();
    Status check_superseded(const UnitRecord& owner);
    Status prove_stage(ProofStage stage, LockState expected_state);
    Status check_same_unit(const LockIdentity& seen, LockState expected_state) const;
    UnitEventKind end_for(const Error& error, Resume resume) const;
    UnitResult end_with(const Error& error, Resume resume);

    Status record(Line line, UnitEventKind kind, Error::Args details = {}) {
        at(line);
        return append(kind, std::move(details));
    }
    Status append(UnitEventKind kind, Error::Args details) {
        AuditEvent event{std::string(text_of(kind)), job_.lane, order_, claim_, serial_, lock_.uid, std::move(details)};
        if (auto appended = ports_.log.append(event); !appended) {
            return appended.failure();
        }
        return {};
    }
    void at(Line line) { ports_.observer.on_line(line, serial_); }
    void adopt_record() {
        claim_ = record_->claim;
        order_ = record_->order;
        serial_ = record_->serial;
        last_ = record_->last;
    }

    const UnitPorts& ports_;
    const UnitJob& job_;
    const LockIdentity& lock_;
    const std::optional<UnitRecord>& record_;

    std::optional<ClaimId> claim_;
    OrderId order_ = job_.order.id;
    std::optional<SerialNumber> serial_;
    std::optional<Issued> issued_;
    std::optional<ClaimId> supersedes_;            // the claim that had its serial number before a re-key
    UnitEventKind last_ = UnitEventKind::claiming; // newest durable event of the claim
};

Status UnitProcedure::claim(Resume resume) {
    if (resume == Resume::claim) {
        ByteArray<ClaimId::size_bytes> drawn{};
        if (auto filled = ports_.random.fill(drawn); !filled) {
            return filled;
        }
        claim_ = *ClaimId::from_bytes(drawn);
    }
    if (resume != Resume::ask_key_service) {
        if (auto recorded =
                record(Line::record_claiming, UnitEventKind::claiming,
                       {{"hardware", lock_.hardware}, {"firmware", lock_.firmware}, {"kg", lock_.kg.text()}});
            !recorded) {
            return recorded;
        }
    }
    last_ = UnitEventKind::claiming;
    at(Line::issue);
    if (auto issued = issue(); !issued) {
        return issued;
    }
    Error::Args details{{"token_digest", issued_->token_digest}};
    if (supersedes_) {
        details.emplace_back("supersedes", supersedes_->text());
    }
    if (auto recorded = record(Line::record_issued, UnitEventKind::issued, std::move(details)); !recorded) {
        return recorded;
    }
    last_ = UnitEventKind::issued;
    return write();
}

Status UnitProcedure::issue() {
    auto issued = ports_.keys.issue({*claim_, order_, serial_ ? serial_ : job_.serial, lock_.uid});
    if (!issued) {
        return issued.failure();
    }
    if (serial_ && issued->claim.serial != *serial_) {
        return fail(ErrorCode::key_service_answer, {{"reason", "another serial number for the same claim"}});
    }
    auto owner = ports_.log.unit_with(issued->claim.serial);
    if (!owner) {
        return owner.failure();
    }
    if (*owner && (*owner)->claim != *claim_) {
        if (auto superseded = check_superseded(**owner); !superseded) {
            return superseded;
        }
        supersedes_ = (*owner)->claim;
    }
    serial_ = issued->claim.serial;
    issued_ = std::move(*issued);
    return {};
}

// A number of another unit is this one's only if a person had it re-keyed: a registry that was set back would give
// numbers twice.
Status UnitProcedure::check_superseded(const UnitRecord& owner) {
    const auto claim = ports_.keys.find_claim(owner.claim);
    const bool superseded =
        owner.last == UnitEventKind::withdrawn || (claim && *claim && (*claim)->state == ClaimState::superseded);
    if (!superseded) {
        return fail(ErrorCode::key_service_answer,
                    {{"reason", owner.serial->text() + " is another unit's on record here"}});
    }
    return {};
}

Status UnitProcedure::write() {
    const bool token_needed = lock_.state == LockState::blank;
    if (token_needed && !issued_) { // a resumed unit: the same token is made again
        if (auto issued = issue(); !issued) {
            return issued;
        }
    }
    if (auto recorded = record(Line::record_writing, UnitEventKind::writing); !recorded) {
        return recorded;
    }
    last_ = UnitEventKind::writing;
    at(Line::program);
    const auto progress = [this](std::size_t done, std::size_t total) { ports_.observer.on_progress(done, total); };
    auto checked = ports_.lock.program(token_needed ? &issued_->token : nullptr, job_.table, progress);
    if (!checked) {
        return checked.failure();
    }
    if (!checked->round_trip || !checked->table || checked->serial != serial_) {
        return fail(ErrorCode::lock_self_check, {{"round_trip", checked->round_trip ? "right" : "wrong"},
                                                 {"table", checked->table ? "right" : "wrong"},
                                                 {"serial", checked->serial == serial_ ? "right" : "wrong"}});
    }
    if (auto recorded = record(Line::record_written, UnitEventKind::written); !recorded) {
        return recorded;
    }
    last_ = UnitEventKind::written;
    return prove();
}

Status UnitProcedure::prove() {
    if (auto proved = prove_stage(ProofStage::written, LockState::table_stored); !proved) {
        return proved;
    }
    if (auto recorded = record(Line::record_proved, UnitEventKind::proved); !recorded) {
        return recorded;
    }
    last_ = UnitEventKind::proved;
    if (auto recorded = record(Line::record_closing, UnitEventKind::closing); !recorded) {
        return recorded;
    }
    return close();
}

Status UnitProcedure::close() {
    last_ = UnitEventKind::closing;
    at(Line::close);
    if (auto closed = ports_.lock.close(); !closed) {
        return closed;
    }
    return confirm_closed();
}

Status UnitProcedure::confirm_closed() {
    if (auto proved = prove_stage(ProofStage::closed, LockState::closed); !proved) {
        return proved;
    }
    if (last_ != UnitEventKind::closed) {
        if (auto recorded = record(Line::record_closed, UnitEventKind::closed); !recorded) {
            return recorded;
        }
        last_ = UnitEventKind::closed;
    }
    at(Line::shut);
    if (auto shut = ports_.lock.shut(); !shut) {
        return shut;
    }
    return record(Line::record_passed, UnitEventKind::passed, {{"code", "ok"}, {"firmware", lock_.firmware}});
}

Status UnitProcedure::prove_stage(ProofStage stage, LockState expected_state) {
    const bool closed = stage == ProofStage::closed;
    Status proved;
    for (unsigned draw = 1; draw <= challenge_draws_max; ++draw) {
        at(closed ? Line::draw_closed_challenge : Line::draw_challenge);
        auto challenge = ports_.keys.challenge(*claim_, stage);
        if (!challenge) {
            return challenge.failure();
        }
        at(closed ? Line::answer_closed_challenge : Line::answer_challenge);
        auto answer = ports_.lock.answer(*challenge);
        if (!answer) {
            return answer.failure();
        }
        if (auto same = check_same_unit(answer->identity, expected_state); !same) {
            return same;
        }
        if (closed && !answer->refuses_token) {
            return fail(ErrorCode::lock_not_closed);
        }
        at(closed ? Line::check_closed_answer : Line::check_answer);
        proved = ports_.keys.prove(*claim_, challenge->id, answer->proof);
        const bool draw_again = !proved && (proved.error().code == ErrorCode::challenge_expired || // too late
                                            proved.error().code == ErrorCode::challenge_unknown);  // keyd was restarted
        if (!draw_again) {
            break;
        }
    }
    return proved;
}

// The identity lock: S/N in the lock = chip UID = lane.
Status UnitProcedure::check_same_unit(const LockIdentity& seen, LockState expected_state) const {
    if (seen.uid != lock_.uid) {
        return fail(ErrorCode::lock_changed, {{"expected_uid", lock_.uid.text()}, {"uid", seen.uid.text()}});
    }
    if (seen.serial != serial_) {
        return fail(ErrorCode::lock_wrong_serial,
                    {{"expected", serial_->text()}, {"serial", seen.serial ? seen.serial->text() : "none"}});
    }
    if (seen.state != expected_state) {
        return fail(ErrorCode::lock_wrong_state, {{"expected", std::to_string(static_cast<int>(expected_state))},
                                                  {"state", std::to_string(static_cast<int>(seen.state))}});
    }
    return {};
}

// The event that a failed procedure ends with, by whose fault it was and how far the unit had come.
UnitEventKind UnitProcedure::end_for(const Error& error, Resume resume) const {
    const bool units_fault = kind_of(error.code) == ErrorKind::unit;
    const bool may_be_closed = last_ == UnitEventKind::closing || last_ == UnitEventKind::closed;
    if (resume == Resume::quarantine || (units_fault && may_be_closed)) {
        return UnitEventKind::quarantined;
    }
    if (units_fault) {
        return UnitEventKind::failed;
    }
    if (kind_of(error.code) == ErrorKind::refused && last_ == UnitEventKind::claiming) {
        if (resume == Resume::retry) {
            return UnitEventKind::failed; // as it was before
        }
        switch (error.code) {
        case ErrorCode::claim_ended:
        case ErrorCode::claim_mismatch:
        case ErrorCode::claim_other_station:
        case ErrorCode::claim_reissue_limit:
            return UnitEventKind::interrupted; // keyd has the claim
        default:
            return UnitEventKind::aborted;
        }
    }
    return UnitEventKind::interrupted;
}

UnitResult UnitProcedure::end_with(const Error& error, Resume resume) {
    UnitResult result{Outcome::error, serial_, lock_.uid, error};
    if (!claim_) {
        return result; // nothing was begun
    }
    const UnitEventKind end = end_for(error, resume);
    Error::Args details{{"code", std::string(text_of(error.code))}};
    details.insert(details.end(), error.args.begin(), error.args.end());
    if (auto recorded = append(end, std::move(details)); !recorded) {
        result.reason = recorded.error(); // without a record there is no end: the unit stays open
        return result;
    }
    if (end == UnitEventKind::failed && kind_of(error.code) == ErrorKind::unit) {
        result.outcome = Outcome::failed;
    } else if (end == UnitEventKind::quarantined) {
        result.outcome = Outcome::quarantined;
    } else if (error.code == ErrorCode::stopped) {
        result.outcome = Outcome::aborted; // by a person; lock and log resolve it when it is tried again
    }
    return result;
}

} // namespace

Status check_lock_fits(const LockIdentity& lock, const WorkOrder& order) {
    if (lock.type != order.profile.device_type) {
        return fail(ErrorCode::lock_wrong_type,
                    {{"expected", order.profile.device_type.text()}, {"found", lock.type.text()}});
    }
    if (lock.kg != order.kg) {
        return fail(ErrorCode::lock_wrong_kg, {{"expected", order.kg.text()}, {"found", lock.kg.text()}});
    }
    if (lock.table_size_bytes != order.profile.table_size_bytes) {
        return fail(ErrorCode::lock_wrong_table_size,
                    {{"expected_bytes", std::to_string(order.profile.table_size_bytes)},
                     {"found_bytes", std::to_string(lock.table_size_bytes)}});
    }
    return {};
}

UnitResult provision_unit(const UnitPorts& ports, const UnitJob& job, const LockIdentity& lock,
                          const std::optional<UnitRecord>& record, const ResumePlan& plan) {
    return UnitProcedure(ports, job, lock, record).run(plan);
}

} // namespace keyline
