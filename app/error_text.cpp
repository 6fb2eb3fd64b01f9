#include "app/error_text.h"

#include <map>

namespace keyline::app {

namespace {

struct Template {
    // {name} stands for the error's arg of that name, {cause} for its cause; <a part> without its value is left out.
    const char* what;
    const char* hint;
};

using Templates = std::map<ErrorCode, Template>;

const Templates& about_input() {
    using enum ErrorCode;
    static const Templates templates{
        {serial_malformed, {"'{serial}' is not a serial number.", "Write TTTT-DDDDDDDDDDDD (hex) or 32 hex digits."}},
        {serial_padding, {"The serial number {serial} does not begin with 8 zero bytes.", "Scan the label again."}},
        {serial_wrong_type,
         {"{serial} is of another product: device type {expected_type} is expected.", "Check label and order."}},
        {serial_out_of_range,
         {"{serial} is not in order {order}, which has {first} to {last}.", "Check label and order."}},
        {serial_taken, {"{serial} belongs to another unit already.", "Find out which: keyline audit show {serial}"}},
        {serial_already_passed,
         {"{serial} has passed already; a serial number is never given twice.",
          "See when: keyline audit show {serial}"}},
        {serial_on_other_lane, {"{serial} is in work on another lane.", "Scan another label."}},
        {serial_repeated, {"{serial} stands twice, in lines {line} and {first_line}.", "Remove one of them."}},
        {value_malformed, {"Not valid: <{value}: ><{reason}>.", ""}},
        {station_missing,
         {"There is no station in {path}.", "Name it with --station DIR, or make one: keyline init --help"}},
        {station_exists, {"{path} is in use already, by a station or a key service.", "Nothing was changed."}},
        {station_unwritable, {"{path} cannot be written: {cause}.", "Check owner, rights and free space."}},
        {config_missing, {"{path} cannot be read: {cause}.", "Restore it from a copy, or make a new station."}},
        {config_invalid,
         {"<{path}, ><line {line}: ><{key} ><{address} ><{reason}><is not possible; allowed: {allowed}>.",
          "Correct it; README.md explains the keys of station.toml, app/keyd/README.md those of keyd.toml."}},
        {profile_missing,
         {"There is no product profile {path}.", "Write it as profiles/demo.toml of the station shows."}},
        {profile_invalid, {"{path}, line {line}: {key} {reason}.", "Correct that line."}},
        {table_exists, {"Profile {profile} has a table of version {version} already.", "Ask for it again."}},
        {table_missing, {"Profile {profile} has no substitution table.", "Create an order for it first."}},
        {table_invalid,
         {"This substitution table is not possible<: {reason}><: {bytes} bytes; allowed: {bytes_min} to {bytes_max}>.",
          "Correct the profile, or what was asked for."}},
        {lane_unknown, {"There is no <lane {lane}> in {path}.", "Add a [[lane]] to it."}},
        {file_missing, {"{path} cannot be read<: {cause}>.", "Check the name, and whether you may read it."}},
        {station_known,
         {"The key service has the log of a station {station} already.",
          "Take another name and certificate for this one. If that station's disk is lost, it goes on with what was "
          "archived of its log: init --log."}},
        {disk_low,
         {"The disk of {path} has {free_mib} MiB left; {min_mib} are wanted.",
          "Make room now: once it is full the record cannot be written, and no unit is made without one."}},
        {file_io, {"{path}: <{reason}>< ({cause})>.", "Check the path, its rights and the free space."}},
        {usage, {"{reason}.", "See --help."}},
        {stopped, {"Stopped, as asked for.", ""}},
        {memory_not_locked,
         {"{bytes} bytes of memory for a secret cannot be locked: {cause}.",
          "Raise the limit of locked memory (ulimit -l, LimitMEMLOCK=)."}},
        {internal,
         {"Something went wrong inside the program<, {step}><: {reason}>< ({cause})>.", "Report it; nothing is lost."}},
    };
    return templates;
}

const Templates& about_orders() {
    using enum ErrorCode;
    static const Templates templates{
        {order_unknown, {"There is no order {order}.", "See which there are: keyline order list"}},
        {order_exists, {"There is an order {order} already.", ""}},
        {order_used_up,
         {"Order {order} is used up<: quota {quota}, passed {passed}, outstanding {outstanding}, quarantined "
          "{quarantined}><: its numbers end with {last}>.",
          "Create another order: keyline order create --help"}},
        {order_expired, {"Order {order} has expired.", "Create another order: keyline order create --help"}},
        {order_not_released,
         {"Order {order} is a draft.", "Another person than its author releases it: keyline order release {order}"}},
        {order_not_complete,
         {"Order {order} has units that are not at an end: {outstanding} outstanding, {rework} in rework, "
          "{quarantined} in quarantine.",
          "Finish, scrap or release them first; keyline status names those that are outstanding."}},
        {order_own_release,
         {"Who made order {order} cannot release it.", "Let another supervisor, or QA, release it."}},
        {order_file_invalid,
         {"This is no order file, or one that was changed: {reason}.", "Ask for it again where it was signed."}},
        {order_file_untrusted,
         {"None of the {trusted} trusted keys has signed this order file, or it was changed afterwards.",
          "Put the signer's vkey into keyd.toml: [orders] trusted = [\"NAME+ID+KEY\"]; app/keyd/README.md."}},
        {claim_state,
         {"{serial} is {state}: {action} is not possible from there.", "Look at it: keyline audit show {serial}"}},
        {batch_too_large,
         {"More than {units_max} units would be held at once.", "Name a smaller range: first and last."}},
        {order_closed, {"Order {order} is closed.", "Create another order: keyline order create --help"}},
        {order_other_station, {"Order {order} is for another station.", "See yours: keyline order list"}},
        {order_overlaps,
         {"{first} to {last} meets the serial numbers of order {order}.", "Choose numbers that no order has."}},
        {order_invalid, {"The order is not possible: {reason}.", ""}},
        {claim_unknown,
         {"The key service does not know claim {claim}.", "Report it: station and key service do not agree."}},
        {claim_ended,
         {"The claim of {serial} is at an end: {state}.", "A supervisor has to decide what becomes of the unit."}},
        {claim_mismatch, {"Claim {claim} was made for another unit.", "Put the unit aside and report it."}},
        {claim_other_station, {"Claim {claim} is another station's.", "Finish the unit where it was begun."}},
        {claim_reissue_limit,
         {"The token of {serial} was made {reissues_max} times again already.", "A supervisor has to scrap the unit."}},
        {claim_attempt_limit,
         {"Order {order} has had its {attempt_limit} attempts.",
          "Find out why so many fail; then create another order."}},
        {claim_not_proved, {"{serial} cannot pass: the key service has not seen its proofs.", "Report it."}},
        {uid_bound,
         {"The chip {uid} is bound to another serial number<, {serial}>< ({state})>.",
          "Was this board provisioned before? Put it aside."}},
        {unit_unknown, {"Nothing is on record about {serial}.", "Check the label; this station has not seen it."}},
        {unit_on_other_lane,
         {"The chip {uid} is in work on another lane.", "Two locks with one identity: put both aside and report it."}},
        {challenge_unknown, {"The key service does not know this challenge.", "Try the unit again."}},
        {challenge_limit, {"Too many challenges are open ({open_max}).", "Wait some seconds."}},
    };
    return templates;
}

const Templates& about_units() {
    using enum ErrorCode;
    static const Templates templates{
        {challenge_expired,
         {"The lock took more than {valid_s} s to prove its key.", "Check the connection; try again."}},
        {proof_wrong, {"The lock could not prove its key and table.", "Put the unit aside."}},
        {lock_silent, {"The lock does not answer any more.", "Check how the unit sits in the fixture; try again."}},
        {lock_not_understood,
         {"What answers is not a lock in factory mode< ({command})><: {field}>.", "Check baud rate and firmware."}},
        {lock_refused, {"The lock refused <{command}: >rc {rc}.", "Try again; then put the unit aside."}},
        {lock_already_provisioned, {"This lock is provisioned already; nothing was written.", "Take it away."}},
        {lock_wrong_type,
         {"A lock of type {found} on an order for type {expected}; nothing was written.", "Check product and order."}},
        {lock_wrong_kg,
         {"The lock has another Kg: check value {found}, the order's is {expected}; nothing was written.",
          "A development lock on a production line, or the reverse: put it aside."}},
        {lock_wrong_table_size,
         {"The lock takes a table of {found_bytes} bytes, the profile has {expected_bytes}; nothing was written.",
          "Check firmware and profile."}},
        {lock_wrong_serial,
         {"The lock holds serial number {serial}, its record says {expected}.", "Put the unit aside and report it."}},
        {lock_wrong_state,
         {"The lock holds something that is not on record here< (state {state}, expected {expected})>.",
          "Put the unit aside and report it."}},
        {lock_not_closed,
         {"The lock says that it is closed, and still takes a new token.", "Put the unit aside and report it."}},
        {lock_changed,
         {"Another lock ({uid}) sits in the fixture than the one begun with ({expected_uid}).",
          "Do not change units while a lane works."}},
        {lock_self_check,
         {"The lock's self-check is wrong: round trip {round_trip}, table {table}, serial number {serial}.",
          "Try again; then put the unit aside."}},
        {lock_state_unknown,
         {"What this lock holds is not what its record allows.", "Quarantine: a supervisor has to release it."}},
        {fixture_not_emptied,
         {"The unit in lane {lane} was not taken away for {waited_s} s.",
          "Take it out: its result stands above. The next one goes on by itself."}},
        {fixture_no_unit,
         {"No unit came to lane {lane} in {waited_s} s.",
          "Check power and connection of the lock; --wait changes the time."}},
        {fixture_lid_open,
         {"The fixture's lid is open.", "Shut it: a unit that was in work goes on from where it was."}},
        {fixture_unit_gone,
         {"The unit was taken out in the middle of its work.", "Put it back: it goes on from where it was."}},
        {fixture_loopback,
         {"Of {bytes} bytes {wrong} came back wrong and {lost} not at all.",
          "Check plug, cable, adapter and speed (baud in station.toml)."}},
        {fixture_port_missing,
         {"The port {port} is not there: {cause}.", "Check cable and station.toml: keyline fixtures list"}},
        {fixture_port_busy, {"The port {port} is in use by another program.", "Stop that program."}},
        {fixture_port_refused,
         {"The port {port} may not be opened: {cause}.", "Add your user to the group that owns it (often dialout)."}},
        {fixture_hung_up, {"The port {port} hung up.", "Check cable and adapter."}},
        {fixture_io, {"The port< {port}> failed<: {cause}>.", "Check cable and adapter."}},
        {scan_needed,
         {"A unit of {profile} begins when its label is scanned (auto_start = false in its profile).",
          "Give the serial numbers: --serials"}},
        {printer_failed,
         {"The printer {printer} has not printed: {reason}< ({cause})>.",
          "Look at the printer; then print again, with a reason: keyline label"}},
        {lane_armed,
         {"Lane {lane} waits for the unit {serial} already.", "Place that unit, or take its number back, then scan."}},
        {lanes_busy, {"Every lane has its serial number already.", "Scan {serial} again when a lane is free."}},
        {lane_busy, {"Lane {lane} is in use by another process.", "Choose other lanes with --lanes."}},
    };
    return templates;
}

const Templates& about_services() {
    using enum ErrorCode;
    static const Templates templates{
        {hsm_module_missing,
         {"The PKCS#11 module {path} cannot be loaded: {cause}.", "Install it (softhsm2), or correct keyd.toml."}},
        {hsm_token_missing,
         {"The HSM has no token< '{label}'>< (found: {found})><: {reason}>.",
          "Check token_label in keyd.toml, and the HSM."}},
        {hsm_token_damaged,
         {"The token directory is damaged: {path}< ({cause})>.",
          "Is softhsm_directory in keyd.toml right?< If it is, stop keyline-keyd and put the newest copy, {copy}, in "
          "its "
          "place.>"}},
        {hsm_pin_missing, {"There is no PIN in {path}: {cause}.", "Write the PIN into it, mode 0600."}},
        {hsm_pin_exposed,
         {"The PIN file {path} may be read by others.", "chmod 600 {path}, and let it belong to the service's user."}},
        {hsm_pin_wrong,
         {"The HSM refuses the PIN. It is not tried again, so that the token is not locked.",
          "Correct the PIN file; the new one is tried once."}},
        {hsm_pin_refused_before,
         {"The HSM has refused this PIN before<, at {time}>; it is not tried again.",
          "Correct {path}: a new file is tried once. If the PIN in it is right after all (the token was restored), or "
          "is a new credential of the same length, remove {marker}."}},
        {hsm_key_missing, {"The HSM has no key '{key}'.", "Check the token; keys are made by a key ceremony."}},
        {hsm_key_ambiguous, {"The HSM has more than one key '{key}'.", "Remove the one that is not meant."}},
        {hsm_key_check_value,
         {"The key '{key}' has check value {found}, configured is {expected}.",
          "This is another key: do not produce with it."}},
        {hsm_key_weak,
         {"The key '{key}' is weaker than demanded: {attribute}.", "Do not produce with it; make the key anew."}},
        {hsm_key_environment,
         {"The keys in the HSM are for {found}, and this key service is for {expected}.",
          "Give keyd.toml its own token: development and production never share keys."}},
        {hsm_no_backup,
         {"The keys in {module} cannot be backed up from here: they never leave it.",
          "Use the module's own means (cloning, backup cards). A Kg of components is also with its custodians."}},
        {backup_unsound,
         {"The backup {path} cannot be used: {reason}.", "Take another copy, or the right key or components."}},
        {hsm_self_test, {"The HSM failed its self-test: {check}.", "Do not produce with it; report it."}},
        {hsm_failed, {"The HSM failed: {cause}.", "Look at the HSM; the key service starts again by itself."}},
        {escrow_damaged, {"The stored key of this unit is damaged.", "Report it: the registry is not what it was."}},
        {report_unsound,
         {"The report {path} does not hold: {reason}.", "Do not rely on it; ask who gave it to you for another copy."}},
        {handover_unsound, {"The hand-over {path} does not hold: {reason}.", "Do not use it; have it made anew."}},
        {handover_missing,
         {"The owner has not acknowledged the keys of order {order}: {reason}.",
          "Hand them over (keyline keys handover), and bring the signed receipt in (keyline keys handover receipt)."}},
        {handover_unknown,
         {"No hand-over of manifest {manifest} waits for a receipt.",
          "Was it acknowledged already, or made by another key service?"}},
        {handover_empty,
         {"Order {order} has no unit that has passed: there is nothing to hand over.", "Make some first."}},
        {handover_not_granted,
         {"Nobody has granted this recipient the keys of order {order} in the last 24 hours.",
          "A custodian asks for keys.handover with this very certificate, and a second person approves."}},
        {handover_receipt,
         {"The receipt is not the owner's for this hand-over: {reason}.", "Ask the owner for another one."}},
        {table_damaged,
         {"The stored substitution table of profile {profile} is damaged.",
          "Stop making its units and report it: the registry is not what it was."}},
        {key_service_unavailable, {"The key service does not answer<: {cause}>.", "Is it running? keyline status"}},
        {key_service_not_started,
         {"The key service could not be started<: {reason}>< ({cause})>.",
          "See its log: keyd/keyd.log in the station's directory, or journalctl -u keyline-keyd."}},
        {key_service_in_use,
         {"The key service of {directory} is at work< (process {process})>; two may not.",
          "Stop it first: systemctl stop keyline-keyd<, or kill {process}>. One that a station has started ends by "
          "itself, soon after that station's last command."}},
        {key_service_answer, {"The key service's answer is not believed<: {reason}>.", "Report it."}},
        {key_service_busy,
         {"The key service has too much to do< (limit: {limit})>.", "Try again< after {retry_after_ms} ms>."}},
        {key_service_not_trusted,
         {"What answers at {address} is not trusted as the key service: {reason}.",
          "Compare ca and pins in station.toml with the key service's certificate: keyline keys station-cert --show"}},
        {certificate_invalid,
         {"<{path}: >{reason}.",
          "Compare the files with keyd.toml and station.toml: keyline keys station-cert --show"}},
        {certificate_refused,
         {"The certificate is refused: {reason}< ({subject})>.",
          "Let the certificate be renewed, or name the CA that has signed it (ca, --ca): keyline keys station-cert "
          "--show."}},
        {caller_not_allowed,
         {"Station {station} may not do this: {reason}.",
          "Whoever looks after the key service allows it in keyd.toml."}},
        {call_unknown,
         {"The key service has no call '{call}'.", "Compare the versions of station and key service: keyline status"}},
        {call_malformed,
         {"The key service cannot read a message of the call '{call}'.",
          "Compare the versions of station and key service: keyline status"}},
        {call_too_large, {"A message of the call '{call}' is larger than the key service takes.", "Report it."}},
        {clock_apart,
         {"The clocks of station and key service are {offset_s} s apart, {offset_s_max} s are allowed.",
          "Let both take their time from the same source (NTP)."}},
        {registry_unavailable,
         {"The registry cannot be used<: {path}>< {reason}>< ({cause})>.",
          "Check disk and rights; nothing is issued until then."}},
        {registry_not_reconciled,
         {"The registry was put back from an older backup<: {reason}>< ({path})>. Nothing is issued; all else is "
          "served.",
          "Stop the key service and reconcile it with the escrow copy: keyline-keyd reconcile --config FILE"}},
        {escrow_unavailable,
         {"The escrow copy cannot be used<: {path}>< {reason}>< ({cause})>. Nothing is issued; all else is served.",
          "Check disk and rights and start the key service again. A lost copy: keyline-keyd reconcile --new-copy"}},
        {escrow_unsound,
         {"The escrow copy is damaged or not this registry's<: {path}>< {reason}>. Nothing is issued; all else is "
          "served.",
          "Put it aside, keep it, and make a new one: keyline-keyd reconcile --new-copy --config FILE"}},
        {registry_unsound,
         {"The registry is damaged<: {reason}>< ({cause})>.",
          "Stop production; restore the newest backup. One that does not know the newest unit is refused."}},
        {audit_unavailable,
         {"The audit log cannot be used<: {path}>< {reason}>< ({cause})>.",
          "Check disk and rights; no unit is made without a record."}},
        {audit_unsound,
         {"The audit log does not hold: {reason}< (entry {entry})>.",
          "Stop production and keep the file: somebody has to look at it."}},
        {audit_fork,
         {"The audit log differs from what was archived before<: {reason}>.",
          "Stop production: somebody has changed one of them."}},
        {audit_backlog,
         {"{entries} entries are not archived yet, {entries_max} are allowed.",
          "Let the key service catch up: keyline status"}},
        {audit_not_signed, {"No signed checkpoint covers it yet.", "Reach the key service once: keyline status"}},
    };
    return templates;
}

const Templates& about_people() {
    using enum ErrorCode;
    static const Templates templates{
        {login_wrong, {"Badge or PIN is wrong.", "Try again; the waiting time doubles with each wrong try."}},
        {login_delayed, {"After wrong tries nobody is let in for {wait_s} s.", "Wait, then try again."}},
        {session_missing, {"Somebody has to log in for this.", "keyline login"}},
        {session_ended, {"The session has ended.", "keyline login"}},
        {role_missing, {"{action} needs the role {roles}.", "Ask somebody who has it."}},
        {code_missing, {"This needs a one-time code.", "Type the code that your app shows."}},
        {code_wrong,
         {"The one-time code is wrong, or was used before.", "Wait for the next one, 30 s at the longest; check the "
                                                             "clock of the device that shows it."}},
        {code_not_enrolled, {"{person} has no one-time codes yet.", "keyline operator enrol-code"}},
        {command_stale,
         {"The command is {age_s} s old by the key service's clock; sensitive ones are void after {age_s_max} s.",
          "Give it again; if that does not help, compare the clocks: keyline status"}},
        {action_invalid, {"<{action}: >{reason}.", "See --help."}},
        {action_own, {"{person} has made it: another person must do this.", "Ask somebody else."}},
        {request_unknown, {"There is no request {request}.", "See which there are: keyline request list"}},
        {request_ended, {"Request {request} is at an end: {state}.", "Ask anew if it is still wanted."}},
        {request_changed, {"Request {request} is not what was shown.", "Look at it again: keyline request show"}},
        {request_own, {"Request {request} is your own: somebody else must approve it.", "Tell them its number."}},
        {operator_unknown, {"There is no operator {person}.", "See who there is: keyline operator list"}},
        {operator_exists, {"The <name {person}><{badge}> is taken; it is never given again.", "Choose another."}},
        {operator_last,
         {"Nobody would be left who may {needed}.", "Add somebody with that role first: keyline operator add"}},
        {operator_not_first,
         {"There are operators already, who can add others: keyline operator add.",
          "Only if none of them can log in any more: --recover, which is recorded."}},
        {pin_form, {"A PIN has {digits_min} to {digits_max} digits and is not a simple row.", "Choose another."}},
    };
    return templates;
}

const Template* find(ErrorCode code) {
    for (const Templates* templates :
         {&about_input(), &about_orders(), &about_units(), &about_services(), &about_people()}) {
        if (const auto found = templates->find(code); found != templates->end()) {
            return &found->second;
        }
    }
    return nullptr;
}

std::string_view value_of(const Error& error, std::string_view name) {
    return name == "cause" ? std::string_view(error.cause) : error.arg(name);
}

// Fills the placeholders of a text without optional parts; false when one has no value ("?").
bool fill(std::string_view text, const Error& error, std::string& out) {
    bool complete = true;
    while (!text.empty()) {
        const auto open = text.find('{');
        out += text.substr(0, open);
        if (open == std::string_view::npos) {
            break;
        }
        const auto close = text.find('}', open);
        const auto value = value_of(error, text.substr(open + 1, close - open - 1));
        complete = complete && !value.empty();
        out += value.empty() ? std::string_view("?") : value;
        text.remove_prefix(close + 1);
    }
    return complete;
}

} // namespace

std::string fill_in(std::string_view text, const Error& error) {
    std::string out;
    while (!text.empty()) {
        const auto open = text.find('<');
        fill(text.substr(0, open), error, out);
        if (open == std::string_view::npos) {
            break;
        }
        const auto close = text.find('>', open);
        std::string optional;
        if (fill(text.substr(open + 1, close - open - 1), error, optional)) {
            out += optional;
        }
        text.remove_prefix(close + 1);
    }
    return out;
}

ErrorText explain(const Error& error) {
    const Template* found = find(error.code);
    if (found == nullptr) {
        return {std::string(text_of(error.code)) + " " + error.cause, ""};
    }
    return {fill_in(found->what, error), fill_in(found->hint, error)};
}

} // namespace keyline::app
