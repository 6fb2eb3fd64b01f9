#include "tests/support/faulty_vfs.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sqlite3.h>

namespace keyline::test {

namespace {
// SQLite allocates it, with room for the real file behind it.
struct ShimFile {
    sqlite3_file base;
    FaultyVfs* vfs;
    bool created; // its name is not durable before its first sync
    char* name;   // "": a temporary one without a name
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

ShimFile& shim(sqlite3_file* file) {
    return *reinterpret_cast<ShimFile*>(file);
}
FaultyVfs& owner(sqlite3_vfs* vfs) {
    return *static_cast<FaultyVfs*>(vfs->pAppData);
}
} // namespace

struct FaultyVfsCalls {
    using Verdict = FaultyVfs::Verdict;
    static sqlite3_vfs* real(sqlite3_vfs* vfs) { return owner(vfs).real_; }

    // What a call answers when it does not work.
    static int failure(const FaultyVfs& vfs, Verdict verdict, int io_error, bool may_be_full) {
        const bool full = verdict == Verdict::fails && vfs.fault_ == Fault::disk_full && may_be_full;
        errno = full ? ENOSPC : EIO;
        return full ? SQLITE_FULL : io_error;
    }

    static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags);
    static int remove(sqlite3_vfs* vfs, const char* name, int sync_directory);
    static int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 at);
    static int truncate(sqlite3_file* file, sqlite3_int64 size);
    static int sync(sqlite3_file* file, int flags);
    static int close(sqlite3_file* file) {
        sqlite3_file* const real = shim(file).real();
        const int code = real->pMethods != nullptr ? real->pMethods->xClose(real) : SQLITE_OK;
        delete[] shim(file).name;
        shim(file).name = nullptr;
        return code;
    }
    static FaultyVfs::Inode* inode_of(const ShimFile& file) {
        const auto found = file.vfs->names_.find(file.name);
        return found == file.vfs->names_.end() ? nullptr : found->second.get();
    }
    // The one at which the power fails may be there, or a part of it.
    static void note_change(const ShimFile& file, Verdict verdict, FaultyVfs::Change change) {
        auto* const inode = inode_of(file);
        if (inode != nullptr && (verdict == Verdict::good || verdict == Verdict::power_fails_now)) {
            inode->pending.push_back(std::move(change));
        }
    }
};

namespace {
const sqlite3_io_methods& methods() {
    static const sqlite3_io_methods table = [] {
        sqlite3_io_methods calls{};
        calls.iVersion = 1;
        calls.xClose = FaultyVfsCalls::close;
        calls.xRead = [](sqlite3_file* f, void* data, int size, sqlite3_int64 at) {
            return shim(f).real()->pMethods->xRead(shim(f).real(), data, size, at);
        };
        calls.xWrite = FaultyVfsCalls::write;
        calls.xTruncate = FaultyVfsCalls::truncate;
        calls.xSync = FaultyVfsCalls::sync;
        calls.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) {
            return shim(f).real()->pMethods->xFileSize(shim(f).real(), size);
        };
        calls.xLock = [](sqlite3_file* f, int level) { return shim(f).real()->pMethods->xLock(shim(f).real(), level); };
        calls.xUnlock = [](sqlite3_file* f, int level) {
            return shim(f).real()->pMethods->xUnlock(shim(f).real(), level);
        };
        calls.xCheckReservedLock = [](sqlite3_file* f, int* out) {
            return shim(f).real()->pMethods->xCheckReservedLock(shim(f).real(), out);
        };
        calls.xFileControl = [](sqlite3_file* f, int what, void* argument) {
            return shim(f).real()->pMethods->xFileControl(shim(f).real(), what, argument);
        };
        calls.xSectorSize = [](sqlite3_file* f) { return shim(f).real()->pMethods->xSectorSize(shim(f).real()); };
        calls.xDeviceCharacteristics = [](sqlite3_file* f) {
            return shim(f).real()->pMethods->xDeviceCharacteristics(shim(f).real());
        };
        return calls;
    }();
    return table;
}
} // namespace

int FaultyVfsCalls::open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    FaultyVfs& self = owner(vfs);
    const std::lock_guard lock(self.mutex_);
    ShimFile& opened = shim(file);
    opened.base.pMethods = nullptr; // not open
    const bool existed = name != nullptr && std::filesystem::exists(name);
    if (!existed && (flags & SQLITE_OPEN_CREATE) != 0) {
        if (const Verdict verdict = self.next_operation(); verdict != Verdict::good) {
            return failure(self, verdict, SQLITE_CANTOPEN, false);
        }
    }
    opened.real()->pMethods = nullptr;
    if (const int code = self.real_->xOpen(self.real_, name, opened.real(), flags, out_flags); code != SQLITE_OK) {
        return code;
    }
    opened.vfs = &self;
    opened.created = !existed;
    const std::string text = name != nullptr ? name : "";
    opened.name = new char[text.size() + 1];
    std::memcpy(opened.name, text.c_str(), text.size() + 1);
    opened.base.pMethods = &methods();
    if (!text.empty()) {
        self.open_name(text, existed);
    }
    return SQLITE_OK;
}

