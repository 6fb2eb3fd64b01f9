#include "provisioning/line/lane.h"

#include "provisioning/line/decisions.h"
#include "provisioning/line/outbox.h"

namespace keyline {

namespace {

// The unit can go on with another serial number.
bool is_about_the_scan(const UnitResult& result) {
    if (!result.reason) {
        return false;
    }
    switch (result.reason->code) {
    case ErrorCode::serial_wrong_type:
    case ErrorCode::serial_out_of_range:
    case ErrorCode::serial_taken:
    case ErrorCode::serial_already_passed:
    case ErrorCode::serial_on_other_lane:
        return true;
    default:
        return false;
    }
}

// No unit of any lane can go on with this order.
bool is_about_the_order(ErrorCode code) {
    switch (code) {
    case ErrorCode::order_unknown:
    case ErrorCode::order_expired:
    case ErrorCode::order_closed:
    case ErrorCode::order_other_station:
    case ErrorCode::claim_attempt_limit:
    case ErrorCode::session_missing: // whoever worked here has gone: no lane gets numbers any more
    case ErrorCode::role_missing:
        return true;
    default:
        return false;
    }
}

} // namespace

LaneReport Lane::run(const std::stop_token& stop) {
    LaneReport report = work(stop);
    report.held = present_;
    if (auto released = ports_.lock.fixture().release(); !released && report.end != LaneEnd::down) {
        report.end = LaneEnd::down;
        report.reason = released.error();
    }
    return report;
}

LaneReport Lane::work(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        auto lock = wait_for_new_unit(stop);
        if (!lock) {
            return {LaneEnd::down, lock.error()};
        }
        if (!*lock) {
            return {stop.stop_requested() ? LaneEnd::stopped : LaneEnd::finished, {}};
        }
        present_ = (*lock)->uid;
        present_has_passed_ = false;
        unit_began_ = ports_.clock.monotonic();
        auto next = handle_unit(**lock, stop);
        if (!next) {
            return {LaneEnd::down, next.error()};
        }
        if (*next == Next::end) {
            return {stop.stop_requested() ? LaneEnd::stopped : LaneEnd::finished, {}};
        }
    }
    return {LaneEnd::stopped, {}};
}

Result<std::optional<LockIdentity>> Lane::wait_for_new_unit(const std::stop_token& stop) {
    const auto began = ports_.clock.monotonic();
    while (!stop.stop_requested()) {
        auto place = look_at_place();
        if (!place) {
            return place.failure();
        }
        if (*place == Place::to_ask) {
            auto lock = ask_for_new_unit();
            if (!lock || *lock) {
                return lock;
            }
        }
        if (work_.finished()) { // after a look at the place: a unit that was interrupted goes on without new work
            return std::optional<LockIdentity>();
        }
        wait(wait_at(*place));
        if (settings_.unit_wait_max && ports_.clock.monotonic() - began > *settings_.unit_wait_max) {
            return tl::unexpected<Error>(waited_too_long(*place));
        }
        ports_.clock.pause(stop, has_contacts_ ? contact_poll_ms : presence_poll_ms);
    }
    return std::optional<LockIdentity>();
}

Result<Lane::Place> Lane::look_at_place() {
    auto signs = ports_.lock.fixture().look();
    if (!signs) {
        return signs.failure();
    }
    sees_units_ = signs->unit.has_value();
    has_contacts_ = sees_units_ || signs->lid_shut;
    const bool open = signs->lid_shut == false;
    if (signs->unit == false) {
        present_.reset();
        held_ = false;
        noise_shown_ = false;
    }
    if (open || signs->unit == false || held_) {
        engaged_at_.reset();
        if (auto released = ports_.lock.fixture().release(); !released) {
            return released.failure();
        }
        return open ? Place::open : held_ ? Place::held : Place::empty;
    }
    auto engaged = engage();
    return engaged ? Result<Place>(Place::to_ask) : engaged.failure();
}

Status Lane::engage() {
    auto starts = ports_.lock.fixture().engage();
    if (!starts) {
        return starts.failure();
    }
    if (*starts) {
        engaged_at_ = ports_.clock.monotonic();
    }
    return {};
}

bool Lane::lock_may_start() const {
    return engaged_at_ && ports_.clock.monotonic() - *engaged_at_ < lock_start_s_max;
}

Result<std::optional<LockIdentity>> Lane::ask_for_new_unit() {
    auto lock = ports_.lock.identify();
    if (lock && lock->uid != present_) {
        noise_shown_ = false;
        return std::optional(std::move(*lock));
    }
    if (!lock && kind_of(lock.error().code) != ErrorKind::unit) {
        return lock.failure();
    }
    const bool silent = !lock && lock.error().code == ErrorCode::lock_silent;
    if (silent && !sees_units_) {
        present_.reset();
        noise_shown_ = false;
    } else if (silent && lock_may_start()) {
        return std::optional<LockIdentity>();
    } else if (!lock && (!sees_units_ || !present_)) {
        show_no_lock(lock.error());
    }
    held_ = sees_units_; // it had its result before, or has it now
    return std::optional<LockIdentity>();
}

