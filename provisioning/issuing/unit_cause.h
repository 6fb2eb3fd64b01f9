// Why a unit is decided about, as a code that can be counted; the reason in words stands beside it. Threads: values.
#pragma once

#include "provisioning/result.h"

#include <vector>

namespace keyline {

// X(enumerator, "text that scripts may rely on")
#define KEYLINE_UNIT_CAUSES(X)                                                                                         \
    X(contact, "contact") /* the fixture did not reach it */                                                           \
    X(board, "board")     /* its electronics */                                                                        \
    X(housing, "housing") /* its mechanics */                                                                          \
    X(firmware, "firmware")                                                                                            \
    X(label, "label")       /* wrong, doubled or unreadable */                                                         \
    X(table, "table")       /* the substitution table was wrong */                                                     \
    X(key, "key")           /* exposed, or believed to be */                                                           \
    X(clone, "clone")       /* suspected to be a copy, or to have one */                                               \
    X(returned, "returned") /* by the customer */                                                                      \
    X(test, "test")         /* made to be tried, never to be sold */                                                   \
    X(process, "process")   /* a mistake on the line */                                                                \
    X(other, "other")

enum class UnitCause {
#define KEYLINE_ENUMERATOR(enumerator, text) enumerator,
    KEYLINE_UNIT_CAUSES(KEYLINE_ENUMERATOR)
#undef KEYLINE_ENUMERATOR
};

std::vector<std::string> unit_cause_texts();
std::string_view text_of(UnitCause cause);
// value_malformed {value, reason}
Result<UnitCause> parse_unit_cause(std::string_view text);

} // namespace keyline
