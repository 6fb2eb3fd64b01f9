#include "db/log_export.h"

#include "db/checkpoint.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace keyline::db {

namespace {
namespace fs = std::filesystem;
constexpr std::string_view unfinished_suffix = ".part";
constexpr std::string_view proof_header = "c2sp.org/tlog-proof@v1\n"; // C2SP tlog-proof
constexpr ::mode_t export_file_mode = 0644;                           // nothing secret, and made to be handed on

tl::unexpected<Error> file_failure(const fs::path& path, std::string reason, int error_number) {
    return fail(ErrorCode::file_io, {{"path", path.string()}, {"reason", std::move(reason)}},
                error_number == 0 ? "" : errno_text(error_number));
}

// A file under a temporary name; removed unless it is finished.
class ExportFile {
  public:
    explicit ExportFile(fs::path path)
        : path_(std::move(path)), unfinished_(path_.string() + std::string(unfinished_suffix)),
          fd_(::open(unfinished_.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, export_file_mode)),
          open_error_(fd_ < 0 ? errno : 0) {}
    ExportFile(const ExportFile&) = delete;
    ExportFile& operator=(const ExportFile&) = delete;
    ~ExportFile() {
        if (fd_ >= 0) {
            ::close(fd_);
            ::unlink(unfinished_.c_str());
        }
    }

    Status write(std::string_view bytes) {
        if (fd_ < 0) {
            return file_failure(path_, "cannot be created", open_error_);
        }
        while (!bytes.empty()) {
            const auto written = ::write(fd_, bytes.data(), bytes.size());
            if (written < 0 && errno != EINTR) {
                return file_failure(path_, "cannot be written", errno);
            }
            bytes.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
        }
        return {};
    }

    Status finish() {
        if (::fsync(fd_) != 0 || ::rename(unfinished_.c_str(), path_.c_str()) != 0) {
            return file_failure(path_, "cannot be written", errno);
        }
        ::close(fd_);
        fd_ = -1;
        return {};
    }

  private:
    fs::path path_;
    fs::path unfinished_;
    int fd_;
    int open_error_;
};

Status prepare_directory(const fs::path& directory) {
    std::error_code error;
    fs::create_directory(directory, error); // no error when it is there
    fs::directory_iterator entry(directory, error);
    if (error) {
        return file_failure(directory, "not a directory that can be written", error.value());
    }
    for (; entry != fs::directory_iterator(); entry.increment(error)) {
        if (error || entry->path().extension() != unfinished_suffix) { // those an interrupted export left
            return file_failure(directory, "not empty", error.value());
        }
    }
    return {};
}

Status sync_directory(const fs::path& directory) {
    const int fd = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = fd >= 0 && ::fsync(fd) == 0;
    const int error_number = errno;
    if (fd >= 0) {
        ::close(fd);
    }
    return synced ? Status{} : file_failure(directory, "cannot be written", error_number);
}

Status write_entries(StationAuditLog& log, const Checkpoint& checkpoint, ExportFile& file, const Progress& progress) {
    Frontier frontier;
    const auto ignore = [](unsigned, std::uint64_t, const Hash&) { return Status{}; };
    while (frontier.size() < checkpoint.size) {
        const auto page = log.entries(frontier.size(), checkpoint.size - frontier.size());
        if (!page) {
            return page.failure();
        }
        if (page->empty()) {
            return fail(ErrorCode::audit_unsound, {{"reason", "entries that the checkpoint covers are missing"}});
        }
        std::string lines;
        for (const std::string& leaf : *page) {
            lines += leaf;
            lines += '\n';
            if (auto grown = frontier.append(leaf_hash(as_bytes(leaf)), ignore); !grown) {
                return grown;
            }
        }
        if (auto written = file.write(lines); !written) {
            return written;
        }
        if (progress && !progress(frontier.size(), checkpoint.size)) {
            return fail(ErrorCode::stopped);
        }
    }
    if (frontier.root() != checkpoint.root) {
        return fail(ErrorCode::audit_unsound, {{"reason", "the signed checkpoint is over other entries than these"}});
    }
    return {};
}
// What an export ends with: the newest checkpoint, checked, and the key that it verifies with.
struct Signed {
    std::string note;
    std::string vkey;
    Checkpoint checkpoint;
};

Result<Signed> newest_checkpoint(StationAuditLog& log) {
    const auto note = log.checkpoint();
    const auto vkey = log.pinned_key();
    if (!note || !vkey) {
        return note ? vkey.failure() : note.failure();
    }
    if (!*note || !*vkey) {
        return fail(ErrorCode::audit_not_signed);
    }
    const auto key = VerifierKey::parse(**vkey);
    if (!key) {
        return key.failure();
    }
    auto checkpoint = open_checkpoint(**note, *key);
    if (!checkpoint) {
        return checkpoint.failure();
    }
    return Signed{**note, **vkey, std::move(*checkpoint)};
}

// In the order given; the last one gets its name when all others have theirs.
Status finish_files(const fs::path& directory, std::initializer_list<ExportFile*> files) {
    for (ExportFile* file : files) {
        if (auto finished = file->finish(); !finished) {
            return finished;
        }
    }
    return sync_directory(directory);
}

std::string tlog_proof(std::uint64_t index, const std::vector<Hash>& hashes, const std::string& note) {
    std::string text = std::string(proof_header) + "index " + std::to_string(index) + "\n";
    for (const Hash& hash : hashes) {
        text += to_base64(hash) + "\n";
    }
    return text + "\n" + note;
}
} // namespace

