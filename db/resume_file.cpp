#include "db/resume_file.h"

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

namespace keyline::db {

namespace {
using Json = nlohmann::json;
constexpr int version = 1;
constexpr ::mode_t mode = 0600;
} // namespace

std::optional<ResumeState> read_resume_file(const std::filesystem::path& path, const std::string& origin) {
    std::ifstream file(path);
    const Json json = Json::parse(file, nullptr, false);
    try {
        if (json.is_discarded() || json.at("version") != version || json.at("origin") != origin) {
            return std::nullopt;
        }
        const auto hashes = from_hex(json.at("frontier").get<std::string>());
        auto frontier = hashes ? Frontier::from_bytes(json.at("entries").get<std::uint64_t>(), *hashes)
                               : Result<Frontier>(hashes.failure());
        if (!frontier) {
            return std::nullopt;
        }
        return ResumeState{origin, std::move(*frontier), json.at("nodes").get<std::uint64_t>(), json.at("units")};
    } catch (const Json::exception&) {
        return std::nullopt;
    }
}

Status write_resume_file(const std::filesystem::path& path, const ResumeState& state) {
    const std::string text = Json({{"version", version},
                                   {"origin", state.origin},
                                   {"entries", state.frontier.size()},
                                   {"frontier", to_hex(state.frontier.bytes())},
                                   {"nodes", state.nodes},
                                   {"units", state.units}})
                                 .dump() +
                             "\n";
    const std::filesystem::path unfinished = path.string() + ".part";
    const int fd = ::open(unfinished.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, mode);
    const bool written = fd >= 0 && ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    int error_number = errno;
    if (fd >= 0) {
        ::close(fd);
    }
    if (written && ::rename(unfinished.c_str(), path.c_str()) == 0) {
        return {};
    }
    error_number = written ? errno : error_number;
    ::unlink(unfinished.c_str());
    return fail(ErrorCode::file_io, {{"path", path.string()}, {"reason", "cannot be written"}},
                errno_text(error_number));
}

} // namespace keyline::db
