// Action: whatever a person does to orders, units, tables, keys and operators. KEYLINE_ACTIONS is the one table of who
// may do it, who must agree, and what it takes; provisioning/people/administrator enforces it and nothing else does.
// An executor does the work of one kind, within the transaction in which it is decided and recorded.
// Threads: values; an executor runs on any thread and keeps nothing.
#pragma once

#include "provisioning/people/person.h"
#include "provisioning/ports/registry.h"
#include "provisioning/ports/vault.h"
#include "provisioning/secret_bytes.h"

#include <functional>
#include <map>
#include <optional>
#include <span>

namespace keyline {

enum class SecondPerson {
    none,        // done at once
    approves,    // becomes a pending request, done when somebody else approves it by its number
    not_its_own, // done at once, by anybody but who made the thing: the executor looks who that was
};
enum class OneTimeCode { none, needed };

// X(enumerator, "name", roles that may ask, roles that may approve, second person, one-time code, "arguments").
// An argument that ends in '?' may be left out. The reason is no argument: every kind that takes a code, or a second
// person, takes a reason too.
#define KEYLINE_ACTIONS(X)                                                                                             \
    X(order_create, "order.create", supervisor, nobody, none, none,                                                    \
      "profile device_type table_size description? first last? quota attempts? expires? stations? kg?")                \
    X(order_release, "order.release", supervisor | qa, nobody, not_its_own, needed, "order")                           \
    X(order_close, "order.close", supervisor, nobody, none, needed, "order")                                           \
    X(order_extend, "order.extend", supervisor, supervisor | qa, approves, needed,                                     \
      "order quota? attempts? expires? last?")                                                                         \
    X(order_import, "order.import", supervisor, nobody, none, none, "stations?")                                       \
    X(order_export, "order.export", supervisor | auditor, nobody, none, none, "order")                                 \
    X(unit_scrap, "unit.scrap", supervisor | qa, supervisor | qa, approves, needed, "serial cause?")                   \
    X(unit_rework, "unit.rework", supervisor | qa, nobody, none, none, "serial cause?")                                \
    X(unit_quarantine, "unit.quarantine", operates | supervisor | qa, nobody, none, none, "serial cause?")             \
    X(unit_quarantine_batch, "unit.quarantine_batch", supervisor | qa, supervisor | qa, approves, needed,              \
      "order? station? kg? first? last? cause?")                                                                       \
    X(unit_release, "unit.release", supervisor | qa, qa, approves, needed, "serial to? cause?")                        \
    X(unit_rekey, "unit.rekey", supervisor, supervisor | qa, approves, needed, "serial uid? cause?")                   \
    X(unit_transfer, "unit.transfer", supervisor, nobody, none, needed, "serial station cause?")                       \
    X(unit_custody, "unit.custody", operates | supervisor | qa, nobody, none, none, "serial holder")                   \
    X(operator_add, "operator.add", supervisor, supervisor | custodian, approves, needed, "name roles")                \
    X(operator_change, "operator.change", supervisor, supervisor | custodian, approves, needed, "name roles")          \
    X(operator_disable, "operator.disable", supervisor | custodian, nobody, none, needed, "name")                      \
    X(operator_reset_pin, "operator.reset_pin", supervisor, supervisor | custodian, approves, needed, "name code?")    \
    X(table_create, "table.create", custodian, nobody, none, needed, "profile size?")                                  \
    X(table_import, "table.import", custodian, nobody, none, needed, "profile")                                        \
    X(table_assign, "table.assign", supervisor | custodian, nobody, none, needed, "profile version order?")            \
    X(table_list, "table.list", supervisor | qa | auditor | custodian, nobody, none, none, "")                         \
    X(keys_handover, "keys.handover", custodian, supervisor | custodian, approves, needed, "order")                    \
    X(keys_receipt, "keys.receipt", supervisor | custodian, nobody, none, none, "order")                               \
    X(records_claims, "records.claims", supervisor | qa | auditor, nobody, none, none, "order after?")                 \
    X(records_unit, "records.unit", supervisor | qa | auditor, nobody, none, none, "serial")                           \
    X(records_archive, "records.archive", supervisor | qa | auditor, nobody, none, none, "order station from")         \
    X(unit_examine, "unit.examine", supervisor | qa, nobody, none, none, "serial? uid?")                               \
    X(unit_verify, "unit.verify", supervisor | qa, nobody, none, none, "")

enum class ActionKind {
#define KEYLINE_ENUMERATOR(enumerator, ...) enumerator,
    KEYLINE_ACTIONS(KEYLINE_ENUMERATOR)
#undef KEYLINE_ENUMERATOR
};

struct ActionRule {
    ActionKind kind;
    std::string_view name;
    Roles may_ask;
    Roles may_approve; // empty unless a second person approves
    SecondPerson second_person;
    OneTimeCode code;
    std::string_view arguments; // "order quota?"