Result<ExportReport> export_log(StationAuditLog& log, const fs::path& directory, const Progress& progress) {
    const auto signed_by = newest_checkpoint(log);
    if (!signed_by) {
        return signed_by.failure();
    }
    if (auto prepared = prepare_directory(directory); !prepared) {
        return prepared.failure();
    }
    ExportFile entries_file(directory / "entries.jsonl");
    ExportFile key_file(directory / "log.vkey");
    ExportFile checkpoint_file(directory / "checkpoint");
    Status written = write_entries(log, signed_by->checkpoint, entries_file, progress);
    if (written) {
        written = key_file.write(signed_by->vkey + "\n");
    }
    if (written) {
        written = checkpoint_file.write(signed_by->note);
    }
    if (written) {
        written = finish_files(directory, {&entries_file, &key_file, &checkpoint_file});
    }
    return written ? Result<ExportReport>(ExportReport{signed_by->checkpoint.size, signed_by->note})
                   : written.failure();
}

Result<ProofReport> export_proof(StationAuditLog& log, const SerialNumber& serial, const fs::path& directory) {
    const auto unit = log.unit_with(serial);
    if (!unit) {
        return unit.failure();
    }
    if (!*unit) {
        return fail(ErrorCode::unit_unknown, {{"serial", serial.text()}});
    }
    const std::uint64_t index = (*unit)->seq;
    const auto signed_by = newest_checkpoint(log);
    if (!signed_by) {
        return signed_by.failure();
    }
    const Checkpoint& checkpoint = signed_by->checkpoint;
    if (index >= checkpoint.size) {
        return fail(ErrorCode::audit_not_signed);
    }
    const auto entry = log.entries(index, 1);
    const auto hashes = log.inclusion_proof(index, checkpoint.size);
    if (!entry || !hashes) {
        return entry ? hashes.failure() : entry.failure();
    }
    if (entry->empty() ||
        !inclusion_holds(leaf_hash(as_bytes(entry->front())), index, checkpoint.size, *hashes, checkpoint.root)) {
        return fail(ErrorCode::audit_unsound, {{"reason", "the signed checkpoint is over other entries than these"},
                                               {"entry", std::to_string(index)}});
    }
    if (auto prepared = prepare_directory(directory); !prepared) {
        return prepared.failure();
    }
    ExportFile entry_file(directory / "entry.json");
    ExportFile key_file(directory / "log.vkey");
    ExportFile proof_file(directory / "entry.tlog-proof");
    Status written = entry_file.write(entry->front());
    if (written) {
        written = key_file.write(signed_by->vkey + "\n");
    }
    if (written) {
        written = proof_file.write(tlog_proof(index, *hashes, signed_by->note));
    }
    if (written) {
        written = finish_files(directory, {&entry_file, &key_file, &proof_file});
    }
    return written ? Result<ProofReport>(ProofReport{index, entry->front(), checkpoint.size}) : written.failure();
}

} // namespace keyline::db
