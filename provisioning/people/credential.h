// Badge and PIN: the badge as a keyed digest, the PIN as HMAC( scrypt( PIN, salt ) ), both under the HSM's digest key,
// so that a stolen registry lets nobody try PINs. Threads: any.
#pragma once

#include "provisioning/ports/people_records.h"
#include "provisioning/ports/random.h"

#include <condition_variable>
#include <mutex>

namespace keyline {

// scrypt (RFC 7914) with 16 MiB; as strong as 128 MiB and p = 1 (OWASP, 2023), in an eighth of the memory.
struct ScryptCost {
    std::uint64_t n = 16'384;
    std::uint32_t r = 8;
    std::uint32_t p = 5;
};
inline constexpr unsigned scrypts_at_once_max = 2; // of all workers: 32 MiB
inline constexpr unsigned scrypts_waiting_max = 4; // some seconds: a worker that waits longer would look hung

// pin_form {digits_min, digits_max}: 6 to 12 digits, not one digit repeated, not a row up or down.
Status check_pin_form(const SecretBytes& pin);

// "ann's badge" = 1 to 64 bytes without control characters. value_malformed.
Status check_badge_form(ByteView badge);

Result<ByteArray<keyed_digest_size_bytes>> badge_digest(Vault& vault, ByteView badge);

class PinHasher {
  public:
    explicit PinHasher(ScryptCost cost = {}) : cost_(cost) {}

    // Waits until fewer than scrypts_at_once_max are under way; key_service_busy when too many wait already.
    Result<ByteArray<keyed_digest_size_bytes>> verifier(Vault& vault, ByteView pin,
                                                        const ByteArray<pin_salt_size_bytes>& salt);
    // With a new salt.
    Result<Credential> credential(Vault& vault, Random& random, ByteView badge, const SecretBytes& pin);

  private:
    const ScryptCost cost_;
    std::mutex mutex_;
    std::condition_variable done_;
    unsigned under_way_ = 0;
    unsigned waiting_ = 0;
};

// 80 bytes, for a request's enclosure.
Bytes bytes_of(const Credential& credential);
Result<Credential> credential_from(ByteView bytes); // registry_unsound

} // namespace keyline
