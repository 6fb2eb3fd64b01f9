// Result<T>: a value or an Error; the only way in which our functions report failure.
// Threads: values, no sharing. Exceptions end at the adapter that calls the library which throws.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace keyline {

// What a failure means for the caller of a program; one exit code each (DESIGN.md, "Command line").
enum class ErrorKind { unit, usage, input, key_service, fixture, audit, refused, quarantine, stopped, internal };

// Stable codes: X(enumerator, "text that scripts may rely on", kind). Texts for people are in app/error_text.
#define KEYLINE_ERROR_CODES(X)                                                                                         \
    X(serial_malformed, "serial.malformed", input)                                                                     \
    X(serial_padding, "serial.padding", input)                                                                         \
    X(serial_wrong_type, "serial.wrong_type", input)                                                                   \
    X(serial_out_of_range, "serial.out_of_range", refused)                                                             \
    X(serial_taken, "serial.taken", refused)                                                                           \
    X(serial_already_passed, "serial.already_passed", refused)                                                         \
    X(serial_on_other_lane, "serial.on_other_lane", refused)                                                           \
    X(serial_repeated, "serial.repeated", input)                                                                       \
    X(value_malformed, "value.malformed", input)                                                                       \
    X(order_unknown, "order.unknown", refused)                                                                         \
    X(order_exists, "order.exists", refused)                                                                           \
    X(order_used_up, "order.used_up", refused)                                                                         \
    X(order_expired, "order.expired", refused)                                                                         \
    X(order_closed, "order.closed", refused)                                                                           \
    X(order_not_released, "order.not_released", refused)                                                               \
    X(order_not_complete, "order.not_complete", refused)                                                               \
    X(order_own_release, "order.own_release", refused)                                                                 \
    X(order_file_invalid, "order.file_invalid", input)                                                                 \
    X(order_file_untrusted, "order.file_untrusted", refused)                                                           \
    X(order_other_station, "order.other_station", refused)                                                             \
    X(order_overlaps, "order.overlaps", refused)                                                                       \
    X(order_invalid, "order.invalid", input)                                                                           \
    X(claim_unknown, "claim.unknown", refused)                                                                         \
    X(claim_ended, "claim.ended", refused)                                                                             \
    X(claim_mismatch, "claim.mismatch", refused)                                                                       \
    X(claim_other_station, "claim.other_station", refused)                                                             \
    X(claim_reissue_limit, "claim.reissue_limit", refused)                                                             \
    X(claim_attempt_limit, "claim.attempt_limit", refused)                                                             \
    X(claim_not_proved, "claim.not_proved", refused)                                                                   \
    X(claim_state, "claim.state", refused)                                                                             \
    X(batch_too_large, "batch.too_large", refused)                                                                     \
    X(uid_bound, "uid.bound", refused)                                                                                 \
    X(unit_unknown, "unit.unknown", input)                                                                             \
    X(unit_on_other_lane, "unit.on_other_lane", refused)                                                               \
    X(login_wrong, "login.wrong", refused)                                                                             \
    X(login_delayed, "login.delayed", refused)                                                                         \
    X(session_missing, "session.missing", refused)                                                                     \
    X(session_ended, "session.ended", refused)                                                                         \
    X(role_missing, "role.missing", refused)                                                                           \
    X(code_missing, "code.missing", refused)                                                                           \
    X(code_wrong, "code.wrong", refused)                                                                               \
    X(code_not_enrolled, "code.not_enrolled", refused)                                                                 \
    X(command_stale, "command.stale", refused)                                                                         \
    X(action_invalid, "action.invalid", input)                                                                         \
    X(action_own, "action.own", refused)                                                                               \
    X(request_unknown, "request.unknown", refused)                                                                     \
    X(request_ended, "request.ended", refused)                                                                         \
    X(request_changed, "request.changed", refused)                                                                     \
    X(request_own, "request.own", refused)                                                                             \
    X(operator_unknown, "operator.unknown", refused)                                                                   \
    X(operator_exists, "operator.exists", refused)                                                                     \
    X(operator_last, "operator.last", refused)                                                                         \
    X(operator_not_first, "operator.not_first", refused)                                                               \
    X(pin_form, "pin.form", input)                                                                                     \
    X(challenge_unknown, "challenge.unknown", refused)                                                                 \
    X(challenge_expired, "challenge.expired", unit)                                                                    \
    X(challenge_limit, "challenge.limit", refused)                                                                     \
    X(proof_wrong, "proof.wrong", unit)                                                                                \
    X(lock_silent, "lock.silent", unit)                                                                                \
    X(lock_not_understood, "lock.not_understood", unit)                                                                \
    X(lock_refused, "lock.refused", unit)                                                                              \
    X(lock_already_provisioned, "lock.already_provisioned", unit)                                                      \
    X(lock_wrong_type, "lock.wrong_type", unit)                                                                        \
    X(lock_wrong_kg, "lock.wrong_kg", unit)                                                                            \
    X(lock_wrong_table_size, "lock.wrong_table_size", unit)                                                            \
    X(lock_wrong_serial, "lock.wrong_serial", unit)                                                                    \
    X(lock_wrong_state, "lock.wrong_state", unit)                                                                      \
    X(lock_not_closed, "lock.not_closed", unit)                                                                        \
    X(lock_changed, "lock.changed", unit)                                                                              \
    X(lock_self_check, "lock.self_check", unit)                                                                        \
    X(lock_state_unknown, "lock.state_unknown", quarantine)                                                            \
    X(fixture_not_emptied, "fixture.not_emptied", fixture)                                                             \
    X(fixture_no_unit, "fixture.no_unit", fixture)                                                                     \
    X(fixture_lid_open, "fixture.lid_open", fixture)                                                                   \
    X(fixture_unit_gone, "fixture.unit_gone", fixture)                                                                 \
    X(fixture_loopback, "fixture.loopback", fixture)                                                                   \
    X(fixture_port_missing, "fixture.port_missing", fixture)                                                           \
    X(fixture_port_busy, "fixture.port_busy", fixture)                                                                 \
    X(fixture_port_refused, "fixture.port_refused", fixture)                                                           \
    X(fixture_hung_up, "fixture.hung_up", fixture)                                                                     \
    X(fixture_io, "fixture.io", fixture)                                                                               \
    X(printer_failed, "printer.failed", fixture)                                                                       \
    X(hsm_module_missing, "hsm.module_missing", key_service)                                                           \
    X(hsm_token_missing, "hsm.token_missing", key_service)                                                             \
    X(hsm_token_damaged, "hsm.token_damaged", key_service)                                                             \
    X(hsm_pin_missing, "hsm.pin_missing", key_service)                                                                 \
    X(hsm_pin_exposed, "hsm.pin_exposed", key_service)                                                                 \
    X(hsm_pin_wrong, "hsm.pin_wrong", key_service)                                                                     \
    X(hsm_pin_refused_before, "hsm.pin_refused_before", key_service)                                                   \
    X(hsm_key_missing, "hsm.key_missing", key_service)                                                                 \
    X(hsm_key_ambiguous, "hsm.key_ambiguous", key_service)                                                             \
    X(hsm_key_check_value, "hsm.key_check_value", key_service)                                                         \
    X(hsm_key_weak, "hsm.key_weak", key_service)                                                                       \
    X(hsm_key_environment, "hsm.key_environment", key_service)                                                         \
    X(hsm_no_backup, "hsm.no_backup", refused)                                                                         \
    X(backup_unsound, "backup.unsound", input)                                                                         \
    X(report_unsound, "report.unsound", input)                                                                         \
    X(hsm_self_test, "hsm.self_test", key_service)                                                                     \
    X(hsm_failed, "hsm.failed", key_service)                                                                           \
    X(escrow_damaged, "escrow.damaged", key_service)                                                                   \
    X(handover_unsound, "handover.unsound", input)                                                                     \
    X(handover_missing, "handover.missing", refused)                                                                   \
    X(handover_unknown, "handover.unknown", refused)                                                                   \
    X(handover_empty, "handover.empty", refused)                                                                       \
    X(handover_not_granted, "handover.not_granted", refused)                                                           \
    X(handover_receipt, "handover.receipt", refused)                                                                   \
    X(table_damaged, "table.damaged", key_service)                                                                     \
    X(key_service_unavailable, "key_service.unavailable", key_service)                                                 \
    X(key_service_not_started, "key_service.not_started", key_service)                                                 \
    X(key_service_in_use, "key_service.in_use", key_service)                                                           \
    X(key_service_answer, "key_service.answer", key_service)                                                           \
    X(key_service_busy, "key_service.busy", key_service)                                                               \
    X(key_service_not_trusted, "key_service.not_trusted", key_service)                                                 \
    X(certificate_invalid, "certificate.invalid", input)                                                               \
    X(certificate_refused, "certificate.refused", refused)                                                             \
    X(caller_not_allowed, "caller.not_allowed", refused)                                                               \
    X(call_unknown, "call.unknown", refused)                                                                           \
    X(call_malformed, "call.malformed", refused)                                                                       \
    X(call_too_large, "call.too_large", refused)                                                                       \
    X(clock_apart, "clock.apart", key_service)                                                                         \
    X(registry_unavailable, "registry.unavailable", key_service)                                                       \
    X(registry_unsound, "registry.unsound", key_service)                                                               \
    X(registry_not_reconciled, "registry.not_reconciled", key_service)                                                 \
    X(escrow_unavailable, "escrow.unavailable", key_service)                                                           \
    X(escrow_unsound, "escrow.unsound", key_service)                                                                   \
    X(audit_unavailable, "audit.unavailable", audit)                                                                   \
    X(station_known, "station.known", refused)                                                                         \
    X(disk_low, "disk.low", audit)                                                                                     \
    X(audit_unsound, "audit.unsound", audit)                                                                           \
    X(audit_fork, "audit.fork", audit)                                                                                 \
    X(audit_backlog, "audit.backlog", audit)                                                                           \
    X(audit_not_signed, "audit.not_signed", audit)                                                                     \
    X(station_missing, "station.missing", input)                                                                       \
    X(station_exists, "station.exists", input)                                                                         \
    X(station_unwritable, "station.unwritable", input)                                                                 \
    X(config_missing, "config.missing", input)                                                                         \
    X(config_invalid, "config.invalid", input)                                                                         \
    X(profile_missing, "profile.missing", input)                                                                       \
    X(profile_invalid, "profile.invalid", input)                                                                       \
    X(table_exists, "table.exists", refused)                                                                           \
    X(table_missing, "table.missing", input)                                                                           \
    X(table_invalid, "table.invalid", input)                                                                           \
    X(lane_unknown, "lane.unknown", input)                                                                             \
    X(scan_needed, "scan.needed", usage)                                                                               \
    X(lane_armed, "lane.armed", refused)                                                                               \
    X(lanes_busy, "lanes.busy", refused)                                                                               \
    X(lane_busy, "lane.busy", fixture)                                                                                 \
    X(file_missing, "file.missing", input)                                                                             \
    X(file_io, "file.io", input)                                                                                       \
    X(memory_not_locked, "memory.not_locked", internal)                                                                \
    X(usage, "usage", usage)                                                                                           \
    X(stopped, "stopped", stopped)                                                                                     \
    X(internal, "internal", internal)

