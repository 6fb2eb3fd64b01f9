#include "app/report_process.h"

#include "fixtures/descriptor.h"
#include "fixtures/spawn_child.h"

#include <array>
#include <cerrno>
#include <filesystem>
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
    const std::string path = arguments.back();
    const auto child = fixtures::spawn_child(
        {program.string(), std::move(arguments), {in.number(), fixtures::dev_null, told.number()}});
    if (child.error_number != 0) {
        return not_drawn(path, "cannot run " + program.string(), errno_text(child.error_number));
    }
    int status = 0;
    while (waitpid(child.pid, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? Status() : Status(not_drawn(path, reason_in(told.number())));
}

} // namespace keyline::app
