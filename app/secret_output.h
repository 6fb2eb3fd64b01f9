// A secret that a person must see once: a new secret for one-time codes. Never on stdout or stderr, which end up in
// logs. Threads: any.
#pragma once

#include "provisioning/secret_bytes.h"

#include <filesystem>

namespace keyline::app {

// To the terminal of this process, in a line of its own below `heading`. usage (there is none).
Status show_on_terminal(const std::string& heading, const SecretBytes& secret);

// To a new file of mode 0600. file_io (it exists, too).
Status write_secret_file(const std::filesystem::path& path, const SecretBytes& secret);

} // namespace keyline::app