int FaultyVfsCalls::remove(sqlite3_vfs* vfs, const char* name, int sync_directory) {
    FaultyVfs& self = owner(vfs);
    const std::lock_guard lock(self.mutex_);
    const Verdict verdict = self.next_operation();
    const bool known = self.names_.count(name) > 0;
    if (known && (verdict == Verdict::good || verdict == Verdict::power_fails_now)) {
        self.renamings_.push_back({name, nullptr});
        self.names_.erase(name);
    }
    if (verdict != Verdict::good) {
        return failure(self, verdict, SQLITE_IOERR_DELETE, false);
    }
    if (sync_directory != 0) {
        self.sync_directory();
    }
    return self.real_->xDelete(self.real_, name, 0);
}

int FaultyVfsCalls::write(sqlite3_file* file, const void* data, int size, sqlite3_int64 at) {
    ShimFile& written = shim(file);
    FaultyVfs& self = *written.vfs;
    const std::lock_guard lock(self.mutex_);
    const Verdict verdict = self.next_operation();
    const auto* bytes = static_cast<const unsigned char*>(data);
    note_change(written, verdict, {static_cast<std::uint64_t>(at), {bytes, bytes + size}});
    if (verdict == Verdict::fails && self.fault_ == Fault::short_write) {
        written.real()->pMethods->xWrite(written.real(), data, size / 2, at);
    }
    return verdict == Verdict::good ? written.real()->pMethods->xWrite(written.real(), data, size, at)
                                    : failure(self, verdict, SQLITE_IOERR_WRITE, true);
}

int FaultyVfsCalls::truncate(sqlite3_file* file, sqlite3_int64 size) {
    ShimFile& truncated = shim(file);
    FaultyVfs& self = *truncated.vfs;
    const std::lock_guard lock(self.mutex_);
    const Verdict verdict = self.next_operation();
    note_change(truncated, verdict, {static_cast<std::uint64_t>(size), {}});
    return verdict == Verdict::good ? truncated.real()->pMethods->xTruncate(truncated.real(), size)
                                    : failure(self, verdict, SQLITE_IOERR_TRUNCATE, false);
}

int FaultyVfsCalls::sync(sqlite3_file* file, int /*flags*/) {
    ShimFile& synced = shim(file);
    FaultyVfs& self = *synced.vfs;
    const std::lock_guard lock(self.mutex_);
    if (const Verdict verdict = self.next_operation(); verdict != Verdict::good) {
        return failure(self, verdict, SQLITE_IOERR_FSYNC, false);
    }
    if (auto* const inode = inode_of(synced)) {
        for (const auto& change : inode->pending) {
            FaultyVfs::apply(change, inode->durable);
        }
        inode->pending.clear();
    }
    if (synced.created) { // as the real one does
        synced.created = false;
        self.sync_directory();
    }
    return SQLITE_OK;
}

FaultyVfs::FaultyVfs() : real_(sqlite3_vfs_find(nullptr)), shim_(std::make_unique<sqlite3_vfs>(*real_)) {
    shim_->iVersion = 2;
    shim_->szOsFile = static_cast<int>(sizeof(ShimFile)) + real_->szOsFile;
    shim_->pNext = nullptr;
    shim_->zName = "keyline-faulty";
    shim_->pAppData = this;
    shim_->xOpen = FaultyVfsCalls::open;
    shim_->xDelete = FaultyVfsCalls::remove;
    // Those of the unix VFS look at their own pAppData.
    shim_->xAccess = [](sqlite3_vfs* vfs, const char* name, int flags, int* out) {
        return FaultyVfsCalls::real(vfs)->xAccess(FaultyVfsCalls::real(vfs), name, flags, out);
    };
    shim_->xFullPathname = [](sqlite3_vfs* vfs, const char* name, int size, char* out) {
        return FaultyVfsCalls::real(vfs)->xFullPathname(FaultyVfsCalls::real(vfs), name, size, out);
    };
    sqlite3_vfs_register(shim_.get(), 1);
}

FaultyVfs::~FaultyVfs() {
    sqlite3_vfs_unregister(shim_.get());
    sqlite3_vfs_register(real_, 1);
}

void FaultyVfs::fail_at(std::uint64_t operation, Fault fault, Repeat repeat) {
    begin_run(operation);
    fault_ = fault;
    repeat_ = repeat;
}

