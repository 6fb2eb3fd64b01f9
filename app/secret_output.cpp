#include "app/secret_output.h"

#include "fixtures/descriptor.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

namespace keyline::app {

namespace {
bool write_all(int fd, ByteView bytes) {
    while (!bytes.empty()) {
        const ssize_t written = write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return false;
        }
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return true;
}
} // namespace

Status show_on_terminal(const std::string& heading, const SecretBytes& secret) {
    const fixtures::Descriptor terminal(open("/dev/tty", O_WRONLY | O_CLOEXEC | O_NOCTTY));
    if (terminal.number() < 0 || !write_all(terminal.number(), as_bytes(heading + "\n  ")) ||
        !write_all(terminal.number(), secret.bytes()) || !write_all(terminal.number(), as_bytes("\n"))) {
        return fail(ErrorCode::usage, {{"reason", "there is no terminal to show a secret on"}});
    }
    return {};
}

Status write_secret_file(const std::filesystem::path& path, const SecretBytes& secret) {
    const fixtures::Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (file.number() < 0 || !write_all(file.number(), secret.bytes()) || !write_all(file.number(), as_bytes("\n")) ||
        fsync(file.number()) != 0) {
        return fail(ErrorCode::file_io, {{"path", path.string()}, {"reason", "cannot be written"}}, errno_text(errno));
    }
    return {};
}

} // namespace keyline::app
