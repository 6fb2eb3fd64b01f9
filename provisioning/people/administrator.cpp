// What all calls of the Administrator share: who stands behind one, and whether that is enough. Log-in and codes:
// administrator_login.cpp; actions and requests: administrator_actions.cpp.
#include "provisioning/people/administrator.h"

#include "provisioning/people/decide.h"
#include "provisioning/people/one_time_code.h"
#include "provisioning/people/operator_actions.h"

#include <openssl/evp.h>

namespace keyline {

Administrator::Administrator(Registry& registry, Clock& clock, Random& random, Options options)
    : registry_(registry), clock_(clock), random_(random), options_(std::move(options)), hasher_(options_.pin_cost) {
    add_operator_handlers(options_.handlers);
}

std::int64_t Administrator::now_unix_ms() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(clock_.utc().time_since_epoch()).count();
}

std::int64_t Administrator::now_unix_s() const {
    constexpr std::int64_t second_ms = 1'000;
    return now_unix_ms() / second_ms;
}

// The registry is as it was before; a code that was taken stays used all the same.
Status Administrator::refuse_on_record(std::string_view call, const Error& error, AuditEvent subject,
                                       const Attempt& attempt) {
    if (attempt.person) {
        subject.details.emplace_back("person", attempt.person->text());
    }
    auto transaction = registry_.begin();
    if (!transaction) {
        return transaction.failure();
    }
    if (attempt.person && attempt.code_step) {
        auto record = (*transaction)->people().operator_named(*attempt.person);
        if (!record) {
            return record.failure();
        }
        if (*record && (*record)->last_code_step < *attempt.code_step) {
            (*record)->last_code_step = *attempt.code_step;
            if (auto updated = (*transaction)->people().update_operator(**record); !updated) {
                return updated;
            }
        }
    }
    if (auto recorded = (*transaction)->record(refusal_of(call, error, std::move(subject))); !recorded) {
        return recorded;
    }
    return (*transaction)->commit();
}

Result<Administrator::Standing> Administrator::standing(Attempt& attempt) const {
    PeopleRecords& people = attempt.transaction.people();
    if (!attempt.authority.session) {
        const auto needed = must_log_in(people, options_.required);
        if (!needed) {
            return needed.failure();
        }
        if (*needed) {
            return fail(ErrorCode::session_missing);
        }
        return Standing{{attempt.station, Roles::all(), false}};
    }
    ByteArray<32> hash{};
    const ByteView token = attempt.authority.session->bytes();
    EVP_Digest(token.data(), token.size(), hash.data(), nullptr, EVP_sha256(), nullptr);
    auto session = people.session(hash);
    if (!session) {
        return session.failure();
    }
    if (!*session || (*session)->shown.ends_unix_s <= now_unix_s() || (*session)->shown.station != attempt.station) {
        return fail(ErrorCode::session_ended);
    }
    attempt.person = (*session)->shown.person;
    auto record = people.operator_named((*session)->shown.person);
    if (!record) {
        return record.failure();
    }
    if (!*record || !(*record)->shown.is_active) {
        return fail(ErrorCode::session_ended);
    }
    Person person = (*record)->shown.person;
    return Standing{std::move(person), std::move(*record), std::move(*session)};
}

Result<Administrator::Standing> Administrator::logged_in(Attempt& attempt) const {
    auto found = standing(attempt);
    if (found && !found->record) {
        return fail(ErrorCode::session_missing);
    }
    return found;
}

Status Administrator::check_fresh(const Authority& authority) const {
    const std::int64_t age_ms = now_unix_ms() - authority.made_at_unix_ms;
    if (age_ms > command_valid_ms || age_ms < -command_valid_ms) {
        constexpr std::int64_t second_ms = 1'000;
        return fail(ErrorCode::command_stale, {{"age_s", std::to_string(age_ms / second_ms)},
                                               {"age_s_max", std::to_string(command_valid_ms / second_ms)}});
    }
    return {};
}

