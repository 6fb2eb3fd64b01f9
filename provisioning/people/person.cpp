#include "provisioning/people/person.h"

namespace keyline {

namespace {
struct RoleText {
    Role role;
    std::string_view text;
};
constexpr RoleText role_texts[] = {
#define KEYLINE_TEXT(enumerator, text, bit) {Role::enumerator, text},
    KEYLINE_ROLES(KEYLINE_TEXT)
#undef KEYLINE_TEXT
};

tl::unexpected<Error> malformed() {
    return fail(
        ErrorCode::value_malformed,
        {{"value", "roles"}, {"reason", "operator, supervisor, qa, auditor, custodian: with commas, each once"}});
}

Result<Role> parse_role(std::string_view text) {
    for (const RoleText& known : role_texts) {
        if (known.text == text) {
            return known.role;
        }
    }
    return malformed();
}
} // namespace

Result<Roles> Roles::parse(std::string_view text) {
    Roles roles;
    for (;;) {
        const auto comma = text.find(',');
        auto role = parse_role(text.substr(0, comma));
        if (!role) {
            return role.failure();
        }
        if (roles.has(*role)) {
            return malformed();
        }
        roles = roles | *role;
        if (comma == std::string_view::npos) {
            return roles;
        }
        text.remove_prefix(comma + 1);
    }
}

Result<Roles> Roles::from_bits(unsigned bits) {
    if (bits == 0 || (bits & ~all().bits()) != 0) {
        return malformed();
    }
    Roles roles;
    roles.bits_ = bits;
    return roles;
}

std::string Roles::text() const {
    std::string joined;
    for (const RoleText& known : role_texts) {
        if (has(known.role)) {
            joined += (joined.empty() ? "" : ",") + std::string(known.text);
        }
    }
    return joined;
}

} // namespace keyline
