// The Administrator's calls about sessions, PINs and one-time codes.
#include "provisioning/people/administrator.h"
#include "provisioning/people/decide.h"
#include "provisioning/people/one_time_code.h"
#include "provisioning/people/operator_actions.h"

#include <openssl/evp.h>

namespace keyline {

namespace {

constexpr std::size_t badge_shown_bytes = 4; // of its keyed digest: names an unknown badge in the record

const Authority nobody{};

// A salt that an unknown badge has all the same, always the same one: its PIN costs the same work.
ByteArray<pin_salt_size_bytes> salt_for_unknown(const ByteArray<keyed_digest_size_bytes>& badge) {
    ByteArray<pin_salt_size_bytes> salt{};
    std::copy_n(badge.begin(), salt.size(), salt.begin());
    return salt;
}

AuditEvent session_event(std::string event, const StationId& station, const OperatorName& person,
                         Error::Args details = {}) {
    details.emplace_back("person", person.text());
    AuditEvent made = about(station, std::move(details));
    made.event = std::move(event);
    return made;
}

} // namespace

Result<LoggedIn> Administrator::log_in(Vault& vault, const StationId& station, const SecretBytes& badge,
                                       const SecretBytes& pin) {
    auto digest = badge_digest(vault, badge.bytes());
    if (!digest) {
        return digest.failure();
    }
    const LoginSubject subject{station, *digest};
    const AuditEvent shown = about(station, {{"badge", to_hex(ByteView(*digest).first(badge_shown_bytes))}});
    auto salt =
        decide("log_in", station, nobody, shown, [&](Attempt& attempt) -> Result<ByteArray<pin_salt_size_bytes>> {
            PeopleRecords& people = attempt.transaction.people();
            if (auto delayed = check_login_delay(people, subject, now_unix_ms()); !delayed) {
                return delayed.failure();
            }
            auto record = people.operator_with(*digest);
            if (!record) {
                return record.failure();
            }
            return *record ? (*record)->credential.salt : salt_for_unknown(*digest);
        });
    if (!salt) {
        return salt.failure();
    }
    auto verifier = hasher_.verifier(vault, pin.bytes(), *salt); // slow: in no transaction
    if (!verifier) {
        return verifier.failure();
    }
    return decide("log_in", station, nobody, shown,
                  [&](Attempt& attempt) { return log_in_within(attempt, subject, *verifier); });
}

// Again from the start: meanwhile others have tried, or somebody was disabled.
Result<LoggedIn> Administrator::log_in_within(Attempt& attempt, const LoginSubject& subject,
                                              const ByteArray<keyed_digest_size_bytes>& verifier) {
    PeopleRecords& people = attempt.transaction.people();
    if (auto delayed = check_login_delay(people, subject, now_unix_ms()); !delayed) {
        return delayed.failure();
    }
    auto record = people.operator_with(subject.badge);
    if (!record) {
        return record.failure();
    }
    const ByteArray<keyed_digest_size_bytes> nothing{};
    const bool right = equal_in_constant_time(verifier, *record ? (*record)->credential.pin : nothing);
    if (*record) {
        attempt.person = (*record)->shown.person.name;
    }
    if (!right || !*record || !(*record)->shown.is_active) {
        if (auto noted = note_wrong_try(people, subject, now_unix_ms()); !noted) {
            return noted.failure();
        }
        return fail(ErrorCode::login_wrong);
    }
    if (auto noted = note_right_try(people, subject); !noted) {
        return noted.failure();
    }
    if (auto swept = sweep(attempt.transaction); !swept) {
        return swept.failure();
    }
    const Person& person = (*record)->shown.person;
    if (auto ended = people.end_sessions_at(person.name, attempt.station); !ended) {
        return ended.failure();
    }
    auto token = SecretBytes::create(session_token_size_bytes);
    if (!token) {
        return token.failure();
    }
    if (auto drawn = random_.fill(token->writable()); !drawn) {
        return drawn.failure();
    }
    SessionRecord session{{}, {person.name, attempt.station, now_unix_s(), now_unix_s() + session_s}};
    EVP_Digest(token->bytes().data(), token->size(), session.token_hash.data(), nullptr, EVP_sha256(), nullptr);
    if (auto inserted = people.insert_session(session); !inserted) {
        return inserted.failure();
    }
    auto recorded = attempt.transaction.record(
        session_event("operator.logged_in", attempt.station, person.name, {{"roles", person.roles.text()}}));
    if (!recorded) {
        return recorded.failure();
    }
    return LoggedIn{std::move(*token), person, session.shown.ends_unix_s};
}

Status Administrator::log_out(const StationId& station, const Authority& authority) {
    return decide("log_out", station, authority, about(station), [&](Attempt& attempt) -> Status {
        auto who = logged_in(attempt);
        if (!who) {
            return who.failure();
        }
        if (auto ended = attempt.transaction.people().end_session(who->session->token_hash); !ended) {
            return ended;
        }
        return attempt.transaction.record(session_event("operator.logged_out", station, who->person.name));
    });
}

Result<WhoAmI> Administrator::who_am_i(const StationId& station, const Authority& authority) {
    return decide("who_am_i", station, authority, about(station), [&](Attempt& attempt) -> Result<WhoAmI> {
        auto required = must_log_in(attempt.transaction.people(), options_.required);
        if (!required) {
            return required.failure();
        }
        if (!authority.session && *required) {
            return WhoAmI{{}, {}, true, false};
        }
        auto who = standing(attempt);
        if (!who) {
            return who.failure();
        }
        WhoAmI answer{who->person, {}, *required, false};
        if (who->record) {
            answer.session_ends_unix_s = who->session->shown.ends_unix_s;
            answer.code_enrolled = who->record->shown.code_enrolled;
        }
        return answer;
    });
}

Result<ByteArray<keyed_digest_size_bytes>> Administrator::pin_of_session(std::string_view call, Vault& vault,
                                                                         const StationId& station,
                                                                         const Authority& authority,
                                                                         const SecretBytes& pin) {
    auto salt = decide(call, station, authority, about(station),
                       [&](Attempt& attempt) -> Result<ByteArray<pin_salt_size_bytes>> {
                           auto who = logged_in(attempt);
                           if (!who) {
                               return who.failure();
                           }
                           const LoginSubject subject{station, who->record->credential.badge};
                           auto delayed = check_login_delay(attempt.transaction.people(), subject, now_unix_ms());
                           if (!delayed) {
                               return delayed.failure();
                           }
                           return who->record->credential.salt;
                       });
    return salt ? hasher_.verifier(vault, pin.bytes(), *salt)
                : Result<ByteArray<keyed_digest_size_bytes>>(salt.failure());
}

Status Administrator::check_pin(Attempt& attempt, const OperatorRecord& record,
                                const ByteArray<keyed_digest_size_bytes>& verifier) const {
    PeopleRecords& people = attempt.transaction.people();
    const LoginSubject subject{attempt.station, record.credential.badge};
    if (auto delayed = check_login_delay(people, subject, now_unix_ms()); !delayed) {
        return delayed;
    }
    if (equal_in_constant_time(verifier, record.credential.pin)) {
        return note_right_try(people, subject);
    }
    if (auto noted = note_wrong_try(people, subject, now_unix_ms()); !noted) {
        return noted;
    }
    return fail(ErrorCode::login_wrong);
}

Status Administrator::change_pin(Vault& vault, const StationId& station, const Authority& authority,
                                 const SecretBytes& pin, const SecretBytes& new_pin) {
    auto verifier = pin_of_session("change_pin", vault, station, authority, pin);
    if (!verifier) {
        return verifier.failure();
    }
    constexpr std::string_view any_badge = "-"; // the badge stays
    auto made = hasher_.credential(vault, random_, as_bytes(any_badge), new_pin);
    if (!made && made.error().code != ErrorCode::pin_form) {
        return made.failure();
    }
    return decide("change_pin", station, authority, about(station), [&](Attempt& attempt) -> Status {
        auto who = logged_in(attempt);
        if (!who) {
            return who.failure();
        }
        if (auto right = check_pin(attempt, *who->record, *verifier); !right) {
            return right;
        }
        if (!made) {
            return made.failure();
        }
        who->record->credential.salt = made->salt;
        who->record->credential.pin = made->pin;
        PeopleRecords& people = attempt.transaction.people();
        if (auto updated = people.update_operator(*who->record); !updated) {
            return updated;
        }
        if (auto ended = people.end_sessions_of(who->person.name); !ended) {
            return ended;
        }
        return attempt.transaction.record(session_event("operator.pin_changed", station, who->person.name));
    });
}

Result<SecretBytes> Administrator::enrol_code(Vault& vault, const StationId& station, const Authority& authority,
                                              const SecretBytes& pin) {
    auto verifier = pin_of_session("enrol_code", vault, station, authority, pin);
    if (!verifier) {
        return verifier.failure();
    }
    return decide("enrol_code", station, authority, about(station), [&](Attempt& attempt) -> Result<SecretBytes> {
        auto who = logged_in(attempt);
        if (!who) {
            return who.failure();
        }
        if (auto right = check_pin(attempt, *who->record, *verifier); !right) {
            return right.failure();
        }
        if (!who->record->sealed_code.empty()) { // who has codes replaces them with one of them
            if (auto sensitive = check_sensitive(attempt, vault, *who); !sensitive) {
                return sensitive.failure();
            }
        }
        auto secret = draw_code_secret(random_);
        if (!secret) {
            return secret;
        }
        auto sealed = vault.seal_secret(secret->bytes(), "operator/" + who->person.name.text());
        if (!sealed) {
            return sealed.failure();
        }
        who->record->sealed_new_code = std::move(*sealed);
        if (auto updated = attempt.transaction.people().update_operator(*who->record); !updated) {
            return updated.failure();
        }
        if (auto recorded =
                attempt.transaction.record(session_event("operator.code_enrolled", station, who->person.name));
            !recorded) {
            return recorded.failure();
        }
        return otpauth_uri(secret->bytes(), "Keyline-" + options_.environment.text(), who->person.name.text());
    });
}

Status Administrator::confirm_code(Vault& vault, const StationId& station, const Authority& authority) {
    return decide("confirm_code", station, authority, about(station), [&](Attempt& attempt) -> Status {
        auto who = logged_in(attempt);
        if (!who) {
            return who.failure();
        }
        if (auto right = check_code(attempt, vault, *who->record, who->record->sealed_new_code); !right) {
            return right;
        }
        who->record->sealed_code = std::exchange(who->record->sealed_new_code, {});
        who->record->shown.code_enrolled = true;
        if (auto updated = attempt.transaction.people().update_operator(*who->record); !updated) {
            return updated;
        }
        return attempt.transaction.record(session_event("operator.code_confirmed", station, who->person.name));
    });
}

Status Administrator::add_on_host(Vault& vault, const Operator& added, const SecretBytes& badge, const SecretBytes& pin,
                                  const std::string& host_user, Purpose purpose) {
    auto credential = hasher_.credential(vault, random_, badge.bytes(), pin);
    if (!credential) {
        return credential.failure();
    }
    const Person& person = added.person;
    const bool recovers = purpose == Purpose::recover;
    AuditEvent event;
    event.event = "operator.added";
    event.details = {{"person", person.name.text()},
                     {"roles", person.roles.text()},
                     {"by", "the key service's own host"},
                     {"host_user", host_user},
                     {"recover", recovers ? "yes" : "no"}};
    return decide_and_commit(registry_, "add_on_host", event, [&](RegistryTransaction& transaction) -> Status {
        PeopleRecords& people = transaction.people();
        auto all = people.operators();
        if (!all) {
            return all.failure();
        }
        if (!recovers && two_can_add(*all)) {
            return fail(ErrorCode::operator_not_first);
        }
        if (auto free = check_name_is_free(*all, person.name); !free) {
            return free;
        }
        OperatorRecord record{{person, true, false, now_unix_s()}, *credential, {}, {}, 0};
        if (auto inserted = people.insert_operator(record); !inserted) {
            return inserted;
        }
        return transaction.record(event);
    });
}

} // namespace keyline
