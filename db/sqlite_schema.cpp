// How a file of SQLite comes to its tables: made, checked, brought to a newer version.
#include "db/sqlite.h"

#include "db/sqlite_file.h"

#include <cerrno>
#include <sqlite3.h>

namespace keyline::db {

namespace {
constexpr const char* memory_path = ":memory:";
constexpr int copies_max = 100; // of one version, beside one file

tl::unexpected<Error> file_failure(const StoreCodes& codes, const std::filesystem::path& path, int error_number) {
    return fail(codes.unavailable, {{"path", path.string()}, {"reason", "cannot be created"}},
                errno_text(error_number));
}

// Under its name only when it is whole.
Status move_into_place(const StoreCodes& codes, const std::filesystem::path& from, const std::filesystem::path& to) {
    std::error_code ignored;
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) != 0) {
        const int error_number = errno;
        std::filesystem::remove(from, ignored);
        return file_failure(codes, to, error_number);
    }
    return sync_directory_of(to) ? Status{} : Status(file_failure(codes, to, errno));
}
} // namespace

Result<std::unique_ptr<Database>> SqliteDatabase::create(const std::filesystem::path& path, const DatabaseKind& kind) {
    std::error_code ignored;
    if (std::filesystem::exists(std::filesystem::symlink_status(path, ignored))) {
        return fail(kind.codes.unavailable, {{"path", path.string()}, {"reason", "exists already"}}, "EEXIST");
    }
    const std::filesystem::path unfinished = path.string() + ".new" + std::to_string(::getpid());
    std::filesystem::remove(unfinished, ignored);
    if (!make_file(unfinished)) {
        return file_failure(kind.codes, path, errno);
    }
    {
        SqliteDatabase database(unfinished, kind);
        Status made = database.connect(Access::read_write);
        if (made) {
            made = database.make_schema(kind.newest_version());
        }
        if (!made) {
            std::filesystem::remove(unfinished, ignored);
            return made.failure();
        }
    }
    if (auto moved = move_into_place(kind.codes, unfinished, path); !moved) {
        return moved.failure();
    }
    return open(path, kind);
}

Result<std::unique_ptr<Database>> SqliteDatabase::open(const std::filesystem::path& path, const DatabaseKind& kind,
                                                       Access access) {
    return open(path, kind, access,
                access == Access::read_write ? OlderVersion::migrated : OlderVersion::taken_as_it_is);
}

Result<std::unique_ptr<Database>> SqliteDatabase::open_to_read(const std::filesystem::path& path,
                                                               const DatabaseKind& kind) {
    if (::access(path.c_str(), W_OK) == 0 && ::access(directory_of(path).c_str(), W_OK) == 0) {
        auto database = open(path, kind, Access::read_write, OlderVersion::taken_as_it_is);
        if (database || database.error().code != kind.codes.unavailable) {
            return database;
        }
    }
    return open(path, kind, Access::read_only, OlderVersion::taken_as_it_is);
}

Result<std::unique_ptr<Database>> SqliteDatabase::open(const std::filesystem::path& path, const DatabaseKind& kind,
                                                       Access access, OlderVersion older) {
    std::unique_ptr<SqliteDatabase> database(new SqliteDatabase(path, kind));
    if (auto connected = database->connect(access); !connected) {
        return connected.failure();
    }
    auto version = database->check_kind();
    if (!version) {
        return version.failure();
    }
    if (auto checked = database->check_schema(*version); !checked) {
        return checked.failure();
    }
    if (older == OlderVersion::migrated && *version < kind.newest_version()) {
        if (auto migrated = database->migrate(); !migrated) {
            return migrated.failure();
        }
    }
    return database;
}

Status SqliteDatabase::make_schema(std::int32_t version) {
    Status made = execute("PRAGMA foreign_keys=OFF; BEGIN IMMEDIATE;");
    if (made) {
        made = take_steps(0, version);
    }
    if (made) {
        made = execute(kind().first_rows + ";PRAGMA application_id=" + std::to_string(kind().application_id) +
                       ";COMMIT; PRAGMA foreign_keys=ON;");
    }
    return made;
}

Status SqliteDatabase::take_steps(std::int32_t from, std::int32_t to) {
    for (std::int32_t version = from; version < to; ++version) {
        if (auto taken = execute(kind().steps[static_cast<std::size_t>(version)].sqlite); !taken) {
            return taken;
        }
    }
    return execute("PRAGMA user_version=" + std::to_string(to));
}

