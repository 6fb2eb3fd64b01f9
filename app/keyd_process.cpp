#include "app/keyd_process.h"

#include "app/error_json.h"
#include "fixtures/descriptor.h"
#include "fixtures/spawn_child.h"
#include "provisioning/bytes.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace keyline::app {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t ready_line_size_bytes_max = 65'536;

using fixtures::Descriptor;

tl::unexpected<Error> not_started(std::string reason, std::string cause = {}) {
    return fail(ErrorCode::key_service_not_started, {{"reason", std::move(reason)}}, std::move(cause));
}

Result<Descriptor> open_log(const fs::path& path) {
    std::error_code error;
    if (fs::file_size(path, error) > keyd_log_size_bytes_max && !error) {
        fs::rename(path, path.string() + ".1", error);
    }
    Descriptor log(open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (log.number() < 0) {
        return fail(ErrorCode::file_io, {{"path", path.string()}, {"reason", "cannot be written"}}, errno_text(errno));
    }
    return log;
}

// What keyd writes until it closes the pipe: when it is ready, or by ending.
Result<std::string> read_all(int pipe, const fs::path& log_path) {
    const auto deadline = std::chrono::steady_clock::now() + keyd_ready_ms_max;
    std::string text;
    while (text.size() < ready_line_size_bytes_max) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        pollfd waited{pipe, POLLIN, 0};
        const int ready = left.count() > 0 ? poll(&waited, 1, static_cast<int>(left.count())) : 0;
        if (ready == 0) {
            return not_started("not ready within 30 s; it may be waiting for the HSM, see " + log_path.string());
        }
        std::array<char, 4096> part{};
        const ssize_t got = ready > 0 ? read(pipe, part.data(), part.size()) : -1;
        if (got < 0 && errno != EINTR) {
            return not_started("cannot be waited for", errno_text(errno));
        }
        if (got == 0) {
            break;
        }
        text.append(part.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
    }
    return text;
}

} // namespace

Result<fs::path> keyd_program() {
    std::error_code error;
    const fs::path self = fs::read_symlink("/proc/self/exe", error);
    const fs::path program = self.parent_path() / "keyline-keyd";
    if (error || access(program.c_str(), X_OK) != 0) {
        return not_started("there is no program " + program.string(), error ? error.message() : errno_text(errno));
    }
    return program;
}

Result<pid_t> run_keyd(std::vector<std::string> arguments, const fs::path& log_path) {
    auto program = keyd_program();
    if (!program) {
        return program.failure();
    }
    auto log = open_log(log_path);
    if (!log) {
        return log.failure();
    }
    int ends[2] = {-1, -1};
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return not_started("no pipe", errno_text(errno));
    }
    const Descriptor from_keyd(ends[0]);
    Descriptor to_us(ends[1]);
    const std::vector<int> handed_down{fixtures::dev_null, log->number(), log->number(), to_us.number()};
    for (const std::string& word : {std::string("--ready-fd"), std::to_string(handed_down.size() - 1)}) {
        arguments.push_back(word);
    }
    const auto child = fixtures::spawn_child(
        {program->string(), std::move(arguments), handed_down, fixtures::ChildOptions::Group::own_session});
    to_us = Descriptor();
    if (child.error_number != 0) {
        return not_started("cannot run " + program->string(), errno_text(child.error_number));
    }
    auto said = read_all(from_keyd.number(), log_path);
    if (!said) {
        return said.failure();
    }
    if (auto ready = parse_ready_line(*said); !ready) {
        waitpid(child.pid, nullptr, 0); // it closed the pipe by ending
        return ready.failure();
    }
    return child.pid;
}

std::string ready_line(const Status& status) {
    const nlohmann::json line =
        status ? nlohmann::json{{"ready", true}} : nlohmann::json{{"error", to_json(status.error())}};
    return line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

Status parse_ready_line(std::string_view line) {
    const auto parsed = nlohmann::json::parse(line, nullptr, false);
    if (!parsed.is_object() || (!parsed.contains("ready") && !parsed.contains("error"))) {
        return not_started("it ended without a word; see keyd.log");
    }
    if (parsed.contains("error")) {
        return tl::unexpected<Error>(error_from_json(parsed["error"]));
    }
    return {};
}

} // namespace keyline::app
