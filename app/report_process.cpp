#include "app/report_process.h"

#include "fixtures/descriptor.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace keyline::app {

namespace {

using fixtures::Descriptor;

constexpr std::size_t told_bytes_max = 4'096;

tl::unexpected<Error> not_drawn(const std::string& path, std::string reason, std::string cause = {}) {
    return fail(ErrorCode::file_io, {{"path", path}, {"reason", std::move(reason)}}, std::move(cause));
}

// Nothing of this process is handed down but its input and where it says what is wrong.
Result<pid_t> spawn(const std::string& program, std::vector<std::string>& arguments, int input, int told) {
    std::vector<char*> argv{const_cast<char*>(program.c_str())};
    for (std::string& argument : arguments) {
        argv.push_back(argument.data());
    }
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, told, STDERR_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    pid_t child = -1;
    const int error_number = posix_spawn(&child, program.c_str(), &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    return error_number == 0 ? Result<pid_t>(child)
                             : not_drawn(arguments.back(), "cannot run " + program, errno_text(error_number));
}

// What it says to people: "keyline-report: FILE: REASON".
std::string reason_in(int told) {
    std::array<char, told_bytes_max> buffer{};
    const auto size = pread(told, buffer.data(), buffer.size(), 0);
    std::string text(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    text.resize(text.find_last_not_of("\r\n ") + 1);
    const auto reason = text.rfind(": ");
    return reason == std::string::npos ? "keyline-report ended" : text.substr(reason + 2);
}

} // namespace

Status run_report(std::vector<std::string> arguments, const std::string& input) {
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error).parent_path() / "keyline-report";
    const Descriptor in(memfd_create("keyline-report-input", MFD_CLOEXEC));
    const Descriptor told(memfd_create("keyline-report-told", MFD_CLOEXEC));
    if (error || in.number() < 0 || told.number() < 0 ||
        pwrite(in.number(), input.data(), input.size(), 0) != static_cast<ssize_t>(input.size())) {
        return not_drawn(arguments.back(), "cannot be begun", errno_text(errno));
    }
    const auto child = spawn(program.string(), arguments, in.number(), told.number());
    if (!child) {
        return child.failure();
    }
    int status = 0;
    while (waitpid(*child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0
               ? Status()
               : Status(not_drawn(arguments.back(), reason_in(told.number())));
}

} // namespace keyline::app