Result<std::int32_t> SqliteDatabase::check_kind() {
    auto application_id = integer("PRAGMA application_id");
    if (!application_id) {
        return application_id.failure();
    }
    auto version = integer("PRAGMA user_version");
    if (!version) {
        return version.failure();
    }
    if (*application_id != kind().application_id) {
        return unsound("a database of another kind");
    }
    if (*version > kind().newest_version()) {
        return fail(codes().unavailable, {{"path", place()}, {"reason", "made by a newer version of this program"}});
    }
    if (*version < 1) {
        return unsound("schema version " + std::to_string(*version));
    }
    return static_cast<std::int32_t>(*version);
}

Status SqliteDatabase::check_schema(std::int32_t version) {
    DatabaseKind without_rows = kind();
    without_rows.first_rows.clear();
    SqliteDatabase as_made(memory_path, std::move(without_rows));
    Status made = as_made.connect(Access::read_write);
    if (made) {
        made = as_made.make_schema(version);
    }
    if (!made) {
        return made;
    }
    const auto expected = as_made.schema();
    const auto found = schema();
    if (!expected || !found) {
        return expected ? found.failure() : expected.failure();
    }
    return *found == *expected ? Status{} : unsound("tables or triggers are not as this program made them");
}

Result<std::string> SqliteDatabase::schema() {
    auto statement = query("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY name");
    if (!statement) {
        return statement.failure();
    }
    std::string schema;
    for (;;) {
        const auto row = statement->step();
        if (!row) {
            return row.failure();
        }
        if (!*row) {
            return schema;
        }
        for (int column = 0; column < 4; ++column) {
            schema += statement->text(column) + "\n";
        }
    }
}

// Whoever is killed in it leaves the file as it was: the next start does it. Foreign keys can be switched off only
// outside of a transaction, and would forbid a step to drop a table that it has made anew.
Status SqliteDatabase::migrate() {
    if (auto off = execute("PRAGMA foreign_keys=OFF"); !off) {
        return off;
    }
    {
        auto transaction = Transaction::begin(*this, Access::read_write);
        if (!transaction) {
            return transaction.failure();
        }
        const auto version = check_kind(); // nobody changes it any more
        if (!version) {
            return version.failure();
        }
        if (auto copied = copy_beside(*version); !copied) {
            return copied;
        }
        if (auto taken = take_steps(*version, kind().newest_version()); !taken) {
            return taken;
        }
        {
            auto broken = query("PRAGMA foreign_key_check");
            const auto row = broken ? broken->step() : broken.failure();
            if (!row) {
                return row.failure();
            }
            if (*row) {
                return unsound("rows of " + broken->text(0) + " refer to rows that are not there");
            }
        }
        if (auto committed = transaction->commit(); !committed) {
            return committed;
        }
    }
    if (auto on = execute("PRAGMA foreign_keys=ON"); !on) {
        return on;
    }
    return check_schema(kind().newest_version());
}

// In the transaction that will change it: what is copied is what is changed.
Status SqliteDatabase::copy_beside(std::int32_t version) {
    const std::string name = path_.string() + ".version-" + std::to_string(version);
    const std::filesystem::path unfinished = name + ".new"; // of one migration at a time
    std::error_code ignored;
    std::filesystem::remove(unfinished, ignored);
    if (auto copied = copy_to(unfinished); !copied) {
        std::filesystem::remove(unfinished, ignored);
        return copied;
    }
    std::filesystem::path copy = name; // an older copy is not replaced: somebody may have gone back to it
    for (int number = 2; std::filesystem::exists(copy, ignored) && number < copies_max; ++number) {
        copy = name + "." + std::to_string(number);
    }
    return move_into_place(codes(), unfinished, copy);
}

Status SqliteDatabase::copy_to(const std::filesystem::path& copy) {
    if (!make_file(copy)) {
        return file_failure(codes(), copy, errno);
    }
    SqliteDatabase source(path_, kind());
    SqliteDatabase target(copy, kind());
    if (auto connected = source.connect(Access::read_only); !connected) {
        return connected;
    }
    if (auto connected = target.connect(Access::read_write); !connected) {
        return connected;
    }
    sqlite3_backup* backup = sqlite3_backup_init(target.handle_.get(), "main", source.handle_.get(), "main");
    if (backup != nullptr) {
        sqlite3_backup_step(backup, -1);
        sqlite3_backup_finish(backup);
    }
    const int code = sqlite3_extended_errcode(target.handle_.get());
    return code == SQLITE_OK ? Status{} : Status(target.failure(code));
}

} // namespace keyline::db
