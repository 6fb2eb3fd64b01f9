// A registry as an older version of the program left it: tests/vectors/registry-version-N.sql.
#pragma once

#include <QFile>
#include <filesystem>
#include <sqlite3.h>
#include <string>

namespace keyline::test {

inline bool make_old_registry(const std::filesystem::path& path, int version) {
    QFile text(QString(KEYLINE_SOURCE_DIR "/tests/vectors/registry-version-%1.sql").arg(version));
    sqlite3* database = nullptr;
    const bool made = text.open(QIODevice::ReadOnly) && sqlite3_open(path.c_str(), &database) == SQLITE_OK &&
                      sqlite3_exec(database, text.readAll().constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(database);
    return made;
}

// The rows of a table, in the order of their keys, with the columns that are named.
inline std::string rows_of(const std::filesystem::path& path, const std::string& table, const std::string& columns) {
    sqlite3* database = nullptr;
    sqlite3_stmt* statement = nullptr;
    std::string rows;
    sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READONLY, nullptr);
    const std::string sql = "SELECT " + columns + " FROM " + table + " ORDER BY 1, 2";
    if (sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK) {
        while (sqlite3_step(statement) == SQLITE_ROW) {
            for (int column = 0; column < sqlite3_column_count(statement); ++column) {
                const auto* data = static_cast<const char*>(sqlite3_column_blob(statement, column));
                rows += std::to_string(sqlite3_column_type(statement, column)) + ":" +
                        std::string(data == nullptr ? "" : data,
                                    static_cast<std::size_t>(sqlite3_column_bytes(statement, column))) +
                        "|";
            }
            rows += "\n";
        }
    }
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return rows;
}

// Every row that version 1 has, in its own columns.
inline std::string rows_of_version_1(const std::filesystem::path& path) {
    return rows_of(path, "logs", "log, origin, size, frontier, vkey, checkpoint_size, checkpoint") +
           rows_of(path, "entries", "id, leaf") + rows_of(path, "nodes", "log, level, position, hash") +
           rows_of(path, "orders",
                   "number, id, profile, device_type, table_size_bytes, description, first, last, quota, "
                   "attempt_limit, expires_unix_s, kg, free_from, attempts, issued, passed, failed, quarantined") +
           rows_of(path, "order_stations", "order_id, station") +
           rows_of(path, "claims",
                   "number, id, order_id, station, serial, uid, escrow, kg, kek, state, attempts, reissues, "
                   "proved_written, proved_closed");
}

} // namespace keyline::test
