// The Administrator's calls about actions and the requests that wait for a second person.
#include "provisioning/people/administrator.h"
#include "provisioning/people/decide.h"
#include "provisioning/people/operator_actions.h"

#include <openssl/evp.h>

namespace keyline {

namespace {

std::string args_text(const Action& action) {
    std::string text;
    for (const auto& [name, value] : action.args) {
        text += (text.empty() ? "" : " ") + name + "=" + value;
    }
    return text;
}

// Of what may be malformed still: no more of it than an entry of the log has room for, however it is escaped.
AuditEvent about_action(const StationId& station, const Action& action) {
    constexpr std::size_t shown_bytes_max = 1'024;
    return about(station, {{"action", std::string(text_of(action.kind))},
                           {"args", args_text(action).substr(0, shown_bytes_max)},
                           {"why", action.reason.substr(0, action_reason_bytes_max)}});
}

AuditEvent about_request(const StationId& station, RequestNumber number) {
    return about(station, {{"request", std::to_string(number)}});
}

// Over everything that will be done, by whom it was asked, and where.
ByteArray<32> digest_of(const RequestRecord& record) {
    const Request& request = record.shown;
    const std::string text = to_hex(request.action.digest()) + "\n" + std::to_string(request.number) + "\n" +
                             request.author.text() + "\n" + request.station.text() + "\n" +
                             std::to_string(request.made_unix_s) + "\n" + to_hex(record.enclosure) + "\n";
    ByteArray<32> digest{};
    EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
    return digest;
}

Status check_role(const ActionRule& rule, const Person& person, Roles wanted) {
    if (!person.roles.has_one_of(wanted)) {
        return fail(ErrorCode::role_missing, {{"action", std::string(rule.name)}, {"roles", wanted.text()}});
    }
    return {};
}

tl::unexpected<Error> invalid(const ActionRule& rule, std::string reason) {
    return fail(ErrorCode::action_invalid, {{"action", std::string(rule.name)}, {"reason", std::move(reason)}});
}

} // namespace

// What a second person's request keeps beside the action. Slow, and so in no transaction; not for everybody.
Result<Bytes> Administrator::enclosure_of(Vault& vault, const StationId& station, const Authority& authority,
                                          const Action& action, const SecretBytes* secret) {
    if (!takes_credential(action.kind)) {
        return Bytes();
    }
    auto allowed = decide("act", station, authority, about_action(station, action), [&](Attempt& attempt) -> Status {
        auto who = standing(attempt);
        if (!who) {
            return who.failure();
        }
        if (secret == nullptr) {
            return invalid(rule_of(action.kind), "badge and PIN are missing");
        }
        return check_role(rule_of(action.kind), who->person, rule_of(action.kind).may_ask);
    });
    if (!allowed) {
        return allowed.failure();
    }
    return enclose_credential(hasher_, vault, random_, action.kind, secret->bytes());
}

Result<ActionOutcome> Administrator::act(Vault& vault, const StationId& station, const Authority& authority,
                                         const Action& action, const SecretBytes* secret) {
    auto enclosure = enclosure_of(vault, station, authority, action, secret);
    if (!enclosure) {
        return enclosure.failure();
    }
    return decide("act", station, authority, about_action(station, action),
                  [&](Attempt& attempt) { return act_within(attempt, vault, action, secret, *enclosure); });
}

Result<ActionOutcome> Administrator::act_within(Attempt& attempt, Vault& vault, const Action& action,
                                                const SecretBytes* secret, const Bytes& enclosure) {
    const ActionRule& rule = rule_of(action.kind);
    auto who = standing(attempt);
    if (!who) {
        return who.failure();
    }
    if (auto form = check_form(action); !form) {
        return form.failure();
    }
    if (auto allowed = check_role(rule, who->person, rule.may_ask); !allowed) {
        return allowed.failure();
    }
    if (rule.code == OneTimeCode::needed) {
        if (auto sensitive = check_sensitive(attempt, vault, *who); !sensitive) {
            return sensitive.failure();
        }
    }
    ActionContext context{attempt.station, who->person, {}, {}, now_unix_s(), vault, nullptr};
    if (rule.second_person == SecondPerson::approves && who->record) {
        if (secret != nullptr && !takes_credential(action.kind)) {
            return invalid(rule, "it takes no secret");
        }
        auto number = make_request(attempt, action, context, enclosure);
        return number ? Result<ActionOutcome>(ActionOutcome{{}, *number}) : number.failure();
    }
    auto enclosed = SecretBytes::copy_of(enclosure);
    if (!enclosed) {
        return enclosed.failure();
    }
    context.secret = takes_credential(action.kind) ? &*enclosed : secret;
    auto done = execute(attempt.transaction, action, context);
    return done ? Result<ActionOutcome>(ActionOutcome{std::move(*done), {}}) : done.failure();
}

Result<RequestNumber> Administrator::make_request(Attempt& attempt, const Action& action, const ActionContext& context,
                                                  Bytes enclosure) {
    PeopleRecords& people = attempt.transaction.people();
    if (auto swept = sweep(attempt.transaction); !swept) {
        return swept.failure();
    }
    auto pending = people.requests(true, requests_pending_max);
    if (!pending) {
        return pending.failure();
    }
    if (pending->size() >= requests_pending_max) {
        return invalid(rule_of(action.kind), std::to_string(requests_pending_max) + " requests are pending already");
    }
    if (auto possible = look(attempt.transaction, action, context); !possible) {
        return possible.failure();
    }
    auto number = people.next_request_number();
    if (!number) {
        return number;
    }
    RequestRecord record{Request{.number = *number,
                                 .action = action,
                                 .author = context.author.name,
                                 .station = attempt.station,
                                 .made_unix_s = now_unix_s(),
                                 .expires_unix_s = now_unix_s() + request_valid_s},
                         std::move(enclosure)};
    record.shown.digest = digest_of(record);
    if (auto inserted = people.insert_request(record); !inserted) {
        return inserted.failure();
    }
    auto recorded = attempt.transaction.record(event_of("approval.asked", action, context,
                                                        {{"request", std::to_string(*number)},
                                                         {"action", std::string(text_of(action.kind))},
                                                         {"args", args_text(action)},
                                                         {"digest", to_hex(record.shown.digest)}}));
    return recorded ? number : recorded.failure();
}

Result<ActionDone> Administrator::execute(RegistryTransaction& transaction, const Action& action,
                                          const ActionContext& context) {
    const auto handler = options_.handlers.find(action.kind);
    if (handler == options_.handlers.end()) {
        return invalid(rule_of(action.kind), "this key service cannot do it");
    }
    auto done = handler->second.execute(transaction, action, context);
    if (!done) {
        return done;
    }
    Error::Args details{{"action", std::string(text_of(action.kind))}, {"args", args_text(action)}};
    for (const auto& [name, value] : done->details) {
        details.emplace_back("done_" + name, value);
    }
    auto recorded = transaction.record(event_of("action.done", action, context, std::move(details)));
    return recorded ? done : recorded.failure();
}

Result<Error::Args> Administrator::look(RegistryTransaction& transaction, const Action& action,
                                        const ActionContext& context) {
    const auto handler = options_.handlers.find(action.kind);
    if (handler == options_.handlers.end()) {
        return invalid(rule_of(action.kind), "this key service cannot do it");
    }
    return handler->second.look ? handler->second.look(transaction, action, context)
                                : Result<Error::Args>(Error::Args{});
}

Result<RequestRecord> Administrator::pending_request(RegistryTransaction& transaction, RequestNumber number) const {
    auto record = transaction.people().request(number);
    if (!record) {
        return record.failure();
    }
    if (!*record) {
        return fail(ErrorCode::request_unknown, {{"request", std::to_string(number)}});
    }
    const Request& request = (*record)->shown;
    const bool expired = request.state == RequestState::pending && request.expires_unix_s <= now_unix_s();
    if (request.state != RequestState::pending || expired) {
        const auto state = expired ? RequestState::expired : request.state;
        return fail(ErrorCode::request_ended,
                    {{"request", std::to_string(number)}, {"state", std::string(text_of(state))}});
    }
    return std::move(**record);
}

Result<ActionDone> Administrator::approve(Vault& vault, const StationId& station, const Authority& authority,
                                          RequestNumber number, const ByteArray<32>& seen) {
    return decide("approve", station, authority, about_request(station, number),
                  [&](Attempt& attempt) { return approve_within(attempt, vault, number, seen); });
}

Result<ActionDone> Administrator::approve_within(Attempt& attempt, Vault& vault, RequestNumber number,
                                                 const ByteArray<32>& seen) {
    auto who = logged_in(attempt);
    if (!who) {
        return who.failure();
    }
    auto record = pending_request(attempt.transaction, number);
    if (!record) {
        return record.failure();
    }
    Request& request = record->shown;
    const Action action = request.action;
    const ActionRule& rule = rule_of(action.kind);
    if (request.author == who->person.name) {
        return fail(ErrorCode::request_own, {{"request", std::to_string(number)}});
    }
    if (auto allowed = check_role(rule, who->person, rule.may_approve); !allowed) {
        return allowed.failure();
    }
    if (digest_of(*record) != request.digest || seen != request.digest) {
        return fail(ErrorCode::request_changed, {{"request", std::to_string(number)}});
    }
    if (auto sensitive = check_sensitive(attempt, vault, *who); !sensitive) {
        return sensitive.failure();
    }
    auto author = attempt.transaction.people().operator_named(request.author);
    if (!author) {
        return author.failure();
    }
    if (!*author || !(*author)->shown.is_active) {
        return fail(ErrorCode::request_ended,
                    {{"request", std::to_string(number)}, {"state", "its author is no operator any more"}});
    }
    if (auto allowed = check_role(rule, (*author)->shown.person, rule.may_ask); !allowed) {
        return allowed.failure();
    }
    auto enclosed = SecretBytes::copy_of(record->enclosure);
    if (!enclosed) {
        return enclosed.failure();
    }
    const ActionContext context{request.station,
                                (*author)->shown.person,
                                who->person,
                                number,
                                now_unix_s(),
                                vault,
                                record->enclosure.empty() ? nullptr : &*enclosed};
    auto done = execute(attempt.transaction, action, context);
    if (!done) {
        return done;
    }
    request.done = *done;
    if (auto ended = end_request(attempt, request, RequestState::done, *who, {}, "approval.given"); !ended) {
        return ended.failure();
    }
    return done;
}

Status Administrator::end_request(Attempt& attempt, Request request, RequestState state, const Standing& by,
                                  std::string reason, std::string event) {
    request.state = state;
    request.ended_by = by.person.name;
    request.end_reason = std::move(reason);
    if (auto ended = attempt.transaction.people().end_request(request); !ended) {
        return ended;
    }
    AuditEvent made = about_action(attempt.station, request.action);
    made.event = std::move(event);
    made.details.emplace_back("request", std::to_string(request.number));
    made.details.emplace_back("author", request.author.text());
    made.details.emplace_back("person", by.person.name.text());
    made.details.emplace_back("digest", to_hex(request.digest));
    if (!request.end_reason.empty()) {
        made.details.emplace_back("end_reason", request.end_reason);
    }
    return attempt.transaction.record(made);
}

Status Administrator::refuse(const StationId& station, const Authority& authority, RequestNumber number,
                             const std::string& reason) {
    return decide("refuse", station, authority, about_request(station, number), [&](Attempt& attempt) -> Status {
        auto who = logged_in(attempt);
        if (!who) {
            return who.failure();
        }
        if (auto form = check_reason(reason); !form) {
            return form;
        }
        auto record = pending_request(attempt.transaction, number);
        if (!record) {
            return record.failure();
        }
        const ActionRule& rule = rule_of(record->shown.action.kind);
        if (record->shown.author == who->person.name) {
            return fail(ErrorCode::request_own, {{"request", std::to_string(number)}});
        }
        if (auto allowed = check_role(rule, who->person, rule.may_approve); !allowed) {
            return allowed;
        }
        return end_request(attempt, record->shown, RequestState::refused, *who, reason, "approval.refused");
    });
}

Status Administrator::withdraw(const StationId& station, const Authority& authority, RequestNumber number,
                               const std::string& reason) {
    return decide("withdraw", station, authority, about_request(station, number), [&](Attempt& attempt) -> Status {
        auto who = logged_in(attempt);
        if (!who) {
            return who.failure();
        }
        if (auto form = check_reason(reason); !form) {
            return form;
        }
        auto record = pending_request(attempt.transaction, number);
        if (!record) {
            return record.failure();
        }
        if (record->shown.author != who->person.name) {
            return fail(ErrorCode::role_missing, {{"action", "withdraw"}, {"roles", "author"}});
        }
        return end_request(attempt, record->shown, RequestState::withdrawn, *who, reason, "approval.withdrawn");
    });
}

Result<Request> Administrator::request(Vault& vault, const StationId& station, const Authority& authority,
                                       RequestNumber number) {
    return decide(
        "request", station, authority, about_request(station, number), [&](Attempt& attempt) -> Result<Request> {
            auto who = standing(attempt);
            if (!who) {
                return who.failure();
            }
            if (auto swept = sweep(attempt.transaction); !swept) {
                return swept.failure();
            }
            auto record = attempt.transaction.people().request(number);
            if (!record) {
                return record.failure();
            }
            if (!*record) {
                return fail(ErrorCode::request_unknown, {{"request", std::to_string(number)}});
            }
            Request request = std::move((*record)->shown);
            if (request.state != RequestState::pending) {
                return request;
            }
            const ActionContext context{request.station, {request.author, {}}, {}, number, now_unix_s(), vault};
            auto would = look(attempt.transaction, request.action, context);
            request.look = would ? *would : Error::Args{{"not_possible", std::string(text_of(would.error().code))}};
            return request;
        });
}

Result<std::vector<Request>> Administrator::requests(const StationId& station, const Authority& authority,
                                                     bool only_pending) {
    return decide("requests", station, authority, about(station),
                  [&](Attempt& attempt) -> Result<std::vector<Request>> {
                      if (auto who = standing(attempt); !who) {
                          return who.failure();
                      }
                      if (auto swept = sweep(attempt.transaction); !swept) {
                          return swept.failure();
                      }
                      return attempt.transaction.people().requests(only_pending, requests_listed_max);
                  });
}

} // namespace keyline
