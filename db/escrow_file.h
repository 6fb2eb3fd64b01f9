// EscrowFile: the file of the escrow copy, append-only, its lines chained by their hashes (escrow_line.h). What is in
// it, and what that means for the registry, is escrow_copy.h's matter.
// Threads: one at a time. Processes: one (a lock on the file, for readers too).
// Failure: escrow_unavailable {path, reason} when it cannot be read or written; escrow_unsound {path, reason} when it
// is no such file. After a failed fsync nothing is written any more: what was dropped must not be taken for written.
#pragma once

#include "db/escrow_line.h"

#include <filesystem>
#include <functional>

namespace keyline::db {

// The place between two lines, or after the last one.
struct EscrowPosition {
    std::uint64_t size_bytes = 0; // of all before it
    Hash digest{};                // of the line before it
    std::uint64_t next_seq = 0;
};

// Where reading has ended: at the end, or before something that is not the line which should be there.
struct EscrowEnd {
    EscrowPosition position;
    std::uint64_t rest_size_bytes = 0; // that no line was made of; 0: all of it was read
};

class EscrowFile {
  public:
    enum class Use { read, write };

    // A new one with its first line, durable; escrow_unavailable when there is a file already.
    static Result<std::unique_ptr<EscrowFile>> create(const std::filesystem::path& path, const EscrowHeader& header);
    // Never makes one: where the disk is not there, an empty file would hide that.
    static Result<std::unique_ptr<EscrowFile>> open(const std::filesystem::path& path, Use use);
    EscrowFile(const EscrowFile&) = delete;
    EscrowFile& operator=(const EscrowFile&) = delete;
    ~EscrowFile();

    const std::filesystem::path& path() const { return path_; }
    const EscrowHeader& header() const { return header_; }
    EscrowPosition begin() const { return after_header_; }

    // The place that has so many bytes before it, when the line before it has this digest; none: it has not.
    Result<std::optional<EscrowPosition>> find(std::uint64_t size_bytes, const Hash& digest) const;
    // Every line from there on, as far as each follows the one before it. Stops at a failure of `each`.
    using Each = std::function<Status(const EscrowLine& line, const EscrowPosition& after)>;
    Result<EscrowEnd> read(const EscrowPosition& from, const Each& each) const;
    // Is this anywhere in the rest that no line was made of?
    Result<bool> rest_contains(const EscrowEnd& end, std::string_view text) const;

    // Appends go on here, and what is after it is cut off. Once, before the first append.
    Status go_on_at(const EscrowPosition& end);
    // All of it, or nothing of it. `durable`: it is on the disk when this returns.
    enum class Sync { durable, later };
    Status append(const std::vector<EscrowContent>& lines, Sync sync);
    const EscrowPosition& end() const { return end_; } // of what was appended

  private:
    EscrowFile(std::filesystem::path path, int fd) : path_(std::move(path)), fd_(fd) {}
    Status lock(Use use);
    Status read_header();
    Status write(std::string_view text);
    Status sync_directory() const;
    tl::unexpected<Error> failure(std::string reason, int error_number) const;
    tl::unexpected<Error> unsound(std::string reason) const;

    std::filesystem::path path_;
    int fd_;
    EscrowHeader header_;
    EscrowPosition after_header_;
    EscrowPosition end_;
    std::string poison_; // why nothing is written any more
};

} // namespace keyline::db
