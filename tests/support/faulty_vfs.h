// FaultyVfs: a disk for SQLite that fails where a test wants it to. A shim over the default VFS, which it replaces as
// long as it lives. It counts what changes a file (open of a new one, write, truncate, sync, delete), and at the n-th
//
//     Fault     that one, or it and all that come after, fail as a full or broken disk makes them fail
//     power cut nothing works any more until restore_power(), which leaves in the files what a disk may hold then: what
//               was synced, and of the rest (writes by sectors, names in the directory) nothing or any part
//
// The n-th of one run is the n-th of the next, so a test walks n = 1, 2, ... until nothing fails any more. Syncs are
// only noted, which makes a walk quick. Rollback journals only: no shared memory, no memory-mapped files.
// Threads: any. Ownership: every database is closed before restore_power() and before the shim ends; one at a time.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <vector>

struct sqlite3_vfs;

namespace keyline::test {

enum class Fault {
    disk_full,   // ENOSPC where something is written; EIO where nothing can be full
    io_error,    // EIO
    short_write, // half of it is written, then EIO
};
enum class Repeat { once, for_ever };

struct PowerCut {
    std::size_t sector_size_bytes = 512;
    std::optional<std::uint32_t> seed; // which part of what was not synced is there; none: nothing of it
};

class FaultyVfs {
  public:
    FaultyVfs();
    FaultyVfs(const FaultyVfs&) = delete;
    FaultyVfs& operator=(const FaultyVfs&) = delete;
    ~FaultyVfs();

    // Counting begins anew with each.
    void fail_at(std::uint64_t operation, Fault fault, Repeat repeat);
    void cut_power_at(std::uint64_t operation, const PowerCut& cut);
    void repair(); // no more faults
    void restore_power();

    bool has_struck() const; // has the fault happened?

  private:
    friend struct FaultyVfsCalls;
    using Contents = std::vector<unsigned char>;
    struct Change {
        std::uint64_t at = 0;
        Contents bytes; // empty: truncated there
    };
    // A file as the disk has it: what was synced, and what came after.
    struct Inode {
        Contents durable;
        std::vector<Change> pending;
    };
    struct Renaming { // a name that the directory has got or lost; not durable yet
        std::string name;
        std::shared_ptr<Inode> inode; // none: deleted
    };
    enum class Verdict { good, fails, power_fails_now, has_no_power };

    Verdict next_operation();
    void begin_run(std::uint64_t strike_at);
    void open_name(const std::string& name, bool existed);
    void sync_directory();
    static void apply(const Change& change, Contents& contents);
    Contents after_cut(const Inode& inode, std::mt19937& random) const;

    mutable std::mutex mutex_;
    sqlite3_vfs* real_;
    std::unique_ptr<sqlite3_vfs> shim_;
    std::uint64_t operations_ = 0;
    std::uint64_t strike_at_ = 0; // 0: never
    Fault fault_ = Fault::io_error;
    Repeat repeat_ = Repeat::once;
    std::optional<PowerCut> cut_;
    bool struck_ = false;

    std::map<std::string, std::shared_ptr<Inode>> durable_names_;
    std::map<std::string, std::shared_ptr<Inode>> names_;
    std::vector<Renaming> renamings_;
};

} // namespace keyline::test
