// What a check of a returned unit rests on, as sentences with values: told in English in the signed report, and in any
// language by whoever shows it (translations/). Threads: values.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace keyline {

// X(enumerator, "text with {values}"). Values that are words themselves: {lock_state}, {unit_state}, {verdict}.
#define KEYLINE_EVIDENCE(X)                                                                                            \
    X(label_and_lock, "label {label}, lock {serial}")                                                                  \
    X(lock_without_number, "label {label}, lock without a number")                                                     \
    X(unit_without_number, "the unit has no number")                                                                   \
    X(never_issued, "{serial} was never issued")                                                                       \
    X(issued, "{serial}, order {order}, station {station}")                                                            \
    X(chips, "{uid}; registered: {registered} with {serial}")                                                          \
    X(kg_versions, "{kg}; made with {registered}")                                                                     \
    X(products, "device type {type}, table of {bytes} bytes; {product}: {made_type}, {made_bytes}")                    \
    X(lock_is, "{lock_state}")                                                                                         \
    X(firmware_is, "{hardware}, {firmware}")                                                                           \
    X(firmware_same, "{hardware}, {firmware}; as when it was made")                                                    \
    X(firmware_changed, "{hardware}, {firmware}; CHANGED, made with {made_firmware}")                                  \
    X(both_proofs_seen, "{unit_state}, both proofs were seen")                                                         \
    X(not_all_proofs_seen, "{unit_state}, not all proofs were seen")                                                   \
    X(attempts, "attempts: {count}")                                                                                   \
    X(made_again, "token made again: {count}")                                                                         \
    X(held, "held since it was {unit_state}")                                                                          \
    X(other_key, "the number's chip {uid} is {unit_state}")                                                            \
    X(never_seen, "never")                                                                                             \
    X(seen, "times: {count}; last {time} at {station}: {verdict}")                                                     \
    X(other_chip_seen, "ANOTHER CHIP WITH THIS NUMBER, {uid}, {time} at {station}: {verdict}")                         \
    X(not_answered, "the lock does not answer it")                                                                     \
    X(refused, "refused")                                                                                              \
    X(captured, "captured: the lock answers it no more")                                                               \
    X(entry_signed, "{event}, entry {index} of {size} that were signed for {station}, {time}")                         \
    X(entry_not_archived, "the archive has no signed entry of it")

enum class EvidenceCode {
#define KEYLINE_ENUMERATOR(enumerator, text) enumerator,
    KEYLINE_EVIDENCE(KEYLINE_ENUMERATOR)
#undef KEYLINE_ENUMERATOR
};
std::string_view template_of(EvidenceCode code); // "{serial} was never issued"

struct Evidence {
    EvidenceCode code{};
    std::vector<std::pair<std::string, std::string>> values{};
};
// In English, one sentence after the other.
std::string text_of(const std::vector<Evidence>& evidence);

} // namespace keyline