// Something is there that is no lock, or does not answer.
void Lane::show_no_lock(const Error& reason) {
    if (!noise_shown_) {
        noise_shown_ = true;
        unit_began_ = ports_.clock.monotonic();
        if (work_.take_refused()) {
            ports_.observer.on_result({Outcome::failed, {}, {}, reason}, std::chrono::milliseconds(0));
        }
    }
}

LaneWaits Lane::wait_at(Place place) const {
    return place == Place::open                ? LaneWaits::for_lid
           : held_ || present_ || noise_shown_ ? LaneWaits::for_removal
                                               : LaneWaits::for_unit;
}

Error Lane::waited_too_long(Place place) const {
    const ErrorCode code = place == Place::open  ? ErrorCode::fixture_no_unit // no lane's fault: nothing to try again
                           : present_has_passed_ ? ErrorCode::lock_already_provisioned
                           : present_ || held_   ? ErrorCode::fixture_not_emptied
                                                 : ErrorCode::fixture_no_unit;
    return Error{code,
                 {{"lane", std::to_string(settings_.number)},
                  {"waited_s", std::to_string(settings_.unit_wait_max->count() / 1000)}},
                 {},
                 SourceLocation::current()};
}

Result<Lane::Next> Lane::handle_unit(const LockIdentity& lock, const std::stop_token& stop) {
    auto hold = ports_.holds.hold(lock.uid);
    if (!hold) {
        return refuse_unit(lock, hold.error());
    }
    auto record = find_record(lock);
    if (!record) {
        return record.failure();
    }
    const ResumePlan plan = plan_resume(*record, lock);
    if (plan.resume == Resume::taken) {
        present_has_passed_ = true;
        return Next::unit;
    }
    if (plan.resume == Resume::refuse) {
        return refuse_unit(lock, Error{plan.reason, {}, {}, {}});
    }
    if (plan.resume == Resume::claim) {
        if (auto fits = check_lock_fits(lock, order_); !fits) {
            return refuse_unit(lock, fits.error());
        }
        return start_new_unit(lock, stop);
    }
    ports_.observer.on_unit(lock, plan.resume);
    return show(resume_unit(lock, **record, plan));
}

// As the key service sees it, wherever the station's own record would not let the unit go on.
Result<std::optional<UnitRecord>> Lane::find_record(const LockIdentity& lock) {
    auto record = ports_.log.unit_with(lock.uid);
    if (!record) {
        return record;
    }
    const Resume alone = plan_resume(*record, lock).resume;
    if (alone == Resume::claim || alone == Resume::taken) {
        return record;
    }
    if (!*record) {
        return adopt_unit(ports_.keys, ports_.log, settings_.number, order_.id, lock);
    }
    auto followed = follow_decision(ports_.keys, ports_.log, **record);
    if (!followed) {
        return followed.failure();
    }
    return std::optional(*std::move(followed));
}

Result<Lane::Next> Lane::start_new_unit(const LockIdentity& lock, const std::stop_token& stop) {
    if (auto room = check_backlog(ports_.log); !room) {
        return room.failure();
    }
    while (true) {
        auto taken = take_work(stop);
        if (!taken) {
            return taken.failure();
        }
        const std::optional<WorkTicket> ticket = *taken;
        if (!ticket) {
            present_.reset(); // it has no result that could be held
            return Next::end;
        }
        auto there = still_there(lock);
        if (!there) {
            work_.give_back(*ticket);
            present_.reset();
            return there.failure();
        }
        if (!*there) {
            work_.give_back(*ticket);
            present_.reset();
            return Next::unit;
        }
        ports_.observer.on_unit(lock, Resume::claim);
        const UnitResult result = provision(lock, ticket->serial);
        if (result.reason && result.reason->code == ErrorCode::uid_bound) {
            auto adopted = adopt_unit(ports_.keys, ports_.log, settings_.number, order_.id, lock);
            if (!adopted) {
                return adopted.failure();
            }
            if (*adopted) {
                return show(resume_unit(lock, **adopted, plan_resume(*adopted, lock)));
            }
        }
        if (result.reason && result.reason->code == ErrorCode::order_used_up) {
            return Next::end;
        }
        if (result.reason && is_about_the_order(result.reason->code)) {
            return tl::unexpected<Error>(*result.reason);
        }
        auto next = show(result);
        if (!next || !ticket->serial || !is_about_the_scan(result)) {
            return next;
        }
        held_ = false; // it waits for another number
    }
}

