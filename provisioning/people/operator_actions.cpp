#include "provisioning/people/operator_actions.h"

#include <algorithm>
#include <cctype>

namespace keyline {

namespace {

constexpr std::string_view reset_code = "reset";

tl::unexpected<Error> invalid(const Action& action, std::string reason) {
    return fail(ErrorCode::action_invalid,
                {{"action", std::string(text_of(action.kind))}, {"reason", std::move(reason)}});
}

Result<OperatorRecord> operator_of(RegistryTransaction& transaction, const Action& action) {
    auto name = OperatorName::parse(action.arg("name"));
    if (!name) {
        return name.failure();
    }
    auto record = transaction.people().operator_named(*name);
    if (!record) {
        return record.failure();
    }
    if (!*record) {
        return fail(ErrorCode::operator_unknown, {{"person", name->text()}});
    }
    return std::move(**record);
}

// What must not be lost by a change: two who can add others.
Status check_two_remain(PeopleRecords& people, const OperatorRecord& changed) {
    auto all = people.operators();
    if (!all) {
        return all.failure();
    }
    const bool before = two_can_add(*all);
    for (OperatorRecord& record : *all) {
        if (record.shown.person.name == changed.shown.person.name) {
            record = changed;
        }
    }
    if (before && !two_can_add(*all)) {
        return fail(ErrorCode::operator_last, {{"needed", "add operators"}});
    }
    return {};
}

Result<OperatorRecord> new_operator(RegistryTransaction& transaction, const Action& action,
                                    const ActionContext& context) {
    auto name = OperatorName::parse(action.arg("name"));
    if (!name) {
        return name.failure();
    }
    auto roles = Roles::parse(action.arg("roles"));
    if (!roles) {
        return roles.failure();
    }
    const auto all = transaction.people().operators();
    if (!all) {
        return all.failure();
    }
    if (auto free = check_name_is_free(*all, *name); !free) {
        return free.failure();
    }
    return OperatorRecord{{{*name, *roles}, true, false, context.now_unix_s}, {}, {}, {}, 0};
}

Result<Error::Args> look_add(RegistryTransaction& transaction, const Action& action, const ActionContext& context) {
    auto record = new_operator(transaction, action, context);
    return record ? Result<Error::Args>(Error::Args{}) : record.failure();
}

Result<Credential> credential_in(const Action& action, const ActionContext& context) {
    return context.secret != nullptr ? credential_from(context.secret->bytes())
                                     : Result<Credential>(invalid(action, "badge and PIN are missing"));
}

Result<ActionDone> add(RegistryTransaction& transaction, const Action& action, const ActionContext& context) {
    auto record = new_operator(transaction, action, context);
    if (!record) {
        return record.failure();
    }
    auto credential = credential_in(action, context);
    if (!credential) {
        return credential.failure();
    }
    record->credential = *credential;
    if (auto inserted = transaction.people().insert_operator(*record); !inserted) {
        return inserted.failure();
    }
    const Person& added = record->shown.person;
    auto recorded = transaction.record(
        event_of("operator.added", action, context, {{"person", added.name.text()}, {"roles", added.roles.text()}}));
    return recorded ? Result<ActionDone>(ActionDone{{{"person", added.name.text()}}}) : recorded.failure();
}

Result<Error::Args> look_change(RegistryTransaction& transaction, const Action& action, const ActionContext&) {
    auto record = operator_of(transaction, action);
    if (!record) {
        return record.failure();
    }
    if (auto roles = Roles::parse(action.arg("roles")); !roles) {
        return roles.failure();
    }
    return Error::Args{{"roles_now", record->shown.person.roles.text()},
                       {"active_now", record->shown.is_active ? "yes" : "no"}};
}

// Who was disabled is let in again by a change of roles too: two people agree to it.
Result<ActionDone> change(RegistryTransaction& transaction, const Action& action, const ActionContext& context) {
    auto record = operator_of(transaction, action);
    if (!record) {
        return record.failure();
    }
    auto roles = Roles::parse(action.arg("roles"));
    if (!roles) {
        return roles.failure();
    }
    const std::string before = record->shown.person.roles.text();
    record->shown.person.roles = *roles;
    record->shown.is_active = true;
    if (auto remain = check_two_remain(transaction.people(), *record); !remain) {
        return remain.failure();
    }
    if (auto updated = transaction.people().update_operator(*record); !updated) {
        return updated.failure();
    }
    auto recorded = transaction.record(
        event_of("operator.changed", action, context,
                 {{"person", record->shown.person.name.text()}, {"roles_before", before}, {"roles", roles->text()}}));
    return recorded ? Result<ActionDone>(ActionDone{{{"roles", roles->text()}}}) : recorded.failure();
}

Result<ActionDone> disable(RegistryTransaction& transaction, const Action& action, const ActionContext& context) {
    auto record = operator_of(transaction, action);
    if (!record) {
        return record.failure();
    }
    const OperatorName name = record->shown.person.name;
    record->shown.is_active = false;
    if (auto remain = check_two_remain(transaction.people(), *record); !remain) {
        return remain.failure();
    }
    if (auto updated = transaction.people().update_operator(*record); !updated) {
        return updated.failure();
    }
    if (auto ended = transaction.people().end_sessions_of(name); !ended) {
        return ended.failure();
    }
    auto recorded = transaction.record(event_of("operator.disabled", action, context, {{"person", name.text()}}));
    return recorded ? Result<ActionDone>(ActionDone{{{"person", name.text()}}}) : recorded.failure();
}

Result<Error::Args> look_reset(RegistryTransaction& transaction, const Action& action, const ActionContext&) {
    auto record = operator_of(transaction, action);
    if (!record) {
        return record.failure();
    }
    if (const auto code = action.arg("code"); !code.empty() && code != reset_code) {
        return invalid(action, "code is 'reset' or left out");
    }
    return Error::Args{{"roles_now", record->shown.person.roles.text()}};
}

Result<ActionDone> reset_pin(RegistryTransaction& transaction, const Action& action, const ActionContext& context) {
    if (auto possible = look_reset(transaction, action, context); !possible) {
        return possible.failure();
    }
    auto record = operator_of(transaction, action);
    auto credential = credential_in(action, context);
    if (!record || !credential) {
        return record ? credential.failure() : record.failure();
    }
    const bool new_badge = credential->badge != ByteArray<keyed_digest_size_bytes>{};
    if (!new_badge) {
        credential->badge = record->credential.badge;
    }
    record->credential = *credential;
    if (action.arg("code") == reset_code) {
        record->sealed_code.clear();
        record->sealed_new_code.clear();
        record->shown.code_enrolled = false;
    }
    if (auto updated = transaction.people().update_operator(*record); !updated) {
        return updated.failure();
    }
    const OperatorName& name = record->shown.person.name;
    if (auto ended = transaction.people().end_sessions_of(name); !ended) {
        return ended.failure();
    }
    auto recorded =
        transaction.record(event_of("operator.pin_reset", action, context,
                                    {{"person", name.text()},
                                     {"new_badge", new_badge ? "yes" : "no"},
                                     {"code", action.arg("code").empty() ? "kept" : std::string(reset_code)}}));
    return recorded ? Result<ActionDone>(ActionDone{{{"person", name.text()}}}) : recorded.failure();
}

} // namespace

void add_operator_handlers(ActionHandlers& handlers) {
    handlers[ActionKind::operator_add] = {add, look_add};
    handlers[ActionKind::operator_change] = {change, look_change};
    handlers[ActionKind::operator_disable] = {disable, {}};
    handlers[ActionKind::operator_reset_pin] = {reset_pin, look_reset};
}

bool takes_credential(ActionKind kind) {
    return kind == ActionKind::operator_add || kind == ActionKind::operator_reset_pin;
}

Result<Bytes> enclose_credential(PinHasher& hasher, Vault& vault, Random& random, ActionKind kind, ByteView secret) {
    const auto line = std::find(secret.begin(), secret.end(), '\n');
    const bool with_badge = line != secret.end();
    if (!with_badge && kind == ActionKind::operator_add) {
        return fail(ErrorCode::action_invalid,
                    {{"action", std::string(text_of(kind))}, {"reason", "badge and PIN are missing"}});
    }
    const auto badge_bytes = with_badge ? static_cast<std::size_t>(line - secret.begin()) : 0;
    auto pin = SecretBytes::copy_of(with_badge ? secret.subspan(badge_bytes + 1) : secret);
    if (!pin) {
        return pin.failure();
    }
    constexpr std::string_view kept = "-"; // its digest is not used
    auto credential = hasher.credential(vault, random, with_badge ? secret.first(badge_bytes) : as_bytes(kept), *pin);
    if (!credential) {
        return credential.failure();
    }
    if (!with_badge) {
        credential->badge = {};
    }
    return bytes_of(*credential);
}

Status check_name_is_free(const std::vector<OperatorRecord>& operators, const OperatorName& name) {
    for (const OperatorRecord& record : operators) {
        const std::string& taken = record.shown.person.name.text();
        if (std::equal(taken.begin(), taken.end(), name.text().begin(), name.text().end(),
                       [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); })) {
            return fail(ErrorCode::operator_exists, {{"person", taken}});
        }
    }
    return {};
}

bool two_can_add(const std::vector<OperatorRecord>& operators) {
    const ActionRule& rule = rule_of(ActionKind::operator_add);
    const auto may = [](const OperatorRecord& record, Roles roles) {
        return record.shown.is_active && record.shown.person.roles.has_one_of(roles);
    };
    return std::any_of(operators.begin(), operators.end(), [&](const OperatorRecord& one) {
        return may(one, rule.may_ask) &&
               std::any_of(operators.begin(), operators.end(),
                           [&](const OperatorRecord& other) { return &other != &one && may(other, rule.may_approve); });
    });
}

} // namespace keyline
