#include "app/session_files.h"

#include "fixtures/descriptor.h"
#include "provisioning/ports/administration.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

namespace keyline::app {

namespace fs = std::filesystem;

namespace {

// The file: the session, then its end as seconds since 1970 in 8 bytes, big-endian.
constexpr std::size_t end_size_bytes = 8;
constexpr std::size_t file_size_bytes = session_token_size_bytes + end_size_bytes;

tl::unexpected<Error> unwritable(const fs::path& path) {
    return fail(ErrorCode::station_unwritable, {{"path", path.string()}}, errno_text(errno));
}

// This user's alone: somebody else's session is none of ours.
Result<SecretBytes> read_own(const fs::path& path) {
    auto content = SecretBytes::create(file_size_bytes);
    if (!content) {
        return content;
    }
    const fixtures::Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    struct stat status {};
    const bool own = file.number() >= 0 && fstat(file.number(), &status) == 0 && S_ISREG(status.st_mode) &&
                     status.st_uid == geteuid() && (status.st_mode & (S_IRWXG | S_IRWXO)) == 0 &&
                     status.st_size == static_cast<off_t>(file_size_bytes);
    if (!own ||
        read(file.number(), content->writable().data(), file_size_bytes) != static_cast<ssize_t>(file_size_bytes)) {
        return fail(ErrorCode::session_missing);
    }
    return content;
}

std::int64_t end_of(const SecretBytes& content) {
    std::uint64_t end = 0;
    for (const std::uint8_t byte : content.bytes().subspan(session_token_size_bytes)) {
        end = end << 8U | byte;
    }
    return static_cast<std::int64_t>(end);
}

Result<SecretBytes> content_of(const SecretBytes& session, std::int64_t ends_unix_s) {
    auto content = SecretBytes::create(file_size_bytes);
    if (content) {
        auto next = std::copy(session.bytes().begin(), session.bytes().end(), content->writable().begin());
        for (std::size_t i = 0; i < end_size_bytes; ++i) {
            *next++ =
                static_cast<std::uint8_t>(static_cast<std::uint64_t>(ends_unix_s) >> (8 * (end_size_bytes - 1 - i)));
        }
    }
    return content;
}

} // namespace

Status SessionFiles::save(const OperatorName& name, const SecretBytes& session, std::int64_t ends_unix_s) const {
    auto content = content_of(session, ends_unix_s);
    if (!content) {
        return content.failure();
    }
    if ((mkdir(directory_.c_str(), S_IRWXU) != 0 && errno != EEXIST) || chmod(directory_.c_str(), S_IRWXU) != 0) {
        return unwritable(directory_);
    }
    const fs::path path = directory_ / name.text();
    const fs::path fresh = directory_ / ("." + name.text() + "." + std::to_string(getpid()));
    unlink(fresh.c_str()); // left over by a process that had our number
    const fixtures::Descriptor file(
        open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
    if (file.number() < 0 ||
        write(file.number(), content->bytes().data(), content->size()) != static_cast<ssize_t>(content->size())) {
        const auto failure = unwritable(fresh);
        unlink(fresh.c_str());
        return failure;
    }
    remove(name.text());
    return rename(fresh.c_str(), path.c_str()) == 0 ? Status() : unwritable(path);
}

Result<SecretBytes> SessionFiles::load(const std::string& name) const {
    if (!OperatorName::parse(name)) { // it must not lead elsewhere
        return fail(ErrorCode::session_missing);
    }
    auto content = read_own(directory_ / name);
    if (content) {
        content->shrink(session_token_size_bytes);
    }
    return content;
}

void SessionFiles::remove(const std::string& name) const {
    if (!OperatorName::parse(name)) {
        return;
    }
    const fs::path path = directory_ / name;
    const fixtures::Descriptor file(open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    const ByteArray<file_size_bytes> zeros{};
    if (file.number() >= 0 && write(file.number(), zeros.data(), zeros.size()) > 0) {
        fdatasync(file.number());
    }
    unlink(path.c_str());
}

std::vector<std::string> SessionFiles::names(std::int64_t now_unix_s) const {
    std::vector<std::string> names;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(directory_, error)) {
        const std::string name = entry.path().filename().string();
        if (!OperatorName::parse(name)) {
            continue;
        }
        if (const auto content = read_own(entry.path()); content && end_of(*content) > now_unix_s) {
            names.push_back(name);
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

Result<std::string> SessionFiles::choose(const std::string& as, std::int64_t now_unix_s) const {
    const auto all = names(now_unix_s);
    if (!as.empty()) {
        return std::find(all.begin(), all.end(), as) != all.end() ? Result<std::string>(as)
                                                                  : fail(ErrorCode::session_missing);
    }
    if (all.size() > 1) {
        std::string who;
        for (const std::string& name : all) {
            who += (who.empty() ? "" : ", ") + name;
        }
        return fail(ErrorCode::usage,
                    {{"reason", "several people are logged in here (" + who + "): say who, --as NAME"}});
    }
    return all.empty() ? std::string() : all.front();
}

} // namespace keyline::app