// For a scan it may have to wait long: the unit has no power meanwhile, and the fixture may be opened.
Result<std::optional<WorkTicket>> Lane::take_work(const std::stop_token& stop) {
    if (work_.may_wait()) {
        wait(LaneWaits::for_work);
        engaged_at_.reset();
        if (auto released = ports_.lock.fixture().release(); !released) {
            return released.failure();
        }
    }
    return work_.take(settings_.number, stop);
}

// A wait for a scan may have been long: contacts are believed again once they have settled.
Result<bool> Lane::still_there(const LockIdentity& lock) {
    Result<Place> place = look_at_place();
    const auto until = ports_.clock.monotonic() + (work_.may_wait() && has_contacts_ ? contacts_ms : contacts_ms * 0);
    while (place && ports_.clock.monotonic() < until) {
        ports_.clock.pause({}, contact_poll_ms);
        place = look_at_place();
    }
    if (!place || *place != Place::to_ask) {
        return place ? Result<bool>(false) : place.failure();
    }
    auto seen = ports_.lock.identify();
    while (!seen && seen.error().code == ErrorCode::lock_silent && lock_may_start()) {
        seen = ports_.lock.identify();
    }
    if (!seen && kind_of(seen.error().code) != ErrorKind::unit) {
        return seen.failure();
    }
    return seen && seen->uid == lock.uid && seen->state == lock.state;
}

UnitResult Lane::provision(const LockIdentity& lock, const std::optional<SerialNumber>& serial) {
    std::unique_ptr<UnitHolds::Hold> serial_hold;
    if (serial) {
        auto hold = ports_.holds.hold(*serial);
        if (!hold) {
            return {Outcome::error, serial, lock.uid, hold.error()};
        }
        serial_hold = std::move(*hold);
    }
    const UnitPorts ports{ports_.lock, ports_.keys, ports_.log, ports_.random, ports_.observer};
    const UnitJob job{settings_.number, order_, table_, serial};
    UnitResult result = provision_unit(ports, job, lock, {}, {Resume::claim});
    if (!result.serial) {
        result.serial = serial;
    }
    return result;
}

UnitResult Lane::resume_unit(const LockIdentity& lock, const UnitRecord& record, const ResumePlan& plan) {
    const UnitPorts ports{ports_.lock, ports_.keys, ports_.log, ports_.random, ports_.observer};
    if (record.order == order_.id) {
        return provision_unit(ports, {settings_.number, order_, table_, {}}, lock, record, plan);
    }
    auto order = ports_.keys.order(record.order); // the unit goes on in the order it was begun in
    if (!order) {
        return {Outcome::error, record.serial, lock.uid, order.error()};
    }
    auto table = ports_.keys.table(record.order);
    if (!table) {
        return {Outcome::error, record.serial, lock.uid, table.error()};
    }
    return provision_unit(ports, {settings_.number, *order, *table, {}}, lock, record, plan);
}

Result<Lane::Next> Lane::refuse_unit(const LockIdentity& lock, const Error& reason) {
    if (!work_.take_refused()) {
        return Next::end;
    }
    Error::Args details{{"code", std::string(text_of(reason.code))}};
    details.insert(details.end(), reason.args.begin(), reason.args.end());
    auto recorded = ports_.log.append({std::string(text_of(UnitEventKind::refused)),
                                       settings_.number,
                                       order_.id,
                                       {},
                                       lock.serial,
                                       lock.uid,
                                       std::move(details)});
    if (!recorded) {
        return recorded.failure();
    }
    const bool units_fault = kind_of(reason.code) == ErrorKind::unit || kind_of(reason.code) == ErrorKind::quarantine;
    return show({units_fault ? Outcome::failed : Outcome::error, lock.serial, lock.uid, reason});
}

Result<Lane::Next> Lane::show(const UnitResult& result) {
    work_.unit_ended(settings_.number);
    const auto took = ports_.clock.monotonic() - unit_began_;
    ports_.observer.on_result(result, std::chrono::duration_cast<std::chrono::milliseconds>(took));
    const bool lane_can_go_on = !result.reason || (kind_of(result.reason->code) != ErrorKind::audit &&
                                                   kind_of(result.reason->code) != ErrorKind::fixture);
    const bool interrupted = result.reason && kind_of(result.reason->code) == ErrorKind::fixture;
    if (result.uid && interrupted) {
        work_.unit_interrupted(settings_.number, *result.uid);
    } else if (result.uid) {
        work_.unit_resumed(*result.uid);
    }
    if (!lane_can_go_on) {
        present_.reset(); // it goes on when it is seen again
        return tl::unexpected<Error>(*result.reason);
    }
    held_ = sees_units_;
    return Next::unit;
}

void Lane::wait(LaneWaits what) {
    if (waits_ != what) {
        waits_ = what;
        ports_.observer.on_waiting(what);
    }
}

} // namespace keyline
