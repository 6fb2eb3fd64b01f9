#include "db/handover_records.h"

namespace keyline::db {

namespace {
#define KEYLINE_HANDOVER_COLUMNS                                                                                       \
    "order_id, recipient, units, contents, manifest_sha256, made_unix_s, receipt, received_unix_s"
} // namespace

Status SqlHandoverRecords::insert_grant(const HandoverGrant& grant) {
    return database_.run("INSERT INTO handover_grants (order_id, recipient, author, approver, granted_unix_s) "
                         "VALUES (?, ?, ?, ?, ?)",
                         grant.order.text(), ByteView(grant.recipient_der), grant.author, grant.approver,
                         grant.granted_unix_s);
}

Result<std::optional<HandoverGrant>> SqlHandoverRecords::newest_grant(const OrderId& order, ByteView recipient_der) {
    auto row = database_.query("SELECT author, approver, granted_unix_s FROM handover_grants "
                               "WHERE order_id = ? AND recipient = ? ORDER BY number DESC LIMIT 1",
                               order.text(), recipient_der);
    if (!row) {
        return row.failure();
    }
    const auto there = row->step();
    if (!there) {
        return there.failure();
    }
    if (!*there) {
        return std::optional<HandoverGrant>();
    }
    return std::optional(HandoverGrant{order, Bytes(recipient_der.begin(), recipient_der.end()), row->text(0),
                                       row->text(1), row->integer(2)});
}

Status SqlHandoverRecords::insert(const HandoverRecord& record) {
    return database_.run("INSERT INTO handovers (order_id, recipient, units, contents, manifest_sha256, made_unix_s) "
                         "VALUES (?, ?, ?, ?, ?, ?)",
                         record.order.text(), ByteView(record.recipient_der), record.units, ByteView(record.contents),
                         ByteView(record.manifest_sha256), record.made_unix_s);
}

Result<std::vector<HandoverRecord>> SqlHandoverRecords::read(Result<Statement> rows) {
    if (!rows) {
        return rows.failure();
    }
    std::vector<HandoverRecord> records;
    for (;;) {
        const auto there = rows->step();
        if (!there) {
            return there.failure();
        }
        if (!*there) {
            return records;
        }
        const auto order = OrderId::parse(rows->text(0));
        const auto contents = to_array<32>(rows->blob(3));
        const auto manifest = to_array<32>(rows->blob(4));
        if (!order || !contents || !manifest) {
            return database_.unsound("the record of a hand-over");
        }
        records.push_back({*order, rows->blob(1), static_cast<std::uint64_t>(rows->integer(2)), *contents, *manifest,
                           rows->integer(5), rows->is_null(6) ? Bytes() : rows->blob(6),
                           rows->is_null(7) ? 0 : rows->integer(7)});
    }
}

Result<std::vector<HandoverRecord>> SqlHandoverRecords::of(const OrderId& order) {
    return read(database_.query(
        "SELECT " KEYLINE_HANDOVER_COLUMNS " FROM handovers WHERE order_id = ? ORDER BY number DESC", order.text()));
}

Result<std::optional<HandoverRecord>> SqlHandoverRecords::with_manifest(const ByteArray<32>& sha256) {
    auto records = read(database_.query("SELECT " KEYLINE_HANDOVER_COLUMNS " FROM handovers WHERE manifest_sha256 = ?",
                                        ByteView(sha256)));
    if (!records) {
        return records.failure();
    }
    return records->empty() ? std::optional<HandoverRecord>() : std::optional(std::move(records->front()));
}

Status SqlHandoverRecords::acknowledge(const ByteArray<32>& manifest_sha256, ByteView receipt,
                                       std::int64_t received_unix_s) {
    if (auto updated = database_.run("UPDATE handovers SET receipt = ?, received_unix_s = ? "
                                     "WHERE manifest_sha256 = ? AND receipt IS NULL",
                                     receipt, received_unix_s, ByteView(manifest_sha256));
        !updated) {
        return updated;
    }
    return database_.rows_changed() == 1
               ? Status()
               : Status(fail(ErrorCode::handover_unknown, {{"manifest", to_hex(manifest_sha256)}}));
}

#undef KEYLINE_HANDOVER_COLUMNS
} // namespace keyline::db
