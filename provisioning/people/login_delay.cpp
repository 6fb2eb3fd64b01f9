#include "provisioning/people/login_delay.h"

#include <algorithm>

namespace keyline {

namespace {
std::string badge_subject(const LoginSubject& subject) {
    return "badge/" + to_hex(subject.badge);
}
std::string station_subject(const LoginSubject& subject) {
    return "station/" + subject.station.text();
}

Result<std::int64_t> wait_ms(PeopleRecords& people, const std::string& subject, std::int64_t now_unix_ms) {
    const auto tries = people.wrong_tries(subject);
    if (!tries) {
        return tries.failure();
    }
    if (tries->newest_unix_ms > now_unix_ms + login_delay_ms_max) {
        return 0; // the clock was set back since
    }
    return std::max<std::int64_t>(0, tries->newest_unix_ms + login_delay_ms(tries->count) - now_unix_ms);
}
} // namespace

std::int64_t login_delay_ms(std::uint64_t wrong_tries) {
    if (wrong_tries == 0) {
        return 0;
    }
    constexpr std::uint64_t doublings_max = 10; // 1024 s: beyond the longest
    const auto doubled = login_delay_ms_min << std::min(wrong_tries - 1, doublings_max);
    return std::min(doubled, login_delay_ms_max);
}

Status check_login_delay(PeopleRecords& people, const LoginSubject& subject, std::int64_t now_unix_ms) {
    const auto badge = wait_ms(people, badge_subject(subject), now_unix_ms);
    if (!badge) {
        return badge.failure();
    }
    const auto station = wait_ms(people, station_subject(subject), now_unix_ms);
    if (!station) {
        return station.failure();
    }
    const std::int64_t wait = std::max(*badge, *station);
    if (wait > 0) {
        constexpr std::int64_t second_ms = 1'000;
        return fail(ErrorCode::login_delayed, {{"wait_s", std::to_string((wait + second_ms - 1) / second_ms)}});
    }
    return {};
}

Status note_wrong_try(PeopleRecords& people, const LoginSubject& subject, std::int64_t now_unix_ms) {
    if (auto forgotten = people.forget_wrong_tries_before(now_unix_ms - wrong_tries_kept_ms); !forgotten) {
        return forgotten;
    }
    for (const std::string& one : {badge_subject(subject), station_subject(subject)}) {
        auto tries = people.wrong_tries(one);
        if (!tries) {
            return tries.failure();
        }
        if (auto set = people.set_wrong_tries(one, {tries->count + 1, now_unix_ms}); !set) {
            return set;
        }
    }
    return {};
}

Status note_right_try(PeopleRecords& people, const LoginSubject& subject) {
    const auto own = people.wrong_tries(badge_subject(subject));
    if (!own) {
        return own.failure();
    }
    if (own->count == 0) {
        return {};
    }
    auto station = people.wrong_tries(station_subject(subject));
    if (!station) {
        return station.failure();
    }
    station->count -= std::min(station->count, own->count);
    if (auto set = people.set_wrong_tries(station_subject(subject), *station); !set) {
        return set;
    }
    return people.set_wrong_tries(badge_subject(subject), {});
}

} // namespace keyline
