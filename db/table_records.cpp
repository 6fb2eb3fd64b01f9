#include "db/table_records.h"

namespace keyline::db {

namespace {
#define KEYLINE_TABLE_COLUMNS "profile, version, size_bytes, digest, origin, author, made_unix_s"
} // namespace

Result<std::vector<TableRecord>> SqlTableRecords::read(Result<Statement> rows) {
    if (!rows) {
        return rows.failure();
    }
    std::vector<TableRecord> records;
    for (;;) {
        const auto there = rows->step();
        if (!there) {
            return there.failure();
        }
        if (!*there) {
            return records;
        }
        auto profile = ProfileName::parse(rows->text(0));
        const auto digest = to_array<keyed_digest_size_bytes>(rows->blob(3));
        if (!profile || !digest) {
            return database_.unsound("the record of a table");
        }
        records.push_back({*std::move(profile), static_cast<TableVersion>(rows->integer(1)), rows->blob(7),
                           static_cast<std::size_t>(rows->integer(2)), *digest,
                           rows->text(4) == "made" ? TableOrigin::made : TableOrigin::imported, rows->text(5),
                           rows->integer(6)});
    }
}

Result<std::optional<TableVersion>> SqlTableRecords::read_version(Result<Statement> row) {
    if (!row) {
        return row.failure();
    }
    const auto there = row->step();
    if (!there) {
        return there.failure();
    }
    return *there ? std::optional(static_cast<TableVersion>(row->integer(0))) : std::nullopt;
}

Result<std::optional<TableRecord>> SqlTableRecords::table(const ProfileName& profile, TableVersion version) {
    auto records = read(database_.query("SELECT " KEYLINE_TABLE_COLUMNS
                                        ", sealed FROM sealed_tables WHERE profile = ? AND version = ?",
                                        profile.text(), version));
    if (!records) {
        return records.failure();
    }
    return records->empty() ? std::optional<TableRecord>() : std::optional(std::move(records->front()));
}

Result<TableVersion> SqlTableRecords::newest(const ProfileName& profile) {
    auto version = read_version(
        database_.query("SELECT coalesce(max(version), 0) FROM sealed_tables WHERE profile = ?", profile.text()));
    return version ? Result<TableVersion>(version->value_or(0)) : version.failure();
}

Result<std::vector<TableRecord>> SqlTableRecords::list() {
    return read(database_.query("SELECT " KEYLINE_TABLE_COLUMNS ", NULL FROM sealed_tables ORDER BY profile, version"));
}

Status SqlTableRecords::insert(const TableRecord& record) {
    auto inserted =
        database_.run("INSERT INTO sealed_tables (" KEYLINE_TABLE_COLUMNS ", sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                      record.profile.text(), record.version, record.size_bytes, ByteView(record.digest),
                      std::string_view(record.origin == TableOrigin::made ? "made" : "imported"), record.author,
                      record.made_unix_s, ByteView(record.sealed));
    if (!inserted && !inserted.error().arg("constraint").empty()) {
        return fail(ErrorCode::table_exists,
                    {{"profile", record.profile.text()}, {"version", std::to_string(record.version)}});
    }
    return inserted;
}

Result<std::optional<TableVersion>> SqlTableRecords::of_order(const OrderId& order) {
    return read_version(database_.query(
        "SELECT version FROM table_assignments WHERE order_id = ? ORDER BY number DESC LIMIT 1", order.text()));
}

Result<std::optional<TableVersion>> SqlTableRecords::of_profile(const ProfileName& profile) {
    return read_version(database_.query("SELECT version FROM table_assignments WHERE profile = ? AND order_id IS NULL "
                                        "ORDER BY number DESC LIMIT 1",
                                        profile.text()));
}

Status SqlTableRecords::assign(const ProfileName& profile, const std::optional<OrderId>& order, TableVersion version,
                               std::int64_t now_unix_s) {
    return database_.run(
        "INSERT INTO table_assignments (profile, order_id, version, assigned_unix_s) VALUES (?, ?, ?, ?)",
        profile.text(), order ? std::optional<std::string_view>(order->text()) : std::nullopt, version, now_unix_s);
}

#undef KEYLINE_TABLE_COLUMNS
} // namespace keyline::db
