#include "app/station/models/strip_model.h"

#include "app/station/models/words.h"
#include "provisioning/line/outbox.h"

#include <QLocale>
#include <cmath>

namespace keyline::station {

namespace {

constexpr std::uint64_t backlog_notice_entries = archive_backlog_entries_max / 2;

QString advice_of(const Error& error) {
    const Told told = Words::error(error);
    return told.hint.isEmpty() ? told.what : told.what + "\n" + told.hint;
}

bool is_of_hsm(const Error& error) {
    return text_of(error.code).starts_with("hsm.");
}

// To nobody it issues nothing, of course: who logs in ends that. Any other reason stands, whoever is there.
bool is_for_want_of_session(const Error& error) {
    return error.code == ErrorCode::session_missing || error.code == ErrorCode::session_ended;
}

} // namespace

void StripModel::show_health(const std::optional<app::StationHealth>& health) {
    health_ = health;
    // A full disk can be read: the failure stands until an entry has been written since.
    if (log_failure_ && health && health->entries && health->archived) {
        if (!entries_at_failure_) {
            entries_at_failure_ = *health->entries;
        } else if (*health->entries > *entries_at_failure_) {
            log_failure_.reset();
        }
    }
    translate();
}

void StripModel::show_station(bool can_be_opened) {
    can_be_opened_ = can_be_opened;
    translate();
}

void StripModel::show_person(const QString& name, bool needs_log_in) {
    person_ = name;
    needs_log_in_ = needs_log_in;
    translate();
}

void StripModel::show_order(const QString& id, std::uint64_t passed, std::uint64_t quota) {
    order_ = id;
    passed_ = passed;
    quota_ = quota;
    translate();
}

void StripModel::show_log_failure(const Error& failure) {
    log_failure_ = failure;
    entries_at_failure_.reset();
    translate();
}

void StripModel::translate() {
    items_ = {person_item(), order_item(), hsm_item(), service_item(), log_item(), clock_item(), archive_item()};
    emit changed();
}

StripItem StripModel::person_item() const {
    if (needs_log_in_) {
        return {tr("Operator"), tr("Nobody"), tr("Log in with badge and PIN."), Mark::notice};
    }
    return {tr("Operator"),
            person_.isEmpty() ? QString(QChar(0x2026)) : Words::isolated(person_),
            {},
            person_.isEmpty() ? Mark::unknown : Mark::good};
}

StripItem StripModel::order_item() const {
    if (order_.isEmpty()) {
        return {tr("Order"), tr("None"), tr("Choose an order and start it."), Mark::unknown};
    }
    const QLocale locale;
    const bool is_complete = passed_ >= quota_;
    return {tr("Order"),
            tr("%1: %2 of %3").arg(Words::isolated(order_), locale.toString(passed_), locale.toString(quota_)),
            is_complete ? tr("The order is complete.") : QString(), is_complete ? Mark::notice : Mark::good};
}

StripItem StripModel::hsm_item() const {
    const QString name = tr("HSM", "hardware security module");
    if (!health_) {
        return {name, QString(QChar(0x2026)), {}, Mark::unknown};
    }
    if (health_->service) {
        return {name, tr("Ready"), {}, Mark::good};
    }
    if (is_of_hsm(health_->service.error())) {
        return {name, tr("Down"), advice_of(health_->service.error()), Mark::bad};
    }
    return {name, tr("Not known"), tr("The key service has to answer first."), Mark::unknown};
}

StripItem StripModel::service_item() const {
    const QString name = tr("Key service");
    if (!can_be_opened_) {
        return {name, tr("Not known"), tr("The station has to be opened first."), Mark::unknown};
    }
    if (!health_) {
        return {name, tr("Connecting"), tr("The key service is starting, or does not answer yet."), Mark::unknown};
    }
    if (!health_->service) {
        return {name, tr("Down"),
                advice_of(health_->service.error()) + "\n" +
                    tr("Units in work wait, and go on when it is back. Nothing is lost."),
                Mark::bad};
    }
    const auto& refusal = health_->service->issues_nothing;
    if (refusal && !(needs_log_in_ && is_for_want_of_session(*refusal))) {
        return {name, tr("Issues nothing"), advice_of(*refusal), Mark::bad};
    }
    return {name, tr("Serves"), {}, Mark::good};
}

StripItem StripModel::log_item() const {
    const QString name = tr("Audit log");
    const Error* failure = log_failure_                    ? &*log_failure_
                           : health_ && !health_->entries  ? &health_->entries.error()
                           : health_ && !health_->archived ? &health_->archived.error()
                                                           : nullptr;
    if (failure != nullptr) {
        return {name, tr("Down"),
                tr("Nothing is produced, and no PASS is shown: no unit without a record.") + "\n" + advice_of(*failure),
                Mark::bad};
    }
    if (health_ && !health_->disk) {
        return {name, tr("Disk low"), advice_of(health_->disk.error()), Mark::notice};
    }
    return {name, health_ ? tr("Records") : QString(QChar(0x2026)), {}, health_ ? Mark::good : Mark::unknown};
}

StripItem StripModel::clock_item() const {
    const QString name = tr("Clock");
    if (!health_) {
        return {name, QString(QChar(0x2026)), {}, Mark::unknown};
    }
    if (!health_->clock) {
        const Error& error = health_->clock.error();
        if (error.code == ErrorCode::clock_apart) {
            return {name, tr("Wrong"), advice_of(error), Mark::bad};
        }
        return {name, tr("Not known"), tr("The key service has to answer first."), Mark::unknown};
    }
    return {name, tr("Right"), {}, Mark::good};
}

StripItem StripModel::archive_item() const {
    const QString name = tr("Archive");
    if (!health_ || !health_->entries || !health_->archived) {
        return {name, QString(QChar(0x2026)), {}, Mark::unknown};
    }
    const std::uint64_t archived = std::min(*health_->archived, *health_->entries);
    const std::uint64_t backlog = *health_->entries - archived;
    const QString waiting = QLocale().toString(backlog);
    if (backlog >= archive_backlog_entries_max) {
        return {name, tr("%1 waiting").arg(waiting),
                tr("Too many entries are not archived: nothing new begins. Bring the key service back."), Mark::bad};
    }
    if (backlog >= backlog_notice_entries) {
        return {name, tr("%1 waiting").arg(waiting), tr("Many entries are not archived yet. Is the key service there?"),
                Mark::notice};
    }
    return {name, backlog == 0 ? tr("Complete") : tr("%1 waiting").arg(waiting), {}, Mark::good};
}

} // namespace keyline::station