Status Administrator::check_code(Attempt& attempt, Vault& vault, OperatorRecord& record,
                                 const Bytes& sealed_secret) const {
    const OperatorName& name = record.shown.person.name;
    if (sealed_secret.empty()) {
        return fail(ErrorCode::code_not_enrolled, {{"person", name.text()}});
    }
    if (!attempt.authority.code) {
        return fail(ErrorCode::code_missing);
    }
    PeopleRecords& people = attempt.transaction.people();
    const LoginSubject subject{attempt.station, record.credential.badge};
    if (auto delayed = check_login_delay(people, subject, now_unix_ms()); !delayed) {
        return delayed;
    }
    auto secret = vault.open_secret(sealed_secret, "operator/" + name.text());
    if (!secret) {
        return secret.failure();
    }
    const auto step =
        step_of_code(secret->bytes(), attempt.authority.code->bytes(), now_unix_s(), record.last_code_step);
    if (!step) {
        if (auto noted = note_wrong_try(people, subject, now_unix_ms()); !noted) {
            return noted;
        }
        return fail(ErrorCode::code_wrong);
    }
    attempt.code_step = step;
    record.last_code_step = *step;
    if (auto noted = note_right_try(people, subject); !noted) {
        return noted;
    }
    return people.update_operator(record);
}

Status Administrator::check_sensitive(Attempt& attempt, Vault& vault, Standing& standing) const {
    if (!standing.record) {
        return {}; // nobody has to log in: the record says so
    }
    if (auto fresh = check_fresh(attempt.authority); !fresh) {
        return fresh;
    }
    return check_code(attempt, vault, *standing.record, standing.record->sealed_code);
}

Status Administrator::sweep(RegistryTransaction& transaction) {
    PeopleRecords& people = transaction.people();
    if (auto ended = people.end_sessions_before(now_unix_s()); !ended) {
        return ended;
    }
    auto pending = people.requests(true, requests_pending_max);
    if (!pending) {
        return pending.failure();
    }
    for (Request& request : *pending) {
        if (request.expires_unix_s > now_unix_s()) {
            continue;
        }
        request.state = RequestState::expired;
        if (auto ended = people.end_request(request); !ended) {
            return ended;
        }
        AuditEvent expired = about(request.station, {{"request", std::to_string(request.number)},
                                                     {"action", std::string(text_of(request.action.kind))},
                                                     {"author", request.author.text()}});
        expired.event = "approval.expired";
        if (auto recorded = transaction.record(expired); !recorded) {
            return recorded;
        }
    }
    return {};
}

Status Administrator::check_nobody_must_log_in(std::string_view call, const StationId& station) {
    return decide(call, station, Authority(), about(station), [&](Attempt& attempt) -> Status {
        auto who = standing(attempt);
        return who ? Status() : who.failure();
    });
}

Result<std::vector<Operator>> Administrator::operators(const StationId& station, const Authority& authority) {
    return decide("operators", station, authority, about(station),
                  [&](Attempt& attempt) -> Result<std::vector<Operator>> {
                      if (auto who = standing(attempt); !who) {
                          return who.failure();
                      }
                      auto records = attempt.transaction.people().operators();
                      if (!records) {
                          return records.failure();
                      }
                      std::vector<Operator> shown;
                      for (OperatorRecord& record : *records) {
                          shown.push_back(std::move(record.shown));
                      }
                      return shown;
                  });
}

Result<std::vector<SessionInfo>> Administrator::sessions(const StationId& station, const Authority& authority) {
    return decide("sessions", station, authority, about(station),
                  [&](Attempt& attempt) -> Result<std::vector<SessionInfo>> {
                      if (auto who = standing(attempt); !who) {
                          return who.failure();
                      }
                      if (auto swept = sweep(attempt.transaction); !swept) {
                          return swept.failure();
                      }
                      return attempt.transaction.people().sessions({});
                  });
}

} // namespace keyline
