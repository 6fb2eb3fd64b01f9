// A backup's file: a tar archive (libarchive) in parts of 64 MiB, each encrypted to the recipients' certificates as CMS
// AuthEnvelopedData with AES-256-GCM (RFC 5083, OpenSSL, which has a whole one in memory), the parts again in a tar
// archive. Without our programs: tar x, then for each part in order openssl cms -decrypt -binary -inform DER -in PART
// -inkey key.pem, all of it into tar x. That no part is missing or another backup's, the members' digests tell
// (backup.h). Threads: values. Errors: file_io {path, reason}; backup_unsound {path, reason} for one that was changed,
// cut short, or is for somebody else; value_malformed, file_missing for certificates and keys.
#pragma once

#include "provisioning/bytes.h"

#include <filesystem>
#include <vector>

namespace keyline::app {

struct SealedMember {
    std::string name; // no directories
    std::filesystem::path file;
};

// A new file, mode 0600, durable. A failure leaves none.
Status seal_files(const std::vector<SealedMember>& members, const std::vector<std::filesystem::path>& recipients,
                  const std::filesystem::path& out);

// Into an empty directory: the members of these names, and no others. `key`: the recipient's, PEM, not encrypted.
Status open_sealed(const std::filesystem::path& sealed, const std::filesystem::path& key,
                   const std::vector<std::string>& names, const std::filesystem::path& directory);

Result<std::string> sha256_of_file(const std::filesystem::path& path); // in hex

} // namespace keyline::app
