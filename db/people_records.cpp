#include "db/people_records.h"

namespace keyline::db {

namespace {

#define KEYLINE_OPERATOR_COLUMNS                                                                                       \
    "name, roles, active, badge, salt, pin, sealed_code, sealed_new_code, last_code_step, added_unix_s"
#define KEYLINE_SESSION_COLUMNS "token_hash, person, station, began_unix_s, ends_unix_s"
// Documents may be long: a list goes without them.
#define KEYLINE_REQUEST_COLUMNS_BUT_DOCUMENTS                                                                          \
    "number, kind, args, reason, digest, author, station, made_unix_s, expires_unix_s, state, ended_by, end_reason, "  \
    "done, enclosure"

constexpr std::size_t length_bytes = 4; // big-endian, before each text of a list

// Names and values as they are: bytes that no encoding changes, for the digest is over them.
Bytes packed(const Error::Args& args) {
    Bytes bytes;
    const auto add = [&](const std::string& text) {
        for (std::size_t i = 0; i < length_bytes; ++i) {
            bytes.push_back(static_cast<std::uint8_t>(text.size() >> (8 * (length_bytes - 1 - i))));
        }
        bytes.insert(bytes.end(), text.begin(), text.end());
    };
    for (const auto& [name, value] : args) {
        add(name);
        add(value);
    }
    return bytes;
}

std::optional<std::string> take_text(ByteView& rest) {
    if (rest.size() < length_bytes) {
        return std::nullopt;
    }
    std::size_t size = 0;
    for (std::size_t i = 0; i < length_bytes; ++i) {
        size = size << 8U | rest[i];
    }
    rest = rest.subspan(length_bytes);
    if (rest.size() < size) {
        return std::nullopt;
    }
    std::string text(as_text(rest.first(size)));
    rest = rest.subspan(size);
    return text;
}

std::optional<Error::Args> unpacked(ByteView rest) {
    Error::Args args;
    while (!rest.empty()) {
        auto name = take_text(rest);
        auto value = take_text(rest);
        if (!name || !value) {
            return std::nullopt;
        }
        args.emplace_back(std::move(*name), std::move(*value));
    }
    return args;
}

// All rows, each made by `read`.
template <class Value, class Read>
Result<std::vector<Value>> read_all(Result<Statement> rows, Read read) {
    if (!rows) {
        return rows.failure();
    }
    std::vector<Value> values;
    for (;;) {
        const auto there = rows->step();
        if (!there) {
            return there.failure();
        }
        if (!*there) {
            return values;
        }
        auto value = read(*rows);
        if (!value) {
            return value.failure();
        }
        values.push_back(std::move(*value));
    }
}

template <class Value>
Result<std::optional<Value>> only(Result<std::vector<Value>> values) {
    if (!values) {
        return values.failure();
    }
    return values->empty() ? std::optional<Value>() : std::optional<Value>(std::move(values->front()));
}

} // namespace

Result<OperatorRecord> SqlPeopleRecords::read_operator(const Statement& row) const {
    auto name = OperatorName::parse(row.text(0));
    auto roles = Roles::from_bits(static_cast<unsigned>(row.integer(1)));
    auto badge = to_array<keyed_digest_size_bytes>(row.blob(3));
    auto salt = to_array<pin_salt_size_bytes>(row.blob(4));
    auto pin = to_array<keyed_digest_size_bytes>(row.blob(5));
    if (!name || !roles || !badge || !salt || !pin) {
        return database_.unsound("the record of an operator");
    }
    Bytes sealed_code = row.blob(6);
    const bool enrolled = !sealed_code.empty();
    return OperatorRecord{{{*name, *roles}, row.integer(2) == 1, enrolled, row.integer(9)},
                          {*badge, *salt, *pin},
                          std::move(sealed_code),
                          row.blob(7),
                          row.integer(8)};
}

Result<std::vector<OperatorRecord>> SqlPeopleRecords::read_operators(Result<Statement> rows) {
    return read_all<OperatorRecord>(std::move(rows), [this](const Statement& row) { return read_operator(row); });
}

Result<std::optional<OperatorRecord>> SqlPeopleRecords::operator_named(const OperatorName& name) {
    return only(read_operators(
        database_.query("SELECT " KEYLINE_OPERATOR_COLUMNS " FROM operators WHERE name = ?", name.text())));
}

Result<std::optional<OperatorRecord>> SqlPeopleRecords::operator_with(const ByteArray<keyed_digest_size_bytes>& badge) {
    return only(read_operators(
        database_.query("SELECT " KEYLINE_OPERATOR_COLUMNS " FROM operators WHERE badge = ?", ByteView(badge))));
}

Result<std::vector<OperatorRecord>> SqlPeopleRecords::operators() {
    return read_operators(database_.query("SELECT " KEYLINE_OPERATOR_COLUMNS " FROM operators ORDER BY name"));
}

namespace {
Status taken(Status status, const OperatorName& name) {
    if (!status && status.error().arg("constraint") == "operators.badge") {
        return fail(ErrorCode::operator_exists, {{"badge", "badge"}});
    }
    if (!status && status.error().arg("constraint") == "operators.name") {
        return fail(ErrorCode::operator_exists, {{"person", name.text()}});
    }
    return status;
}
} // namespace

Status SqlPeopleRecords::insert_operator(const OperatorRecord& record) {
    const auto& [shown, credential, sealed_code, sealed_new_code, last_code_step] = record;
    return taken(database_.run("INSERT INTO operators (" KEYLINE_OPERATOR_COLUMNS
                               ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                               shown.person.name.text(), shown.person.roles.bits(), shown.is_active,
                               ByteView(credential.badge), ByteView(credential.salt), ByteView(credential.pin),
                               ByteView(sealed_code), ByteView(sealed_new_code), last_code_step, shown.added_unix_s),
                 shown.person.name);
}

Status SqlPeopleRecords::update_operator(const OperatorRecord& record) {
    const auto& [shown, credential, sealed_code, sealed_new_code, last_code_step] = record;
    return taken(
        database_.run("UPDATE operators SET roles = ?, active = ?, badge = ?, salt = ?, pin = ?, sealed_code = ?, "
                      "sealed_new_code = ?, last_code_step = ? WHERE name = ?",
                      shown.person.roles.bits(), shown.is_active, ByteView(credential.badge), ByteView(credential.salt),
                      ByteView(credential.pin), ByteView(sealed_code), ByteView(sealed_new_code), last_code_step,
                      shown.person.name.text()),
        shown.person.name);
}

Result<SessionRecord> SqlPeopleRecords::read_session(const Statement& row) const {
    auto hash = to_array<32>(row.blob(0));
    auto person = OperatorName::parse(row.text(1));
    auto station = StationId::parse(row.text(2));
    if (!hash || !person || !station) {
        return database_.unsound("the record of a session");
    }
    return SessionRecord{*hash, {*person, *station, row.integer(3), row.integer(4)}};
}

Result<std::vector<SessionRecord>> SqlPeopleRecords::read_sessions(Result<Statement> rows) {
    return read_all<SessionRecord>(std::move(rows), [this](const Statement& row) { return read_session(row); });
}

Result<std::optional<SessionRecord>> SqlPeopleRecords::session(const ByteArray<32>& token_hash) {
    return only(read_sessions(database_.query("SELECT " KEYLINE_SESSION_COLUMNS " FROM sessions WHERE token_hash = ?",
                                              ByteView(token_hash))));
}

Result<std::vector<SessionInfo>> SqlPeopleRecords::sessions(const std::optional<StationId>& at) {
    auto records = read_sessions(
        at ? database_.query("SELECT " KEYLINE_SESSION_COLUMNS " FROM sessions WHERE station = ? ORDER BY number",
                             at->text())
           : database_.query("SELECT " KEYLINE_SESSION_COLUMNS " FROM sessions ORDER BY number"));
    if (!records) {
        return records.failure();
    }
    std::vector<SessionInfo> shown;
    for (SessionRecord& record : *records) {
        shown.push_back(std::move(record.shown));
    }
    return shown;
}

Status SqlPeopleRecords::insert_session(const SessionRecord& record) {
    return database_.run("INSERT INTO sessions (" KEYLINE_SESSION_COLUMNS ") VALUES (?, ?, ?, ?, ?)",
                         ByteView(record.token_hash), record.shown.person.text(), record.shown.station.text(),
                         record.shown.began_unix_s, record.shown.ends_unix_s);
}

Status SqlPeopleRecords::end_session(const ByteArray<32>& token_hash) {
    return database_.run("DELETE FROM sessions WHERE token_hash = ?", ByteView(token_hash));
}

Status SqlPeopleRecords::end_sessions_of(const OperatorName& name) {
    return database_.run("DELETE FROM sessions WHERE person = ?", name.text());
}

Status SqlPeopleRecords::end_sessions_at(const OperatorName& name, const StationId& station) {
    return database_.run("DELETE FROM sessions WHERE person = ? AND station = ?", name.text(), station.text());
}

Status SqlPeopleRecords::end_sessions_before(std::int64_t now_unix_s) {
    return database_.run("DELETE FROM sessions WHERE ends_unix_s <= ?", now_unix_s);
}

Result<WrongTries> SqlPeopleRecords::wrong_tries(const std::string& subject) {
    auto row = database_.query("SELECT count, newest_unix_ms FROM wrong_tries WHERE subject = ?", subject);
    if (!row) {
        return row.failure();
    }
    const auto there = row->step();
    if (!there) {
        return there.failure();
    }
    return *there ? WrongTries{static_cast<std::uint64_t>(row->integer(0)), row->integer(1)} : WrongTries();
}

Status SqlPeopleRecords::set_wrong_tries(const std::string& subject, const WrongTries& tries) {
    auto forgotten = database_.run("DELETE FROM wrong_tries WHERE subject = ?", subject);
    if (!forgotten || tries.count == 0) {
        return forgotten;
    }
    return database_.run("INSERT INTO wrong_tries (subject, count, newest_unix_ms) VALUES (?, ?, ?)", subject,
                         tries.count, tries.newest_unix_ms);
}

Status SqlPeopleRecords::forget_wrong_tries_before(std::int64_t unix_ms) {
    return database_.run("DELETE FROM wrong_tries WHERE newest_unix_ms < ?", unix_ms);
}

Result<RequestNumber> SqlPeopleRecords::next_request_number() {
    const auto newest = database_.integer("SELECT coalesce(max(number), 0) FROM requests");
    return newest ? Result<RequestNumber>(static_cast<RequestNumber>(*newest) + 1) : newest.failure();
}

Status SqlPeopleRecords::insert_request(const RequestRecord& record) {
    const Request& request = record.shown;
    return database_.run(
        "INSERT INTO requests (number, kind, args, reason, document, enclosure, digest, author, station, made_unix_s, "
        "expires_unix_s, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        request.number, text_of(request.action.kind), ByteView(packed(request.action.args)), request.action.reason,
        ByteView(request.action.document), ByteView(record.enclosure), ByteView(request.digest), request.author.text(),
        request.station.text(), request.made_unix_s, request.expires_unix_s, text_of(request.state));
}

Status SqlPeopleRecords::end_request(const Request& request) {
    const auto ended_by = request.ended_by ? std::optional(request.ended_by->text()) : std::nullopt;
    return database_.run("UPDATE requests SET state = ?, ended_by = ?, end_reason = ?, done = ?, done_document = ?, "
                         "enclosure = ? WHERE number = ?",
                         text_of(request.state), ended_by, request.end_reason, ByteView(packed(request.done.details)),
                         ByteView(request.done.document), ByteView(), request.number);
}

Result<RequestRecord> SqlPeopleRecords::read_request(const Statement& row) const {
    auto kind = parse_action_kind(row.text(1));
    auto args = unpacked(row.blob(2));
    auto digest = to_array<32>(row.blob(4));
    auto author = OperatorName::parse(row.text(5));
    auto station = StationId::parse(row.text(6));
    auto state = parse_request_state(row.text(9));
    auto ended_by = row.is_null(10) ? std::optional<Result<OperatorName>>() : OperatorName::parse(row.text(10));
    auto done = row.is_null(12) ? Error::Args() : unpacked(row.blob(12));
    if (!kind || !args || !digest || !author || !station || !state || (ended_by && !*ended_by) || !done) {
        return database_.unsound("the record of a request");
    }
    return RequestRecord{{.number = static_cast<RequestNumber>(row.integer(0)),
                          .action = {*kind, std::move(*args), row.text(3)},
                          .digest = *digest,
                          .author = *author,
                          .station = *station,
                          .made_unix_s = row.integer(7),
                          .expires_unix_s = row.integer(8),
                          .state = *state,
                          .ended_by = ended_by ? std::optional(**ended_by) : std::nullopt,
                          .end_reason = row.text(11),
                          .done = {std::move(*done), {}}},
                         row.blob(13)};
}

Result<std::vector<RequestRecord>> SqlPeopleRecords::read_requests(Result<Statement> rows) {
    return read_all<RequestRecord>(std::move(rows), [this](const Statement& row) { return read_request(row); });
}

Result<std::optional<RequestRecord>> SqlPeopleRecords::request(RequestNumber number) {
    auto record = only(read_requests(
        database_.query("SELECT " KEYLINE_REQUEST_COLUMNS_BUT_DOCUMENTS " FROM requests WHERE number = ?", number)));
    if (!record || !*record) {
        return record;
    }
    auto documents = database_.query("SELECT document, done_document FROM requests WHERE number = ?", number);
    if (!documents) {
        return documents.failure();
    }
    if (const auto there = documents->step(); !there || !*there) {
        return there ? database_.unsound("the documents of a request") : there.failure();
    }
    (*record)->shown.action.document = documents->blob(0);
    (*record)->shown.done.document = documents->is_null(1) ? Bytes() : documents->blob(1);
    return record;
}

Result<std::vector<Request>> SqlPeopleRecords::requests(bool only_pending, std::size_t requests_max) {
    auto records = read_requests(
        only_pending
            ? database_.query("SELECT " KEYLINE_REQUEST_COLUMNS_BUT_DOCUMENTS
                              " FROM requests WHERE state = 'pending' ORDER BY number DESC LIMIT ?",
                              requests_max)
            : database_.query("SELECT " KEYLINE_REQUEST_COLUMNS_BUT_DOCUMENTS " FROM requests ORDER BY number DESC "
                              "LIMIT ?",
                              requests_max));
    if (!records) {
        return records.failure();
    }
    std::vector<Request> shown;
    for (RequestRecord& record : *records) {
        shown.push_back(std::move(record.shown));
    }
    return shown;
}

} // namespace keyline::db
