// A backup of a SoftHSM token, for development: its directory and PIN, sealed under a backup key that exists only as
// its custodians' components. Keys of an HSM are not in it: CKA_EXTRACTABLE is false on every one of them, which is
// what they are for, so they can be copied by the module's own means alone (cloning, backup cards), not through
// PKCS#11.
//
// FILE: one line of JSON, {"keyline_key_backup": 1, "environment", "token_label", "made", "kg" [check values], "kek",
// "custodians" [names], "components" [check values], "iv" (hex)}, then AES-256-GCM of the content under the backup key,
// with that line as additional data, then the tag of 16 bytes.
// Content: for each file length of name (4 bytes, big-endian), name, length (8 bytes), bytes.
// Threads: one. Errors: backup_unsound {path, reason}, file_io, file_missing, memory_not_locked.
#pragma once

#include "provisioning/identifiers.h"
#include "provisioning/secret_bytes.h"

#include <filesystem>
#include <vector>

namespace keyline::hsm {

inline constexpr std::size_t backup_key_size_bytes = 32;

struct KeyBackupHeader {
    std::string environment;
    std::string token_label;
    std::string made; // UTC
    std::vector<CheckValue> kgs;
    CheckValue kek;
    std::vector<std::string> custodians;
    std::vector<CheckValue> components; // of each custodian's
};

// XOR of all, in locked memory; each is wiped. value_malformed: fewer than two, another size, or two equal ones.
Result<SecretBytes> combine_components(std::vector<SecretBytes> components);

// `files`: paths below `directory`. Never overwrites. Written whole or not at all.
Status write_key_backup(const std::filesystem::path& file, const KeyBackupHeader& header, const SecretBytes& key,
                        const std::filesystem::path& directory, const std::vector<std::filesystem::path>& files);

// What a backup says of itself, before anybody enters a component. It is authenticated by restore_key_backup().
Result<KeyBackupHeader> read_key_backup_header(const std::filesystem::path& file);
// Writes the files below `directory`, which is there and empty; mode 0600, directories 0700.
Status restore_key_backup(const std::filesystem::path& file, const SecretBytes& key,
                          const std::filesystem::path& directory);

} // namespace keyline::hsm
