// The delay after wrong tries (badge and PIN, or one-time code): 1 s, doubling, 15 min at most; for the badge and for
// the station where it was tried, whichever is longer. It survives a restart; nobody is locked out for ever. An unknown
// badge has its delay as any other, so that it tells nothing. Threads: the transaction's.
#pragma once

#include "provisioning/ports/people_records.h"

namespace keyline {

inline constexpr std::int64_t login_delay_ms_min = 1'000;
inline constexpr std::int64_t login_delay_ms_max = 900'000;
inline constexpr std::int64_t wrong_tries_kept_ms = 86'400'000; // forgotten a day after the newest

// How long after the newest of so many wrong tries nobody is let in.
std::int64_t login_delay_ms(std::uint64_t wrong_tries);

struct LoginSubject {
    StationId station;
    ByteArray<keyed_digest_size_bytes> badge{};
};

// login_delayed {wait_s}. A newest try that lies in the future by more than the longest delay (the clock was set back)
// delays nobody.
Status check_login_delay(PeopleRecords& people, const LoginSubject& subject, std::int64_t now_unix_ms);
Status note_wrong_try(PeopleRecords& people, const LoginSubject& subject, std::int64_t now_unix_ms);
// The badge's wrong tries are forgiven, and the station those of this badge; not those of others, so that somebody with
// a badge of their own cannot try others' for nothing.
Status note_right_try(PeopleRecords& people, const LoginSubject& subject);

} // namespace keyline
