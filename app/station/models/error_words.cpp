#include "app/station/models/error_words.h"

#include "app/error_text.h"

namespace keyline::station {

namespace {

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

// What to do, said once.
constexpr const char* aside = QT_TRANSLATE_NOOP("keyline::station::ErrorWords", "Put the unit aside and report it.");
constexpr const char* again_or_aside =
    QT_TRANSLATE_NOOP("keyline::station::ErrorWords", "Try again; then put the unit aside.");
constexpr const char* check_seat =
    QT_TRANSLATE_NOOP("keyline::station::ErrorWords", "Check how the unit sits in its place; try again.");
constexpr const char* check_label = QT_TRANSLATE_NOOP("keyline::station::ErrorWords", "Check label and order.");
constexpr const char* check_product = QT_TRANSLATE_NOOP("keyline::station::ErrorWords", "Check product and order.");
constexpr const char* check_adapter = QT_TRANSLATE_NOOP("keyline::station::ErrorWords", "Check cable and adapter.");
constexpr const char* scan_again = QT_TRANSLATE_NOOP("keyline::station::ErrorWords", "Scan the label again.");
constexpr const char* take_away = QT_TRANSLATE_NOOP("keyline::station::ErrorWords", "Take the unit away.");
constexpr const char* other_order = QT_TRANSLATE_NOOP("keyline::station::ErrorWords", "Choose another order.");
constexpr const char* correct_it = QT_TRANSLATE_NOOP("keyline::station::ErrorWords", "Correct it and try again.");
constexpr const char* wait = QT_TRANSLATE_NOOP("keyline::station::ErrorWords", "Wait a moment, then try again.");
constexpr const char* wait_or_call =
    QT_TRANSLATE_NOOP("keyline::station::ErrorWords", "Wait a moment; then call the supervisor.");
constexpr const char* call = QT_TRANSLATE_NOOP("keyline::station::ErrorWords", "Call the supervisor.");
constexpr const char* stop_and_call =
    QT_TRANSLATE_NOOP("keyline::station::ErrorWords", "Stop working and call the supervisor.");
constexpr const char* supervisor_decides =
    QT_TRANSLATE_NOOP("keyline::station::ErrorWords", "A supervisor decides what becomes of the unit.");
constexpr const char* ask_other = QT_TRANSLATE_NOOP("keyline::station::ErrorWords", "Ask somebody else.");
constexpr const char* look_again = QT_TRANSLATE_NOOP("keyline::station::ErrorWords", "Look at the list again.");

} // namespace

ErrorWords::Texts ErrorWords::about_numbers(ErrorCode code) {
    using enum ErrorCode;
    switch (code) {
    case serial_malformed:
    case serial_padding:
        return {QT_TR_NOOP("{serial} is not a serial number."), scan_again};
    case serial_wrong_type:
        return {QT_TR_NOOP("{serial} is of another product."), check_label};
    case serial_out_of_range:
        return {QT_TR_NOOP("{serial} is not in order {order}."), check_label};
    case serial_taken:
        return {QT_TR_NOOP("{serial} belongs to another unit already."), aside};
    case serial_already_passed:
        return {QT_TR_NOOP("{serial} has passed already."),
                QT_TR_NOOP("A serial number is never given twice: check the label.")};
    case serial_on_other_lane:
    case serial_repeated:
        return {QT_TR_NOOP("{serial} was scanned already."), QT_TR_NOOP("Scan another label.")};
    case lane_armed:
        return {QT_TR_NOOP("Lane {lane} waits for unit {serial} already."),
                QT_TR_NOOP("Place that unit, or take its number back.")};
    case lanes_busy:
        return {QT_TR_NOOP("Every lane has its serial number already."), QT_TR_NOOP("Scan again when a lane is free.")};
    case unit_unknown:
        return {QT_TR_NOOP("Nothing is on record about this unit."), check_label};
    case value_malformed:
        return {QT_TR_NOOP("What was entered is not valid."), correct_it};
    default:
        return {};
    }
}

ErrorWords::Texts ErrorWords::about_orders(ErrorCode code) {
    using enum ErrorCode;
    switch (code) {
    case order_unknown:
        return {QT_TR_NOOP("There is no order {order}."), other_order};
    case order_used_up:
        return {QT_TR_NOOP("Order {order} is used up."), other_order};
    case order_expired:
        return {QT_TR_NOOP("Order {order} has expired."), other_order};
    case order_closed:
        return {QT_TR_NOOP("Order {order} is closed."), other_order};
    case order_other_station:
        return {QT_TR_NOOP("Order {order} is for another station."), other_order};
    case order_not_released:
        return {QT_TR_NOOP("Order {order} is a draft."),
                QT_TR_NOOP("Another person than its author has to release it.")};
    case order_own_release:
        return {QT_TR_NOOP("Who made an order cannot release it."), ask_other};
    case order_not_complete:
        return {QT_TR_NOOP("Order {order} has units that are not at an end."), supervisor_decides};
    case order_exists:
    case order_overlaps:
    case order_invalid:
    case batch_too_large:
        return {QT_TR_NOOP("This order, or this range of numbers, is not possible."), correct_it};
    case order_file_invalid:
    case order_file_untrusted:
        return {QT_TR_NOOP("The file of the order is not accepted."), call};
    case claim_attempt_limit:
        return {QT_TR_NOOP("Order {order} has had all its attempts."), call};
    default:
        return {};
    }
}

ErrorWords::Texts ErrorWords::about_claims(ErrorCode code) {
    using enum ErrorCode;
    switch (code) {
    case claim_unknown:
    case claim_mismatch:
        return {QT_TR_NOOP("Station and key service do not agree about this unit."), aside};
    case claim_ended:
        return {QT_TR_NOOP("The work on this unit was ended before."), supervisor_decides};
    case claim_other_station:
        return {QT_TR_NOOP("This unit was begun at another station."), QT_TR_NOOP("Finish it where it was begun.")};
    case claim_reissue_limit:
        return {QT_TR_NOOP("This unit was begun too often."), supervisor_decides};
    case claim_not_proved:
        return {QT_TR_NOOP("The key service has not seen this unit's proofs."), aside};
    case claim_state:
        return {QT_TR_NOOP("The state of this unit does not allow it."), QT_TR_NOOP("Look at the unit's history.")};
    case uid_bound:
        return {QT_TR_NOOP("This chip belongs to another serial number."), aside};
    case unit_on_other_lane:
        return {QT_TR_NOOP("This chip is in work on another lane."), QT_TR_NOOP("Put both units aside and report it.")};
    case challenge_unknown:
    case challenge_expired:
        return {QT_TR_NOOP("The lock took too long to prove its key."), check_seat};
    case challenge_limit:
        return {QT_TR_NOOP("Too many proofs are under way."), wait};
    case proof_wrong:
        return {QT_TR_NOOP("The lock could not prove its key and table."), aside};
    default:
        return {};
    }
}

ErrorWords::Texts ErrorWords::about_locks(ErrorCode code) {
    using enum ErrorCode;
    switch (code) {
    case lock_silent:
        return {QT_TR_NOOP("The lock does not answer any more."), check_seat};
    case lock_not_understood:
        return {QT_TR_NOOP("What answers is not a lock in factory mode."), check_product};
    case lock_refused:
        return {QT_TR_NOOP("The lock has refused a command."), again_or_aside};
    case lock_already_provisioned:
        return {QT_TR_NOOP("This lock is provisioned already; nothing was written."), take_away};
    case lock_wrong_type:
        return {QT_TR_NOOP("This lock is of another product; nothing was written."), check_product};
    case lock_wrong_kg:
        return {QT_TR_NOOP("This lock has another Kg; nothing was written."), aside};
    case lock_wrong_table_size:
        return {QT_TR_NOOP("This lock takes another table; nothing was written."), check_product};
    case lock_wrong_serial:
        return {QT_TR_NOOP("The lock holds another serial number than its record."), aside};
    case lock_wrong_state:
        return {QT_TR_NOOP("The lock holds what is not on record here."), aside};
    case lock_not_closed:
        return {QT_TR_NOOP("The lock is not closed."), aside};
    case lock_changed:
        return {QT_TR_NOOP("The unit was changed while it was in work."),
                QT_TR_NOOP("Do not change units while a lane works.")};
    case lock_self_check:
        return {QT_TR_NOOP("The lock's self-check is wrong."), again_or_aside};
    case lock_state_unknown:
        return {QT_TR_NOOP("What the lock holds is not what its record allows."), supervisor_decides};
    default:
        return about_claims(code);
    }
}

ErrorWords::Texts ErrorWords::about_fixtures(ErrorCode code) {
    using enum ErrorCode;
    switch (code) {
    case fixture_not_emptied:
        return {QT_TR_NOOP("The unit was not taken away."), take_away};
    case fixture_no_unit:
        return {QT_TR_NOOP("No unit came."), check_seat};
    case fixture_lid_open:
        return {QT_TR_NOOP("The lid was opened in the middle of a unit."),
                QT_TR_NOOP("Shut it: the unit goes on from where it was.")};
    case fixture_unit_gone:
        return {QT_TR_NOOP("The unit was taken out in the middle of its work."),
                QT_TR_NOOP("Put it back: it goes on from where it was.")};
    case fixture_port_missing:
        return {QT_TR_NOOP("The lane's adapter is not there."), check_adapter};
    case fixture_port_busy:
    case lane_busy:
        return {QT_TR_NOOP("The lane is in use: by a run here, or by another program."),
                QT_TR_NOOP("Stop that first.")};
    case fixture_port_refused:
        return {QT_TR_NOOP("The lane's adapter may not be opened."), call};
    case fixture_hung_up:
    case fixture_io:
    case fixture_loopback:
        return {QT_TR_NOOP("The port of the lane has failed."), check_adapter};
    case printer_failed:
        return {QT_TR_NOOP("The printer {printer} has not printed."),
                QT_TR_NOOP("Look at the printer; then print the label again.")};
    case lane_unknown:
        return {QT_TR_NOOP("There is no such lane."), call};
    default:
        return {};
    }
}

ErrorWords::Texts ErrorWords::about_people(ErrorCode code) {
    using enum ErrorCode;
    switch (code) {
    case login_wrong:
        return {QT_TR_NOOP("Badge or PIN is wrong."),
                QT_TR_NOOP("Try again; the waiting time doubles with each wrong try.")};
    case login_delayed:
        return {QT_TR_NOOP("After wrong tries nobody is let in for {wait_s} s."), QT_TR_NOOP("Wait, then try again.")};
    case session_missing:
    case session_ended:
        return {QT_TR_NOOP("The session has ended."), QT_TR_NOOP("Log in again.")};
    case role_missing:
        return {QT_TR_NOOP("You may not do this: it needs the role {roles}."), QT_TR_NOOP("Ask somebody who has it.")};
    case code_missing:
        return {QT_TR_NOOP("This needs a one-time code."), QT_TR_NOOP("Type the code that your app shows.")};
    case code_wrong:
        return {QT_TR_NOOP("The one-time code is wrong, or was used before."),
                QT_TR_NOOP("Wait for the next code, 30 seconds at most.")};
    case code_not_enrolled:
        return {QT_TR_NOOP("You have no one-time codes yet."), call};
    case command_stale:
        return {QT_TR_NOOP("The command came too late."), wait};
    case action_invalid:
        return {QT_TR_NOOP("This cannot be done so."), correct_it};
    case action_own:
    case request_own:
        return {QT_TR_NOOP("This is your own: another person has to do it."), ask_other};
    case request_unknown:
    case request_ended:
        return {QT_TR_NOOP("This request is at an end already."), look_again};
    case request_changed:
        return {QT_TR_NOOP("The request is not what was shown."), look_again};
    case operator_unknown:
    case operator_exists:
    case operator_last:
    case operator_not_first:
        return {QT_TR_NOOP("Operators cannot be changed like this."), call};
    case pin_form:
        return {QT_TR_NOOP("This PIN is too simple, too short or too long."), correct_it};
    default:
        return {};
    }
}

ErrorWords::Texts ErrorWords::about_hsm(ErrorCode code) {
    using enum ErrorCode;
    switch (code) {
    case hsm_failed:
        return {QT_TR_NOOP("The HSM has failed."), wait_or_call};
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
        return {QT_TR_NOOP("The HSM is not as it has to be; nothing is issued."), stop_and_call};
    case hsm_no_backup:
    case backup_unsound:
        return {QT_TR_NOOP("The backup is not accepted."), call};
    case handover_unsound:
    case handover_missing:
    case handover_unknown:
    case handover_empty:
    case handover_not_granted:
    case handover_receipt:
        return {QT_TR_NOOP("The keys are not handed over."), call};
    case escrow_damaged:
    case table_damaged:
    case registry_unsound:
        return {QT_TR_NOOP("What the key service has stored is damaged."), stop_and_call};
    case registry_unavailable:
    case registry_not_reconciled:
    case escrow_unavailable:
    case escrow_unsound:
        return {QT_TR_NOOP("The key service's registry is not ready; nothing is issued."), call};
    default:
        return {};
    }
}

ErrorWords::Texts ErrorWords::about_services(ErrorCode code) {
    using enum ErrorCode;
    switch (code) {
    case key_service_unavailable:
    case key_service_not_started:
    case key_service_in_use:
        return {QT_TR_NOOP("The key service does not answer."), wait_or_call};
    case key_service_answer:
    case key_service_not_trusted:
        return {QT_TR_NOOP("What answers is not trusted as the key service."), stop_and_call};
    case key_service_busy:
        return {QT_TR_NOOP("The key service has too much to do."), wait};
    case certificate_invalid:
    case certificate_refused:
        return {QT_TR_NOOP("A certificate is not accepted."), call};
    case caller_not_allowed:
        return {QT_TR_NOOP("This station may not do this."), call};
    case call_unknown:
    case call_malformed:
    case call_too_large:
        return {QT_TR_NOOP("Station and key service do not understand each other."), call};
    case clock_apart:
        return {QT_TR_NOOP("The clocks of station and key service are {offset_s} s apart."), call};
    case audit_unavailable:
        return {QT_TR_NOOP("The audit log cannot be written."),
                QT_TR_NOOP("No unit without a record: call the supervisor.")};
    case audit_unsound:
    case audit_fork:
        return {QT_TR_NOOP("The audit log does not hold."), stop_and_call};
    case audit_backlog:
        return {QT_TR_NOOP("{entries} entries are not archived yet."), wait_or_call};
    case audit_not_signed:
        return {QT_TR_NOOP("No signed checkpoint covers it yet."), wait};
    case disk_low:
        return {QT_TR_NOOP("The disk is nearly full."), QT_TR_NOOP("Make room now: no unit is made without a record.")};
    default:
        return about_hsm(code);
    }
}

ErrorWords::Texts ErrorWords::about_files(ErrorCode code) {
    using enum ErrorCode;
    switch (code) {
    case station_missing:
        return {QT_TR_NOOP("There is no station in {path}."), call};
    case station_exists:
    case station_known:
        return {QT_TR_NOOP("This station is there already."), call};
    case station_unwritable:
    case file_missing:
    case file_io:
        return {QT_TR_NOOP("{path} cannot be read or written."),
                QT_TR_NOOP("Check the path, its rights and the free space.")};
    case config_missing:
    case config_invalid:
        return {QT_TR_NOOP("{path} is not right<, line {line}>."), call};
    case profile_missing:
    case profile_invalid:
        return {QT_TR_NOOP("The product's profile is not right."), call};
    case table_exists:
    case table_missing:
    case table_invalid:
        return {QT_TR_NOOP("The product's substitution table is not right."), call};
    case report_unsound:
        return {QT_TR_NOOP("The report does not hold."), QT_TR_NOOP("Do not rely on it; verify the unit again.")};
    case memory_not_locked:
        return {QT_TR_NOOP("No memory for secrets can be locked."), call};
    case usage:
    case scan_needed:
        return {QT_TR_NOOP("This is not possible here."), call};
    case stopped:
        return {QT_TR_NOOP("Stopped, as asked for."), QT_TR_NOOP("Start again when you are ready.")};
    case internal:
        return {QT_TR_NOOP("Something went wrong inside the program."), QT_TR_NOOP("Report it; nothing is lost.")};
    default:
        return {};
    }
}

} // namespace keyline::station
