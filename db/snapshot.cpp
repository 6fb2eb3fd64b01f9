#include "db/snapshot.h"

#include "db/sqlite.h"
#include "db/sqlite_file.h"

#include <cerrno>
#include <chrono>
#include <sqlite3.h>
#include <thread>

namespace keyline::db {

namespace {
namespace fs = std::filesystem;
constexpr int pages_per_step = 2'048;
constexpr std::chrono::milliseconds between_steps_ms{2}; // writers come in
constexpr int restarts_max = 8;                          // it begins anew when another process has written

tl::unexpected<Error> failure(const fs::path& path, std::string reason, std::string cause = {}) {
    return fail(ErrorCode::file_io, {{"path", path.string()}, {"reason", std::move(reason)}}, std::move(cause));
}

struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
};
using Handle = std::unique_ptr<sqlite3, Close>;

Handle open(const fs::path& path, int flags) {
    sqlite3* handle = nullptr;
    sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
    sqlite3_busy_timeout(handle, busy_timeout_ms_max);
    return Handle(handle);
}

int copy_pages(sqlite3_backup* backup) {
    int restarts = 0;
    int left = -1;
    for (;;) {
        const int result = sqlite3_backup_step(backup, restarts < restarts_max ? pages_per_step : -1);
        if (result != SQLITE_OK && result != SQLITE_BUSY && result != SQLITE_LOCKED) {
            return result;
        }
        restarts += left >= 0 && sqlite3_backup_remaining(backup) > left ? 1 : 0;
        left = sqlite3_backup_remaining(backup);
        std::this_thread::sleep_for(between_steps_ms);
    }
}
} // namespace

Status copy_database(const fs::path& database, const DatabaseKind& kind, const fs::path& copy) {
    // Of the right kind, and sound as far as that is looked at.
    if (const auto checked = SqliteDatabase::open_to_read(database, kind); !checked) {
        return checked.failure();
    }
    if (!make_file(copy)) {
        return failure(copy, "cannot be created", errno_text(errno));
    }
    const Handle source = open(database, SQLITE_OPEN_READONLY);
    const Handle target = open(copy, SQLITE_OPEN_READWRITE);
    sqlite3_backup* backup = sqlite3_backup_init(target.get(), "main", source.get(), "main");
    const int copied = backup != nullptr ? copy_pages(backup) : sqlite3_errcode(target.get());
    const int finished = backup != nullptr ? sqlite3_backup_finish(backup) : copied;
    const bool durable = copied == SQLITE_DONE && finished == SQLITE_OK && File(copy, O_RDONLY | O_CLOEXEC).sync() &&
                         sync_directory_of(copy);
    if (!durable) {
        std::error_code ignored;
        fs::remove(copy, ignored);
        return failure(copy, "cannot be written", sqlite3_errstr(copied == SQLITE_DONE ? finished : copied));
    }
    return {};
}

} // namespace keyline::db