    bool wants_reason() const { return code == OneTimeCode::needed || second_person == SecondPerson::approves; }
};

struct ActionArgument {
    std::string_view name;
    bool optional = false;
};
std::vector<ActionArgument> arguments_of(const ActionRule& rule);

std::span<const ActionRule> action_rules();
const ActionRule& rule_of(ActionKind kind);
std::string_view text_of(ActionKind kind); // "unit.scrap"
Result<ActionKind> parse_action_kind(std::string_view text);

inline constexpr std::size_t action_argument_bytes_max = 256;
inline constexpr std::size_t action_reason_bytes_max = 512;
inline constexpr std::size_t action_document_bytes_max = 1'048'576;

struct Action {
    ActionKind kind = ActionKind::order_create;
    Error::Args args; // names as in the table, each once; nothing secret: they are stored, shown and recorded
    std::string reason;
    Bytes document{}; // a signed order, a recipient's certificate, a signed receipt; not secret; stored, not recorded

    std::string_view arg(std::string_view name) const; // empty when it was left out
    // SHA-256 over all of it: what a second person has seen is what is done.
    ByteArray<32> digest() const;
};

// action_invalid {reason}: none, of more than 512 bytes, or with control characters, which a terminal would obey.
Status check_reason(std::string_view reason);
// What a terminal shows as it is written: no controls, no marks that turn or hide what others read.
bool is_printable(std::string_view text);

// action_invalid {action, reason}: an unknown, double, missing or too long argument, no reason where one is wanted.
Status check_form(const Action& action);

using RequestNumber = std::uint64_t;

struct ActionContext {
    StationId station; // where it was asked
    Person author;
    std::optional<Person> approver;       // somebody else than the author
    std::optional<RequestNumber> request; // that was approved
    std::int64_t now_unix_s = 0;
    Vault& vault;
    // What must never be stored (a table to import): only with kinds that are done at once.
    const SecretBytes* secret = nullptr;
};

struct ActionDone {
    Error::Args details{}; // what it came to, for who asked and for the record: {"units", "40"}
    Bytes document{};      // a signed order, a hand-over's package; not secret
};

// The same transaction holds the change, the record and the request's end: an executor neither commits nor tells
// anybody.
using ActionExecutor = std::function<Result<ActionDone>(RegistryTransaction&, const Action&, const ActionContext&)>;
// What the action would come to now, {"units", "41"}, {"state", "quarantined"}: asked before it becomes a request, and
// for the second person. Fails where the action would: a request that cannot be done is refused at once. Changes
// nothing.
using ActionLook = std::function<Result<Error::Args>(RegistryTransaction&, const Action&, const ActionContext&)>;

struct ActionHandler {
    ActionExecutor execute;
    ActionLook look{}; // may be empty: nothing to say beyond the arguments
};
using ActionHandlers = std::map<ActionKind, ActionHandler>;

// An event of this action for keyd's log: who asked, who agreed, why, where; then `details`.
AuditEvent event_of(std::string event, const Action& action, const ActionContext& context, Error::Args details = {});

} // namespace keyline
