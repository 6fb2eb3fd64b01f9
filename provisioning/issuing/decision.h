// How every call of the issuer ends: committed with its record, or rolled back and the refusal put on record. Nothing
// is answered that is not durable.
#pragma once

#include "provisioning/ports/registry.h"

#include <utility>

namespace keyline {

// The record of a call that was refused.
AuditEvent refusal_of(std::string_view call, const Error& error, AuditEvent about);

// Rolls nothing back itself: `error` is recorded in a transaction of its own, with what the call was about.
Status record_refusal(Registry& registry, std::string_view call, const Error& error, AuditEvent about);

// Runs `decide(transaction)`; on success commits, on a refusal leaves the registry as it was and records the refusal.
template <class Decide>
auto decide_and_commit(Registry& registry, std::string_view call, const AuditEvent& about, Decide decide)
    -> decltype(decide(std::declval<RegistryTransaction&>())) {
    auto transaction = registry.begin();
    if (!transaction) {
        return transaction.failure();
    }
    auto decided = decide(**transaction);
    if (!decided) {
        transaction->reset(); // the rollback, before another transaction begins
        if (auto recorded = record_refusal(registry, call, decided.error(), about); !recorded) {
            return recorded.failure();
        }
        return decided;
    }
    if (auto committed = (*transaction)->commit(); !committed) {
        return committed.failure();
    }
    return decided;
}

// Runs `look(transaction)`, which changes nothing and leaves no record.
template <class Look>
auto look_and_commit(Registry& registry, Look look) -> decltype(look(std::declval<RegistryTransaction&>())) {
    auto transaction = registry.begin();
    if (!transaction) {
        return transaction.failure();
    }
    auto seen = look(**transaction);
    if (auto committed = (*transaction)->commit(); !committed) {
        return committed.failure();
    }
    return seen;
}

} // namespace keyline
