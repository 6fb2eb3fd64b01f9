#include "app/keyd/component_entry.h"

#include "hsm/durable_file.h"
#include "hsm/kg_assembly.h"

#include <cerrno>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace keyline::app {

namespace {
constexpr std::size_t line_size_bytes_max = 80;
constexpr const char* terminal_path = "/dev/tty";

tl::unexpected<Error> malformed(std::string reason) {
    return fail(ErrorCode::value_malformed, {{"value", "component"}, {"reason", std::move(reason)}});
}

// Byte by byte: what follows belongs to the next reader.
Result<SecretBytes> read_line(int fd) {
    auto line = SecretBytes::create(line_size_bytes_max);
    if (!line) {
        return line;
    }
    std::size_t size_bytes = 0;
    while (size_bytes < line_size_bytes_max) {
        const ssize_t got = read(fd, line->writable().data() + size_bytes, 1);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0 || line->bytes()[size_bytes] == '\n') {
            break;
        }
        ++size_bytes;
    }
    if (size_bytes == 0 || size_bytes == line_size_bytes_max) {
        return malformed(size_bytes == 0 ? "nothing was entered" : "64 hex digits expected");
    }
    line->shrink(size_bytes);
    return line;
}

int digit_of(std::uint8_t character) {
    if (character >= '0' && character <= '9') {
        return character - '0';
    }
    const int letter = character | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

// In locked memory: from_hex() would leave a copy behind.
Result<SecretBytes> decode(const SecretBytes& hex) {
    auto component = SecretBytes::create(hsm::aes_key_size_bytes);
    if (!component) {
        return component;
    }
    if (hex.size() != 2 * hsm::aes_key_size_bytes) {
        return malformed("64 hex digits expected");
    }
    for (std::size_t i = 0; i < component->size(); ++i) {
        const int high = digit_of(hex.bytes()[2 * i]);
        const int low = digit_of(hex.bytes()[2 * i + 1]);
        if (high < 0 || low < 0) {
            return malformed("64 hex digits expected");
        }
        component->writable()[i] = static_cast<std::uint8_t>(high << 4 | low);
    }
    return component;
}

// Without echo while it lives.
class SilentTerminal {
  public:
    explicit SilentTerminal(int fd) : fd_(fd), is_terminal_(tcgetattr(fd, &before_) == 0) {
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        is_silent_ = is_terminal_ && tcsetattr(fd_, TCSAFLUSH, &silent) == 0;
    }
    SilentTerminal(const SilentTerminal&) = delete;
    SilentTerminal& operator=(const SilentTerminal&) = delete;
    ~SilentTerminal() {
        if (is_terminal_) {
            tcsetattr(fd_, TCSAFLUSH, &before_);
        }
    }
    bool is_silent() const { return is_silent_; }

  private:
    int fd_;
    termios before_{};
    bool is_terminal_;
    bool is_silent_ = false;
};

void say(int terminal, const std::string& text) {
    if (write(terminal, text.data(), text.size()) < 0) { // who cannot be asked answers nothing either
        return;
    }
}

tl::unexpected<Error> no_terminal() {
    return fail(ErrorCode::file_io, {{"path", terminal_path}, {"reason", "cannot be asked without echo"}},
                errno_text(errno));
}
} // namespace

Result<SecretBytes> read_component(int fd) {
    const hsm::Descriptor owned(fd);
    auto hex = read_line(fd);
    auto component = hex ? decode(*hex) : std::move(hex);
    if (!component) {
        return component;
    }
    auto line = read_line(fd);
    auto expected = line ? CheckValue::parse(as_text(line->bytes())) : line.failure();
    auto found = hsm::component_check_value(*component);
    if (!found) {
        return found.failure();
    }
    if (!expected || *expected != *found) {
        return malformed("its check value is not the one that was given with it");
    }
    return component;
}

Result<SecretBytes> ask_component(const std::string& custodian) {
    const hsm::Descriptor terminal(open(terminal_path, O_RDWR | O_NOCTTY | O_CLOEXEC));
    if (!terminal.is_open()) {
        return no_terminal();
    }
    Result<SecretBytes> component = malformed("nothing was entered");
    {
        const SilentTerminal silent(terminal.get());
        if (!silent.is_silent()) {
            return no_terminal();
        }
        say(terminal.get(), custodian + ", your component (64 hex digits, not shown): ");
        auto hex = read_line(terminal.get());
        say(terminal.get(), "\n");
        component = hex ? decode(*hex) : std::move(hex);
    }
    if (!component) {
        return component;
    }
    auto value = hsm::component_check_value(*component);
    if (!value) {
        return value.failure();
    }
    auto right = ask_yes("Its check value is " + value->text() + ". Does your sheet say the same?");
    if (!right) {
        return right.failure();
    }
    return *right ? std::move(component) : fail(ErrorCode::stopped);
}

Result<bool> ask_yes(const std::string& question) {
    const hsm::Descriptor terminal(open(terminal_path, O_RDWR | O_NOCTTY | O_CLOEXEC));
    if (!terminal.is_open()) {
        return no_terminal();
    }
    say(terminal.get(), question + " (yes/no) ");
    const auto line = read_line(terminal.get());
    return line && as_text(line->bytes()) == "yes";
}

} // namespace keyline::app
