// Copies of a SoftHSM token directory: a process killed while SoftHSM logs in or writes can leave an empty object file,
// and with it the keys are lost. So a copy is made before each log-in, of a sound directory only, and put back when
// the directory is found damaged.
// Threads: one, before the module is loaded; the caller holds whatever keeps a second key service away.
#pragma once

#include "provisioning/result.h"

#include <filesystem>

namespace keyline::hsm {

inline constexpr std::size_t token_copies_max = 3;
inline constexpr std::size_t token_object_size_bytes_max = 1U << 20U;
inline constexpr std::size_t token_files_max = 4096;

enum class TokenBackup { made, unchanged };

// `tokens` is SoftHSM's directories.tokendir; copies are COPIES/000001, 000002 ..., the newest three are kept.
// A copy is complete, on disk, before it has its name. No copy is made when no object file has changed.
// hsm_token_damaged {path, copy (the newest one to restore from; empty when there is none)}; file_io.
Result<TokenBackup> back_up_tokens(const std::filesystem::path& tokens, const std::filesystem::path& copies);

struct TokenRestored {
    std::filesystem::path copy;    // what stands in the directory now
    std::filesystem::path damaged; // where what stood in it was moved
};
// Puts the newest copy in the place of a damaged directory, all or nothing. hsm_token_damaged when there is none, or
// when `tokens` is not there or cannot be read: that is somebody's work, and no damage. file_io.
Result<TokenRestored> restore_tokens(const std::filesystem::path& tokens, const std::filesystem::path& copies);

} // namespace keyline::hsm
