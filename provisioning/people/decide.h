// How every call of the Administrator ends. For its own files only.
#pragma once

#include "provisioning/issuing/decision.h"
#include "provisioning/issuing/lookups.h"
#include "provisioning/people/administrator.h"

namespace keyline {

// These are counted against the one who tries, in the commit of their record.
inline bool is_wrong_try(const Error& error) {
    return error.code == ErrorCode::login_wrong || error.code == ErrorCode::code_wrong;
}

template <class Decide>
auto Administrator::decide(std::string_view call, const StationId& station, const Authority& authority,
                           AuditEvent subject, Decide decide) -> decltype(decide(std::declval<Attempt&>())) {
    auto transaction = registry_.begin();
    if (!transaction) {
        return transaction.failure();
    }
    Attempt attempt{**transaction, station, authority};
    auto decided = decide(attempt);
    if (!decided && !is_wrong_try(decided.error())) {
        transaction->reset(); // the rollback, before another transaction begins
        if (auto recorded = refuse_on_record(call, decided.error(), std::move(subject), attempt); !recorded) {
            return recorded.failure();
        }
        return decided;
    }
    if (!decided) { // nothing but the wrong try was written before
        if (attempt.person) {
            subject.details.emplace_back("person", attempt.person->text());
        }
        if (auto recorded = (*transaction)->record(refusal_of(call, decided.error(), std::move(subject))); !recorded) {
            return recorded.failure();
        }
    }
    if (auto committed = (*transaction)->commit(); !committed) {
        return committed.failure();
    }
    return decided;
}

} // namespace keyline
