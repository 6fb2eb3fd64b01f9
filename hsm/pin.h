// The PIN of the token: from a file into locked memory, and tried once only when it is wrong (tokens lock themselves
// after a few wrong PINs). Never from the command line or the environment.
// Threads: one, at the start.
#pragma once

#include "hsm/pkcs11/module.h"
#include "provisioning/ports/clock.h"

namespace keyline::hsm {

inline constexpr std::size_t pin_size_bytes_min = 4;
inline constexpr std::size_t pin_size_bytes_max = 64;

// What tells one PIN file from another without keeping anything of the PIN.
struct PinFileIdentity {
    std::uint64_t inode = 0; // 0 for a systemd credential: it is a new file at every start
    std::uint64_t modified_ns = 0;
    std::uint64_t size_bytes = 0;
    bool operator==(const PinFileIdentity&) const = default;
};

struct PinFile {
    std::filesystem::path path;
    SecretBytes pin;
    PinFileIdentity identity;
};

// A regular file of this user or root, mode 0600 or 0400; or a systemd credential (below $CREDENTIALS_DIRECTORY, where
// systemd may let a group read). One newline at the end is taken off.
// hsm_pin_missing {path}; hsm_pin_exposed {path, mode | owner}.
Result<PinFile> read_pin_file(const std::filesystem::path& path);

// Remembers, in a marker file, the PIN file that the token refused.
class PinGuard {
  public:
    explicit PinGuard(std::filesystem::path marker) : marker_(std::move(marker)) {}

    // hsm_pin_refused_before {path, marker, time} for the PIN file that was refused; also when the marker is
    // unreadable.
    Status check(const PinFile& pin) const;
    // Durable. file_io.
    Status remember_refused(const PinFile& pin, std::chrono::system_clock::time_point when) const;
    Status forget() const;

  private:
    std::filesystem::path marker_;
};

// Module::log_in under the guard: a refused PIN is remembered and not tried again until its file changes (a systemd
// credential: until its length changes or a person removes the marker). hsm_pin_wrong, hsm_pin_refused_before,
// hsm_token_missing, hsm_failed, file_io.
Status log_in(Module& module, std::string_view token_label, const PinFile& pin, const PinGuard& guard, Clock& clock);

} // namespace keyline::hsm
