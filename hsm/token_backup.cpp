#include "hsm/token_backup.h"

#include "hsm/durable_file.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <unistd.h>

namespace keyline::hsm {

namespace {
namespace fs = std::filesystem;

using TokenFiles = std::map<fs::path, Bytes>; // relative path to content

// Reads numbers and values of SoftHSM's object files; all are big-endian and 8 bytes long.
class ObjectReader {
  public:
    explicit ObjectReader(ByteView bytes) : rest_(bytes) {}
    bool at_end() const { return rest_.empty(); }
    bool skip(std::uint64_t size_bytes) {
        if (size_bytes > rest_.size()) {
            return false;
        }
        rest_ = rest_.subspan(size_bytes);
        return true;
    }
    bool number(std::uint64_t& value) {
        if (rest_.size() < sizeof(value)) {
            return false;
        }
        value = 0;
        for (const std::uint8_t byte : rest_.first(sizeof(value))) {
            value = value << 8U | byte;
        }
        return skip(sizeof(value));
    }

  private:
    ByteView rest_;
};

// Generation number, then attributes: type, kind, value (ObjectFile.cpp and File.cpp of SoftHSM 2).
bool is_sound_object(ByteView bytes) {
    enum Kind : std::uint64_t { boolean = 1, number = 2, byte_string = 3, attribute_map = 4, mechanism_set = 5 };
    ObjectReader reader(bytes);
    std::uint64_t value = 0;
    if (!reader.number(value) || reader.at_end()) {
        return false;
    }
    while (!reader.at_end()) {
        std::uint64_t kind = 0;
        if (!reader.number(value) || !reader.number(kind)) {
            return false;
        }
        bool whole = false;
        switch (kind) {
        case boolean:
            whole = reader.skip(1);
            break;
        case number:
            whole = reader.skip(sizeof(std::uint64_t));
            break;
        case byte_string:
        case attribute_map:
            whole = reader.number(value) && reader.skip(value);
            break;
        case mechanism_set:
            whole = reader.number(value) && value <= bytes.size() && reader.skip(value * sizeof(std::uint64_t));
            break;
        default:
            break;
        }
        if (!whole) {
            return false;
        }
    }
    return true;
}

bool is_object(const fs::path& file) {
    return file.extension() == ".object";
}

// Names are digits alone, so that text order is the order of making.
std::vector<fs::path> copies_in(const fs::path& directory) {
    std::vector<fs::path> copies;
    std::error_code error;
    for (fs::directory_iterator entry(directory, error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename();
        if (name.find_first_not_of("0123456789") == std::string::npos) {
            copies.push_back(entry->path());
        }
    }
    std::sort(copies.begin(), copies.end());
    return copies;
}

tl::unexpected<Error> damaged(const fs::path& file, const fs::path& copies, std::string cause) {
    const auto made = copies_in(copies);
    return fail(ErrorCode::hsm_token_damaged,
                {{"path", file.string()}, {"copy", made.empty() ? "" : made.back().string()}}, std::move(cause));
}

// Every file of every token, read whole.
Result<TokenFiles> read_tokens(const fs::path& tokens) {
    TokenFiles files;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(tokens, error), end; !error && entry != end; entry.increment(error)) {
        if (!entry->is_regular_file(error)) {
            continue;
        }
        auto bytes = read_small_file(entry->path(), token_object_size_bytes_max);
        if (!bytes) {
            return bytes.failure();
        }
        files.emplace(entry->path().lexically_relative(tokens), std::move(*bytes));
        if (files.size() > token_files_max) {
            return fail(ErrorCode::file_io,
                        {{"path", tokens.string()}, {"files_max", std::to_string(token_files_max)}});
        }
    }
    if (error) {
        return fail(ErrorCode::file_io, {{"path", tokens.string()}}, error.message());
    }
    return files;
}

TokenFiles objects_of(TokenFiles files) {
    std::erase_if(files, [](const auto& file) { return !is_object(file.first); });
    return files;
}

Status write_copy(const TokenFiles& files, const fs::path& directory) {
    std::error_code error;
    fs::create_directories(directory, error);
    fs::permissions(directory, fs::perms::owner_all, error);
    for (const auto& [file, bytes] : files) {
        fs::create_directories((directory / file).parent_path(), error);
        if (auto written = write_durably(directory / file, bytes); !written) {
            return written;
        }
    }
    return sync_directory(directory);
}

// Sound: whole object files, and each token has its own.
Status check_tokens(const TokenFiles& files, const fs::path& tokens, const fs::path& copies) {
    for (const auto& [file, bytes] : files) {
        if (is_object(file) && !is_sound_object(bytes)) {
            return damaged(tokens / file, copies, bytes.empty() ? "empty" : "cut short");
        }
        const fs::path token = file.parent_path() / "token.object";
        if (!files.contains(token)) {
            return damaged(tokens / token, copies, "missing");
        }
    }
    return {};
}

// "tokens.damaged-1", "tokens.damaged-2", ...: none is ever overwritten.
fs::path name_for_damaged(const fs::path& tokens) {
    for (unsigned number = 1;; ++number) {
        fs::path name = tokens.string() + ".damaged-" + std::to_string(number);
        std::error_code error;
        if (!fs::exists(name, error)) {
            return name;
        }
    }
}

fs::path next_copy(const fs::path& copies, const std::vector<fs::path>& made) {
    unsigned long number = 0;
    if (!made.empty()) {
        const std::string last = made.back().filename();
        std::from_chars(last.data(), last.data() + last.size(), number);
    }
    std::array<char, 24> name{};
    std::snprintf(name.data(), name.size(), "%06lu", number + 1);
    return copies / name.data();
}
} // namespace

Result<TokenBackup> back_up_tokens(const fs::path& tokens, const fs::path& copies) {
    auto files = read_tokens(tokens);
    if (!files) {
        return damaged(files.error().arg("path"), copies, files.error().cause);
    }
    if (auto sound = check_tokens(*files, tokens, copies); !sound) {
        return sound.failure();
    }
    const auto made = copies_in(copies);
    if (files->empty()) {
        return made.empty() ? Result<TokenBackup>(TokenBackup::unchanged) : damaged(tokens, copies, "no token in it");
    }
    if (!made.empty()) {
        auto newest = read_tokens(made.back());
        if (newest && objects_of(std::move(*newest)) == objects_of(*files)) {
            return TokenBackup::unchanged;
        }
    }
    const fs::path unfinished = copies / "unfinished";
    std::error_code error;
    fs::remove_all(unfinished, error); // of a copy that was interrupted
    if (error) {
        return fail(ErrorCode::file_io, {{"path", unfinished.string()}}, error.message());
    }
    if (auto written = write_copy(*files, unfinished); !written) {
        return written.failure();
    }
    const fs::path copy = next_copy(copies, made);
    fs::rename(unfinished, copy, error);
    if (error) {
        return fail(ErrorCode::file_io, {{"path", copy.string()}}, error.message());
    }
    if (auto synced = sync_directory(copies); !synced) {
        return synced.failure();
    }
    for (std::size_t i = 0; i + token_copies_max <= made.size(); ++i) {
        fs::remove_all(made[i], error); // one that cannot be removed is only one too many
    }
    return TokenBackup::made;
}

Result<TokenRestored> restore_tokens(const fs::path& tokens, const fs::path& copies) {
    std::error_code error;
    const auto made = copies_in(copies);
    const fs::path unfinished = tokens.string() + ".restoring";
    const bool was_interrupted = !fs::exists(tokens, error) && fs::exists(unfinished, error);
    if (made.empty() || (!was_interrupted && !read_tokens(tokens))) {
        return damaged(tokens, copies, "missing, or cannot be read");
    }
    auto files = read_tokens(made.back());
    if (!files) {
        return files.failure();
    }
    if (auto sound = check_tokens(*files, made.back(), copies); !sound) {
        return sound.failure();
    }
    fs::remove_all(unfinished, error);
    if (auto written = write_copy(*files, unfinished); !written) {
        return written.failure();
    }
    TokenRestored restored{made.back(), name_for_damaged(tokens)};
    if (!was_interrupted) {
        fs::rename(tokens, restored.damaged, error);
    }
    if (!error) {
        fs::rename(unfinished, tokens, error);
    }
    if (error) {
        return fail(ErrorCode::file_io, {{"path", tokens.string()}}, error.message());
    }
    if (auto synced = sync_directory(tokens.parent_path()); !synced) {
        return synced.failure();
    }
    return restored;
}

} // namespace keyline::hsm