void FaultyVfs::cut_power_at(std::uint64_t operation, const PowerCut& cut) {
    begin_run(operation);
    cut_ = cut;
}

void FaultyVfs::begin_run(std::uint64_t strike_at) {
    const std::lock_guard lock(mutex_);
    operations_ = 0;
    strike_at_ = strike_at;
    struck_ = false;
    cut_.reset();
    durable_names_.clear();
    names_.clear();
    renamings_.clear();
}

void FaultyVfs::repair() {
    const std::lock_guard lock(mutex_);
    strike_at_ = 0;
}

bool FaultyVfs::has_struck() const {
    const std::lock_guard lock(mutex_);
    return struck_;
}

FaultyVfs::Verdict FaultyVfs::next_operation() {
    ++operations_;
    if (strike_at_ == 0 || operations_ < strike_at_) {
        return Verdict::good;
    }
    if (operations_ == strike_at_) {
        struck_ = true;
        return cut_ ? Verdict::power_fails_now : Verdict::fails;
    }
    if (cut_) {
        return Verdict::has_no_power;
    }
    return repeat_ == Repeat::for_ever ? Verdict::fails : Verdict::good;
}

void FaultyVfs::open_name(const std::string& name, bool existed) {
    if (names_.count(name) > 0) {
        return;
    }
    auto inode = std::make_shared<Inode>();
    names_[name] = inode;
    if (!existed) {
        renamings_.push_back({name, inode});
        return;
    }
    std::ifstream file(name, std::ios::binary); // from before this run: durable
    inode->durable.assign(std::istreambuf_iterator<char>(file), {});
    durable_names_[name] = inode;
}

void FaultyVfs::sync_directory() {
    for (const Renaming& renaming : renamings_) {
        if (renaming.inode) {
            durable_names_[renaming.name] = renaming.inode;
        } else {
            durable_names_.erase(renaming.name);
        }
    }
    renamings_.clear();
}

void FaultyVfs::apply(const Change& change, Contents& contents) {
    if (change.bytes.empty()) {
        contents.resize(std::min<std::size_t>(contents.size(), change.at));
        return;
    }
    contents.resize(std::max<std::size_t>(contents.size(), change.at + change.bytes.size()));
    std::copy(change.bytes.begin(), change.bytes.end(), contents.begin() + static_cast<std::ptrdiff_t>(change.at));
}

// Any part of what was not synced, sector by sector. Leaving a later write of a sector out is what putting it before an
// earlier one would give, so this covers reordering. What lies between is whatever the disk held there.
FaultyVfs::Contents FaultyVfs::after_cut(const Inode& inode, std::mt19937& random) const {
    Contents contents = inode.durable;
    if (!cut_->seed) {
        return contents;
    }
    std::bernoulli_distribution there(std::array{0.1, 0.5, 0.9}[random() % 3]);
    for (const Change& change : inode.pending) {
        if (change.bytes.empty()) {
            if (there(random)) {
                apply(change, contents);
            }
            continue;
        }
        for (std::uint64_t done = 0; done < change.bytes.size();) {
            const std::uint64_t at = change.at + done;
            const auto size = std::min<std::uint64_t>(cut_->sector_size_bytes - at % cut_->sector_size_bytes,
                                                      change.bytes.size() - done);
            if (there(random)) {
                while (contents.size() < at) {
                    contents.push_back(static_cast<unsigned char>(random()));
                }
                const auto begin = change.bytes.begin() + static_cast<std::ptrdiff_t>(done);
                apply({at, {begin, begin + static_cast<std::ptrdiff_t>(size)}}, contents);
            }
            done += size;
        }
    }
    return contents;
}

void FaultyVfs::restore_power() {
    const std::lock_guard lock(mutex_);
    strike_at_ = 0;
    if (!struck_ || !cut_) {
        return;
    }
    std::mt19937 random(cut_->seed.value_or(0));
    auto left = durable_names_;
    std::map<std::string, bool> in_order; // of the changes to one name, those after one that is lost are lost too
    for (const Renaming& renaming : renamings_) {
        bool& holds = in_order.try_emplace(renaming.name, true).first->second;
        holds = holds && cut_->seed && random() % 2 == 0;
        if (holds) {
            left[renaming.name] = renaming.inode;
        } else {
            left.try_emplace(renaming.name, nullptr);
        }
    }
    for (const auto& [name, inode] : names_) {
        left.try_emplace(name, nullptr);
    }
    for (const auto& [name, inode] : left) {
        if (!inode) {
            std::filesystem::remove(name);
            continue;
        }
        const Contents contents = after_cut(*inode, random);
        std::ofstream file(name, std::ios::binary | std::ios::trunc);
        file.write(reinterpret_cast<const char*>(contents.data()), static_cast<std::streamsize>(contents.size()));
    }
}

} // namespace keyline::test
