#include "app/station/models/error_words.h"

#include "app/error_text.h"

namespace keyline::station {

namespace {

struct Texts {
    const char* what = nullptr; // with {name} for the error's arg of that name, as in app/error_text.cpp
    const char* hint = nullptr;
};

QString qt(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

// Numbers, names and serial numbers read the same in every language.
Error isolated(Error error) {
    for (auto& [name, value] : error.args) {
        value = Words::isolated(QString::fromStdString(value)).toStdString();
    }
    return error;
}

Texts about_numbers(ErrorCode code);
Texts about_orders(ErrorCode code);
Texts about_locks(ErrorCode code);
Texts about_fixtures(ErrorCode code);
Texts about_people(ErrorCode code);
Texts about_services(ErrorCode code);
Texts about_files(ErrorCode code);

} // namespace

Told ErrorWords::tell(const Error& error) {
    Told told;
    told.code = qt(text_of(error.code));
    told.detail = qt(error.arg("reason"));
    if (!error.cause.empty()) {
        told.detail += (told.detail.isEmpty() ? "" : "; ") + QString::fromStdString(error.cause);
    }
    for (const auto about :
         {about_numbers, about_orders, about_locks, about_fixtures, about_people, about_services, about_files}) {
        if (const Texts texts = about(error.code); texts.what != nullptr) {
            const Error shown = isolated(error);
            told.what = QString::fromStdString(app::fill_in(tr(texts.what).toStdString(), shown));
            told.hint = QString::fromStdString(app::fill_in(tr(texts.hint).toStdString(), shown));
            return told;
        }
    }
    told.what = told.code; // a test knows that there is none
    return told;
}

namespace {

#define TEXT(text) QT_TRANSLATE_NOOP("keyline::station::ErrorWords", text)

// What to do, said once.
constexpr const char* aside = TEXT("Put the unit aside and report it.");
constexpr const char* again_or_aside = TEXT("Try again; then put the unit aside.");
constexpr const char* check_seat = TEXT("Check how the unit sits in its place; try again.");
constexpr const char* check_label = TEXT("Check label and order.");
constexpr const char* check_product = TEXT("Check product and order.");
constexpr const char* check_adapter = TEXT("Check cable and adapter.");
constexpr const char* scan_again = TEXT("Scan the label again.");
constexpr const char* take_away = TEXT("Take the unit away.");
constexpr const char* other_order = TEXT("Choose another order.");
constexpr const char* correct_it = TEXT("Correct it and try again.");
constexpr const char* wait = TEXT("Wait a moment, then try again.");
constexpr const char* wait_or_call = TEXT("Wait a moment; then call the supervisor.");
constexpr const char* call = TEXT("Call the supervisor.");
constexpr const char* stop_and_call = TEXT("Stop working and call the supervisor.");
constexpr const char* supervisor_decides = TEXT("A supervisor decides what becomes of the unit.");
constexpr const char* ask_other = TEXT("Ask somebody else.");
constexpr const char* look_again = TEXT("Look at the list again.");

Texts about_numbers(ErrorCode code) {
    using enum ErrorCode;
    switch (code) {
    case serial_malformed:
    case serial_padding:
        return {TEXT("{serial} is not a serial number."), scan_again};
    case serial_wrong_type:
        return {TEXT("{serial} is of another product."), check_label};
    case serial_out_of_range:
        return {TEXT("{serial} is not in order {order}."), check_label};
    case serial_taken:
        return {TEXT("{serial} belongs to another unit already."), aside};
    case serial_already_passed:
        return {TEXT("{serial} has passed already."), TEXT("A serial number is never given twice: check the label.")};
    case serial_on_other_lane:
    case serial_repeated:
        return {TEXT("{serial} was scanned already."), TEXT("Scan another label.")};
    case lane_armed:
        return {TEXT("Lane {lane} waits for unit {serial} already."),
                TEXT("Place that unit, or take its number back.")};
    case lanes_busy:
        return {TEXT("Every lane has its serial number already."), TEXT("Scan again when a lane is free.")};
    case unit_unknown:
        return {TEXT("Nothing is on record about this unit."), check_label};
    case value_malformed:
        return {TEXT("What was entered is not valid."), correct_it};
    default:
        return {};
    }
}

Texts about_orders(ErrorCode code) {
    using enum ErrorCode;
    switch (code) {
    case order_unknown:
        return {TEXT("There is no order {order}."), other_order};
    case order_used_up:
        return {TEXT("Order {order} is used up."), other_order};
    case order_expired:
        return {TEXT("Order {order} has expired."), other_order};
    case order_closed:
        return {TEXT("Order {order} is closed."), other_order};
    case order_other_station:
        return {TEXT("Order {order} is for another station."), other_order};
    case order_not_released:
        return {TEXT("Order {order} is a draft."), TEXT("Another person than its author has to release it.")};
    case order_own_release:
        return {TEXT("Who made an order cannot release it."), ask_other};
    case order_not_complete:
        return {TEXT("Order {order} has units that are not at an end."), supervisor_decides};
    case order_exists:
    case order_overlaps:
    case order_invalid:
    case batch_too_large:
        return {TEXT("This order, or this range of numbers, is not possible."), correct_it};
    case order_file_invalid:
    case order_file_untrusted:
        return {TEXT("The file of the order is not accepted."), call};
    case claim_attempt_limit:
        return {TEXT("Order {order} has had all its attempts."), call};
    default:
        return {};
    }
}

Texts about_claims(ErrorCode code) {
    using enum ErrorCode;
    switch (code) {
    case claim_unknown:
    case claim_mismatch:
        return {TEXT("Station and key service do not agree about this unit."), aside};
    case claim_ended:
        return {TEXT("The work on this unit was ended before."), supervisor_decides};
    case claim_other_station:
        return {TEXT("This unit was begun at another station."), TEXT("Finish it where it was begun.")};
    case claim_reissue_limit:
        return {TEXT("This unit was begun too often."), supervisor_decides};
    case claim_not_proved:
        return {TEXT("The key service has not seen this unit's proofs."), aside};
    case claim_state:
        return {TEXT("The state of this unit does not allow it."), TEXT("Look at the unit's history.")};
    case uid_bound:
        return {TEXT("This chip belongs to another serial number."), aside};
    case unit_on_other_lane:
        return {TEXT("This chip is in work on another lane."), TEXT("Put both units aside and report it.")};
    case challenge_unknown:
    case challenge_expired:
        return {TEXT("The lock took too long to prove its key."), check_seat};
    case challenge_limit:
        return {TEXT("Too many proofs are under way."), wait};
    case proof_wrong:
        return {TEXT("The lock could not prove its key and table."), aside};
    default:
        return {};
    }
}

Texts about_locks(ErrorCode code) {
    using enum ErrorCode;
    switch (code) {
    case lock_silent:
        return {TEXT("The lock does not answer any more."), check_seat};
    case lock_not_understood:
        return {TEXT("What answers is not a lock in factory mode."), check_product};
    case lock_refused:
        return {TEXT("The lock has refused a command."), again_or_aside};
    case lock_already_provisioned:
        return {TEXT("This lock is provisioned already; nothing was written."), take_away};
    case lock_wrong_type:
        return {TEXT("This lock is of another product; nothing was written."), check_product};
    case lock_wrong_kg:
        return {TEXT("This lock has another Kg; nothing was written."), aside};
    case lock_wrong_table_size:
        return {TEXT("This lock takes another table; nothing was written."), check_product};
    case lock_wrong_serial:
        return {TEXT("The lock holds another serial number than its record."), aside};
    case lock_wrong_state:
        return {TEXT("The lock holds what is not on record here."), aside};
    case lock_not_closed:
        return {TEXT("The lock is not closed."), aside};
    case lock_changed:
        return {TEXT("The unit was changed while it was in work."), TEXT("Do not change units while a lane works.")};
    case lock_self_check:
        return {TEXT("The lock's self-check is wrong."), again_or_aside};
    case lock_state_unknown:
        return {TEXT("What the lock holds is not what its record allows."), supervisor_decides};
    default:
        return about_claims(code);
    }
}

Texts about_fixtures(ErrorCode code) {
    using enum ErrorCode;
    switch (code) {
    case fixture_not_emptied:
        return {TEXT("The unit was not taken away."), take_away};
    case fixture_no_unit:
        return {TEXT("No unit came."), check_seat};
    case fixture_port_missing:
        return {TEXT("The lane's adapter is not there."), check_adapter};
    case fixture_port_busy:
    case lane_busy:
        return {TEXT("The lane is in use by another program."), TEXT("Close it there.")};
    case fixture_port_refused:
        return {TEXT("The lane's adapter may not be opened."), call};
    case fixture_hung_up:
    case fixture_io:
        return {TEXT("The port of the lane has failed."), check_adapter};
    case lane_unknown:
        return {TEXT("There is no such lane."), call};
    default:
        return {};
    }
}

Texts about_people(ErrorCode code) {
    using enum ErrorCode;
    switch (code) {
    case login_wrong:
        return {TEXT("Badge or PIN is wrong."), TEXT("Try again; the waiting time doubles with each wrong try.")};
    case login_delayed:
        return {TEXT("After wrong tries nobody is let in for {wait_s} s."), TEXT("Wait, then try again.")};
    case session_missing:
    case session_ended:
        return {TEXT("The session has ended."), TEXT("Log in again.")};
    case role_missing:
        return {TEXT("You may not do this: it needs the role {roles}."), TEXT("Ask somebody who has it.")};
    case code_missing:
        return {TEXT("This needs a one-time code."), TEXT("Type the code that your app shows.")};
    case code_wrong:
        return {TEXT("The one-time code is wrong, or was used before."),
                TEXT("Wait for the next code, 30 seconds at most.")};
    case code_not_enrolled:
        return {TEXT("You have no one-time codes yet."), call};
    case command_stale:
        return {TEXT("The command came too late."), wait};
    case action_invalid:
        return {TEXT("This cannot be done so."), correct_it};
    case action_own:
    case request_own:
        return {TEXT("This is your own: another person has to do it."), ask_other};
    case request_unknown:
    case request_ended:
        return {TEXT("This request is at an end already."), look_again};
    case request_changed:
        return {TEXT("The request is not what was shown."), look_again};
    case operator_unknown:
    case operator_exists:
    case operator_last:
    case operator_not_first:
        return {TEXT("Operators cannot be changed like this."), call};
    case pin_form:
        return {TEXT("This PIN is too simple, too short or too long."), correct_it};
    default:
        return {};
    }
}

Texts about_hsm(ErrorCode code) {
    using enum ErrorCode;
    switch (code) {
    case hsm_failed:
        return {TEXT("The HSM has failed."), wait_or_call};
    case hsm_module_missing:
    case hsm_token_missing:
    case hsm_token_damaged:
    case hsm_pin_missing:
    case hsm_pin_exposed:
    case hsm_pin_wrong:
    case hsm_pin_refused_before:
    case hsm_key_missing:
    case hsm_key_ambiguous:
    case hsm_key_check_value:
    case hsm_key_weak:
    case hsm_key_environment:
    case hsm_self_test:
        return {TEXT("The HSM is not as it has to be; nothing is issued."), stop_and_call};
    case hsm_no_backup:
    case backup_unsound:
        return {TEXT("The backup is not accepted."), call};
    case handover_unsound:
    case handover_missing:
    case handover_unknown:
    case handover_empty:
    case handover_not_granted:
    case handover_receipt:
        return {TEXT("The keys are not handed over."), call};
    case escrow_damaged:
    case table_damaged:
    case registry_unsound:
        return {TEXT("What the key service has stored is damaged."), stop_and_call};
    case registry_unavailable:
    case registry_not_reconciled:
    case escrow_unavailable:
    case escrow_unsound:
        return {TEXT("The key service's registry is not ready; nothing is issued."), call};
    default:
        return {};
    }
}

Texts about_services(ErrorCode code) {
    using enum ErrorCode;
    switch (code) {
    case key_service_unavailable:
    case key_service_not_started:
        return {TEXT("The key service does not answer."), wait_or_call};
    case key_service_answer:
    case key_service_not_trusted:
        return {TEXT("What answers is not trusted as the key service."), stop_and_call};
    case key_service_busy:
        return {TEXT("The key service has too much to do."), wait};
    case certificate_invalid:
    case certificate_refused:
        return {TEXT("A certificate is not accepted."), call};
    case caller_not_allowed:
        return {TEXT("This station may not do this."), call};
    case call_unknown:
    case call_malformed:
    case call_too_large:
        return {TEXT("Station and key service do not understand each other."), call};
    case clock_apart:
        return {TEXT("The clocks of station and key service are {offset_s} s apart."), call};
    case audit_unavailable:
        return {TEXT("The audit log cannot be written."), TEXT("No unit without a record: call the supervisor.")};
    case audit_unsound:
    case audit_fork:
        return {TEXT("The audit log does not hold."), stop_and_call};
    case audit_backlog:
        return {TEXT("{entries} entries are not archived yet."), wait_or_call};
    case audit_not_signed:
        return {TEXT("No signed checkpoint covers it yet."), wait};
    case disk_low:
        return {TEXT("The disk is nearly full."), TEXT("Make room now: no unit is made without a record.")};
    default:
        return about_hsm(code);
    }
}

Texts about_files(ErrorCode code) {
    using enum ErrorCode;
    switch (code) {
    case station_missing:
        return {TEXT("There is no station in {path}."), call};
    case station_exists:
    case station_known:
        return {TEXT("This station is there already."), call};
    case station_unwritable:
    case file_missing:
    case file_io:
        return {TEXT("{path} cannot be read or written."), TEXT("Check the path, its rights and the free space.")};
    case config_missing:
    case config_invalid:
        return {TEXT("{path} is not right<, line {line}>."), call};
    case profile_missing:
    case profile_invalid:
        return {TEXT("The product's profile is not right."), call};
    case table_exists:
    case table_missing:
    case table_invalid:
        return {TEXT("The product's substitution table is not right."), call};
    case report_unsound:
        return {TEXT("The report does not hold."), TEXT("Do not rely on it; verify the unit again.")};
    case memory_not_locked:
        return {TEXT("No memory for secrets can be locked."), call};
    case usage:
        return {TEXT("This is not possible here."), call};
    case stopped:
        return {TEXT("Stopped, as asked for."), TEXT("Start again when you are ready.")};
    case internal:
        return {TEXT("Something went wrong inside the program."), TEXT("Report it; nothing is lost.")};
    default:
        return {};
    }
}

#undef TEXT

} // namespace

} // namespace keyline::station
