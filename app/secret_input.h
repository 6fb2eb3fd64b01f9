// What a person types that nobody may see: badges, PINs, one-time codes. From the terminal without echo; for scripts
// from a file, one a line, in the order in which they would be asked. Never from the command line or the environment.
// In locked memory only. Threads: one.
#pragma once

#include "fixtures/descriptor.h"
#include "provisioning/secret_bytes.h"

namespace keyline::app {

inline constexpr std::size_t secret_line_bytes_max = 128;

class SecretInput {
  public:
    // `source`: empty: the terminal; "-": stdin; else a file that is this user's alone, a pipe, or "/dev/fd/3". It is
    // opened when something is asked for.
    explicit SecretInput(std::string source = {}) : source_(std::move(source)) {}

    bool is_terminal() const { return source_.empty(); }
    // Asks for it as "PROMPT: ". usage (no terminal, no line, others may read the file), stopped (Ctrl-C),
    // file_missing, memory_not_locked.
    Result<SecretBytes> ask(const std::string& prompt);
    // What must not be mistyped, for it cannot be seen: twice at the terminal, once from a file.
    Result<SecretBytes> ask_new(const std::string& prompt);

  private:
    Status open_source();

    std::string source_;
    fixtures::Descriptor file_;
};

// Whatever follows the other: "BADGE\nPIN".
Result<SecretBytes> joined_lines(const SecretBytes& first, const SecretBytes& second);

} // namespace keyline::app
