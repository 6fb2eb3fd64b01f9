// Who acts: a person by name, with roles. Names are given once and never to somebody else. Threads: values.
#pragma once

#include "provisioning/identifiers.h"

#include <vector>

namespace keyline {

using OperatorName = Name;

// X(enumerator, "text that scripts may rely on", bit of the stored set). What a role may do stands in people/action.h.
#define KEYLINE_ROLES(X)                                                                                               \
    X(operates, "operator", 1U)                                                                                        \
    X(supervisor, "supervisor", 2U)                                                                                    \
    X(qa, "qa", 4U)                                                                                                    \
    X(auditor, "auditor", 8U)                                                                                          \
    X(custodian, "custodian", 16U)

enum class Role : unsigned {
#define KEYLINE_ENUMERATOR(enumerator, text, bit) enumerator = (bit),
    KEYLINE_ROLES(KEYLINE_ENUMERATOR)
#undef KEYLINE_ENUMERATOR
};

class Roles {
  public:
    constexpr Roles() = default;
    // NOLINTNEXTLINE(google-explicit-constructor): one role is a set of roles
    constexpr Roles(Role role) : bits_(static_cast<unsigned>(role)) {}
    // "operator,qa": one at least, each once. value_malformed.
    static Result<Roles> parse(std::string_view text);
    // As stored. value_malformed for bits that are no role.
    static Result<Roles> from_bits(unsigned bits);
    static constexpr Roles all() {
        Roles every;
#define KEYLINE_ADD(enumerator, text, bit) every.bits_ |= (bit);
        KEYLINE_ROLES(KEYLINE_ADD)
#undef KEYLINE_ADD
        return every;
    }

    constexpr unsigned bits() const {
        return bits_;
    }
    constexpr bool is_empty() const {
        return bits_ == 0;
    }
    constexpr bool has(Role role) const {
        return (bits_ & static_cast<unsigned>(role)) != 0;
    }
    constexpr bool has_one_of(Roles others) const {
        return (bits_ & others.bits_) != 0;
    }
    std::string text() const; // "operator,qa"
    constexpr bool operator==(const Roles&) const = default;

    friend constexpr Roles operator|(Roles a, Roles b) {
        a.bits_ |= b.bits_;
        return a;
    }

  private:
    unsigned bits_ = 0;
};

constexpr Roles operator|(Role a, Role b) {
    return Roles(a) | Roles(b);
}

struct Person {
    OperatorName name;
    Roles roles;
    // False: nobody had to log in (development without operators), and the name is the station's.
    bool is_logged_in = true;
};

} // namespace keyline
