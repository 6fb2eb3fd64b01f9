#include "app/secret_input.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <termios.h>

namespace keyline::app {

namespace {

constexpr std::uint8_t ctrl_c = 0x03;

tl::unexpected<Error> usage(std::string reason) {
    return fail(ErrorCode::usage, {{"reason", std::move(reason)}});
}

// Byte by byte: what follows the line is the next one's.
Result<SecretBytes> read_line(int fd, const std::string& prompt) {
    auto line = SecretBytes::create(secret_line_bytes_max);
    if (!line) {
        return line;
    }
    std::size_t size_bytes = 0;
    for (;;) {
        std::uint8_t byte = 0;
        const ssize_t got = read(fd, &byte, 1);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got > 0 && byte == ctrl_c) {
            return fail(ErrorCode::stopped);
        }
        if (got <= 0 || byte == '\n') {
            if (size_bytes == 0) {
                return usage("nothing was given for '" + prompt + "'");
            }
            line->shrink(size_bytes);
            return line;
        }
        if (size_bytes == line->size()) {
            return usage("'" + prompt + "' is too long");
        }
        line->writable()[size_bytes++] = byte;
    }
}

// Shows nothing of what is typed while it lives. Ctrl-C comes as a character: no signal ends the process before the
// terminal is as it was.
class QuietTerminal {
  public:
    explicit QuietTerminal(int fd) : fd_(fd), known_(tcgetattr(fd, &before_) == 0) {
        termios quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHOE | ECHOK | ISIG);
        quiet.c_lflag |= ECHONL | ICANON;
        quiet.c_cc[VEOL] = ctrl_c;
        quiet_ = known_ && tcsetattr(fd_, TCSAFLUSH, &quiet) == 0;
    }
    QuietTerminal(const QuietTerminal&) = delete;
    QuietTerminal& operator=(const QuietTerminal&) = delete;
    ~QuietTerminal() {
        if (known_) {
            tcsetattr(fd_, TCSAFLUSH, &before_);
        }
    }
    bool is_quiet() const { return quiet_; }

  private:
    int fd_;
    termios before_{};
    bool known_;
    bool quiet_ = false;
};

Result<SecretBytes> ask_terminal(const std::string& prompt) {
    const fixtures::Descriptor terminal(open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
    if (terminal.number() < 0) {
        return usage("there is no terminal to ask for '" + prompt + "'; scripts give a file: --secrets");
    }
    const QuietTerminal quiet(terminal.number());
    const std::string text = prompt + ": ";
    if (!quiet.is_quiet() || write(terminal.number(), text.data(), text.size()) < 0) {
        return usage("the terminal cannot be kept from showing what is typed");
    }
    return read_line(terminal.number(), prompt);
}

} // namespace

Status SecretInput::open_source() {
    if (file_.number() >= 0) {
        return {};
    }
    file_ = fixtures::Descriptor(source_ == "-" ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                                                : open(source_.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
    struct stat status {};
    if (file_.number() < 0 || fstat(file_.number(), &status) != 0) {
        return fail(ErrorCode::file_missing, {{"path", source_}}, errno_text(errno));
    }
    if (S_ISREG(status.st_mode) && (status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        file_ = fixtures::Descriptor();
        return usage(source_ + " holds secrets, and others may read or change it: chmod 600");
    }
    return {};
}

Result<SecretBytes> SecretInput::ask(const std::string& prompt) {
    if (is_terminal()) {
        return ask_terminal(prompt);
    }
    if (auto opened = open_source(); !opened) {
        return opened.failure();
    }
    return read_line(file_.number(), prompt);
}

Result<SecretBytes> SecretInput::ask_new(const std::string& prompt) {
    auto first = ask(prompt);
    if (!first || !is_terminal()) {
        return first;
    }
    auto again = ask(prompt + ", again");
    if (!again) {
        return again;
    }
    if (!equal_in_constant_time(first->bytes(), again->bytes())) {
        return usage("'" + prompt + "' was typed in two ways");
    }
    return first;
}

Result<SecretBytes> joined_lines(const SecretBytes& first, const SecretBytes& second) {
    auto joined = SecretBytes::create(first.size() + 1 + second.size());
    if (joined) {
        auto next = std::copy(first.bytes().begin(), first.bytes().end(), joined->writable().begin());
        *next++ = '\n';
        std::copy(second.bytes().begin(), second.bytes().end(), next);
    }
    return joined;
}

} // namespace keyline::app
