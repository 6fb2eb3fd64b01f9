#include "provisioning/people/action.h"

#include <algorithm>
#include <array>
#include <openssl/evp.h>

namespace keyline {

namespace {

// The columns' words, as the table writes them.
namespace words {
constexpr Roles nobody{};
constexpr Role operates = Role::operates;
constexpr Role supervisor = Role::supervisor;
constexpr Role qa = Role::qa;
constexpr Role auditor = Role::auditor;
constexpr Role custodian = Role::custodian;

constexpr std::array rules{
#define KEYLINE_RULE(enumerator, name, may_ask, may_approve, second, code, arguments)                                  \
    ActionRule{ActionKind::enumerator, name, may_ask, may_approve, SecondPerson::second, OneTimeCode::code, arguments},
    KEYLINE_ACTIONS(KEYLINE_RULE)
#undef KEYLINE_RULE
};
} // namespace words

constexpr bool all_hold_together() {
    return std::all_of(words::rules.begin(), words::rules.end(), [](const ActionRule& rule) {
        return !rule.may_ask.is_empty() &&
               (rule.second_person == SecondPerson::approves) == !rule.may_approve.is_empty();
    });
}
static_assert(all_hold_together(), "who may approve is named where somebody must, and nowhere else");

tl::unexpected<Error> invalid(const Action& action, std::string reason) {
    return fail(ErrorCode::action_invalid,
                {{"action", std::string(text_of(action.kind))}, {"reason", std::move(reason)}});
}

class Digest {
  public:
    Digest() { EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr); }
    // With its length before it, so that no two actions give the same bytes.
    void add(ByteView part) {
        ByteArray<8> size{};
        for (std::size_t i = 0; i < size.size(); ++i) {
            size[i] = static_cast<std::uint8_t>(part.size() >> (8 * (size.size() - 1 - i)));
        }
        EVP_DigestUpdate(context_.get(), size.data(), size.size());
        EVP_DigestUpdate(context_.get(), part.data(), part.size());
    }
    ByteArray<32> end() {
        ByteArray<32> digest{};
        EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr);
        return digest;
    }

  private:
    struct Free {
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };
    std::unique_ptr<EVP_MD_CTX, Free> context_{EVP_MD_CTX_new()};
};

} // namespace

bool is_printable(std::string_view text) {
    // As bytes of UTF-8: C1 controls; marks, embeddings, overrides and isolates of direction; line separators.
    constexpr std::string_view unseen[] = {
        "\xe2\x80\x8e", "\xe2\x80\x8f", "\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\xaa", "\xe2\x80\xab", "\xe2\x80\xac",
        "\xe2\x80\xad", "\xe2\x80\xae", "\xe2\x81\xa6", "\xe2\x81\xa7", "\xe2\x81\xa8", "\xe2\x81\xa9", "\xd8\x9c"};
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool is_c1 = byte == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0;
        if (byte < 0x20 || byte == 0x7f || is_c1) {
            return false;
        }
    }
    return std::none_of(std::begin(unseen), std::end(unseen),
                        [&](std::string_view mark) { return text.find(mark) != std::string_view::npos; });
}

std::span<const ActionRule> action_rules() {
    return words::rules;
}

const ActionRule& rule_of(ActionKind kind) {
    return words::rules.at(static_cast<std::size_t>(kind));
}

std::string_view text_of(ActionKind kind) {
    return rule_of(kind).name;
}

Result<ActionKind> parse_action_kind(std::string_view text) {
    for (const ActionRule& rule : words::rules) {
        if (rule.name == text) {
            return rule.kind;
        }
    }
    return fail(ErrorCode::value_malformed, {{"value", "action"}, {"reason", "there is no such action"}});
}

std::string_view Action::arg(std::string_view name) const {
    const auto found = std::find_if(args.begin(), args.end(), [&](const auto& given) { return given.first == name; });
    return found == args.end() ? std::string_view() : std::string_view(found->second);
}

ByteArray<32> Action::digest() const {
    Digest digest;
    digest.add(as_bytes(text_of(kind)));
    for (const auto& [name, value] : args) {
        digest.add(as_bytes(name));
        digest.add(as_bytes(value));
    }
    digest.add(as_bytes("reason"));
    digest.add(as_bytes(reason));
    digest.add(document);
    return digest.end();
}

Status check_reason(std::string_view reason) {
    if (reason.empty() || reason.size() > action_reason_bytes_max || !is_printable(reason)) {
        return fail(ErrorCode::action_invalid, {{"reason", "a reason of 1 to 512 printable characters is wanted"}});
    }
    return {};
}

std::vector<ActionArgument> arguments_of(const ActionRule& rule) {
    std::vector<ActionArgument> arguments;
    std::string_view list = rule.arguments;
    while (!list.empty()) {
        std::string_view word = list.substr(0, list.find(' '));
        list.remove_prefix(std::min(list.size(), word.size() + 1));
        const bool optional = word.back() == '?';
        word.remove_suffix(optional ? 1 : 0);
        arguments.push_back({word, optional});
    }
    return arguments;
}

Status check_form(const Action& action) {
    const ActionRule& rule = rule_of(action.kind);
    const auto known = arguments_of(rule);
    for (auto given = action.args.begin(); given != action.args.end(); ++given) {
        const auto& [name, value] = *given;
        if (std::none_of(known.begin(), known.end(), [&](const ActionArgument& one) { return one.name == name; })) {
            return invalid(action, "it takes: " + std::string(rule.arguments));
        }
        if (std::any_of(action.args.begin(), given, [&](const auto& before) { return before.first == name; })) {
            return invalid(action, name + " is there twice");
        }
        if (value.empty() || value.size() > action_argument_bytes_max || !is_printable(value)) {
            return invalid(action, name + " must have 1 to 256 printable characters");
        }
    }
    for (const ActionArgument& argument : known) {
        if (!argument.optional && action.arg(argument.name).empty()) {
            return invalid(action, std::string(argument.name) + " is missing");
        }
    }
    if (action.reason.size() > action_reason_bytes_max || !is_printable(action.reason)) {
        return invalid(action, "the reason must have 512 printable characters at most");
    }
    if (rule.wants_reason() && action.reason.empty()) {
        return invalid(action, "a reason is wanted");
    }
    if (action.document.size() > action_document_bytes_max) {
        return invalid(action, "the document must have 1 MiB at most");
    }
    return {};
}

AuditEvent event_of(std::string event, const Action& action, const ActionContext& context, Error::Args details) {
    AuditEvent made;
    made.event = std::move(event);
    if (auto order = OrderId::parse(action.arg("order"))) {
        made.order = *order;
    }
    if (auto serial = SerialNumber::parse(action.arg("serial"))) {
        made.serial = *serial;
    }
    made.details = {{"station", context.station.text()}, {"author", context.author.name.text()}};
    if (!context.author.is_logged_in) {
        made.details.emplace_back("log_in", "not required");
    }
    if (context.approver) {
        made.details.emplace_back("approver", context.approver->name.text());
    }
    if (context.request) {
        made.details.emplace_back("request", std::to_string(*context.request));
    }
    if (!action.reason.empty()) {
        made.details.emplace_back("reason", action.reason);
    }
    made.details.insert(made.details.end(), details.begin(), details.end());
    return made;
}

} // namespace keyline