enum class ErrorCode {
#define KEYLINE_ENUMERATOR(enumerator, text, kind) enumerator,
    KEYLINE_ERROR_CODES(KEYLINE_ENUMERATOR)
#undef KEYLINE_ENUMERATOR
};

std::string_view text_of(ErrorCode code); // "order.used_up"
// internal for a text that is not in the list.
ErrorCode parse_error_code(std::string_view text);
ErrorKind kind_of(ErrorCode code);

// std::source_location, which clang 14 does not have.
struct SourceLocation {
    const char* file = "";
    std::uint_least32_t line = 0;

    static constexpr SourceLocation current(const char* file = __builtin_FILE(),
                                            std::uint_least32_t line = __builtin_LINE()) {
        return {file, line};
    }
};

struct Error {
    using Args = std::vector<std::pair<std::string, std::string>>;

    ErrorCode code = ErrorCode::internal;
    Args args;         // safe to show and to log: never a key, PEK, PIN, token or table
    std::string cause; // what the layer below said: "CKR_PIN_INCORRECT", "ENOENT", an SQLite or gRPC status
    SourceLocation where;

    std::string_view arg(std::string_view name) const; // empty when there is none
};

template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
    using Base = tl::expected<T, Error>;

  public:
    using Base::Base;
    // For `if (!r) return r.failure();` in a function that returns another Result.
    tl::unexpected<Error> failure() const& { return tl::unexpected<Error>(this->error()); }
    tl::unexpected<Error> failure() && { return tl::unexpected<Error>(std::move(this->error())); }
};

using Status = Result<void>;

tl::unexpected<Error> fail(ErrorCode code, Error::Args args = {}, std::string cause = {},
                           SourceLocation where = SourceLocation::current());

// "ENOENT (No such file or directory)" for `cause`.
std::string errno_text(int error_number);

} // namespace keyline
