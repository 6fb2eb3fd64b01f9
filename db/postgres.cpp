#include "db/postgres.h"

#include "db/postgres_connection.h"

#include <algorithm>
#include <cstdlib>

namespace keyline::db {

namespace {
constexpr const char* scheme = "postgresql://";
constexpr std::uint32_t bytea_oid = 17; // pg_type.dat

// "?" -> "$1", "$2", ...; not in a text between quotation marks.
std::string with_numbered_values(std::string_view sql) {
    std::string numbered;
    int values = 0;
    bool in_text = false;
    for (const char c : sql) {
        in_text = in_text != (c == '\'');
        numbered += c == '?' && !in_text ? "$" + std::to_string(++values) : std::string(1, c);
    }
    return numbered;
}

// Those that end or undo a part of a transaction: done even after a statement has failed.
bool is_savepoint(std::string_view sql) {
    return sql.starts_with("SAVEPOINT") || sql.starts_with("ROLLBACK TO") || sql.starts_with("RELEASE");
}

std::string_view reason_of(std::string_view sqlstate) {
    const std::string_view group = sqlstate.substr(0, 2);
    if (sqlstate == "55P03" || sqlstate == "57014") {
        return "in use by another process for too long";
    }
    if (sqlstate == "53100") {
        return "disk full";
    }
    if (sqlstate == "25006") {
        return "read-only";
    }
    return group == "23" || group == "KL"                    ? "a rule of the database is broken"
           : group == "28"                                   ? "the server refuses the log-in"
           : group == "3D"                                   ? "there is no such database"
           : group == "53"                                   ? "the server is out of resources"
           : group == "57" || group == "08" || group.empty() ? "the server cannot be reached"
           : group == "XX" || group == "58"                  ? "damaged"
                                                             : "database error";
}

// What is wrong with the database, not with reaching it now.
bool is_unsound(std::string_view sqlstate) {
    const std::string_view group = sqlstate.substr(0, 2);
    return group == "22" || group == "23" || group == "KL" || group == "42" || group == "XX" || group == "0A";
}

bool is_name_char(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// A constraint has its name in the message in every language: "table.column", or what a rule says.
std::string constraint_named_in(std::string_view message) {
    constexpr std::string_view rule = "rule: ";
    if (const auto at = message.find(rule); at != std::string_view::npos) {
        return std::string(message.substr(at + rule.size()));
    }
    for (std::size_t at = message.find('.'); at != std::string_view::npos; at = message.find('.', at + 1)) {
        if (at == 0 || at + 1 == message.size() || !is_name_char(message[at - 1]) || !is_name_char(message[at + 1])) {
            continue;
        }
        std::size_t begin = at;
        std::size_t end = at + 1;
        for (; begin > 0 && is_name_char(message[begin - 1]); --begin) {
        }
        for (; end < message.size() && is_name_char(message[end]); ++end) {
        }
        return std::string(message.substr(begin, end - begin));
    }
    return std::string(message);
}

std::string first_line(std::string_view message) {
    return std::string(message.substr(0, message.find('\n')));
}
} // namespace

// The statement runs with the first step; all its rows are here then.
class PostgresCursor final : public Cursor {
  public:
    PostgresCursor(PostgresDatabase& database, std::string_view sql) : database_(database), sql_(sql) {}

    void bind(std::int64_t value) override { values_.emplace_back(std::to_string(value)); }
    void bind(std::string_view value) override {
        has_zero_ = has_zero_ || value.find('\0') != std::string_view::npos;
        values_.emplace_back(std::string(value));
    }
    void bind(ByteView value) override { values_.emplace_back("\\x" + to_hex(value)); }
    void bind(std::nullopt_t /*value*/) override { values_.emplace_back(std::nullopt); }

    Result<bool> step() override {
        if (!started_) {
            if (auto started = start(); !started) {
                return started.failure();
            }
        } else if (row_ < rows_.size()) {
            ++row_;
        }
        return row_ < rows_.size();
    }

    bool is_null(int column) const override { return !has(column) || field(column).is_null(); }
    std::int64_t integer(int column) const override {
        return is_null(column) ? 0 : std::strtoll(field(column).c_str(), nullptr, 10);
    }
    std::string text(int column) const override {
        if (has(column) && rows_.column_type(static_cast<pqxx::row::size_type>(column)) == bytea_oid) {
            const Bytes bytes = blob(column);
            return {bytes.begin(), bytes.end()};
        }
        return is_null(column) ? std::string() : std::string(field(column).c_str(), field(column).size());
    }
    Bytes blob(int column) const override {
        if (is_null(column) || field(column).size() < 2) {
            return {};
        }
        const std::string_view hex(field(column).c_str() + 2, field(column).size() - 2); // after "\x"
        return from_hex(hex).value_or(Bytes{});
    }

  private:
    bool has(int column) const {
        return row_ < rows_.size() && static_cast<pqxx::row::size_type>(column) < rows_.columns();
    }
    pqxx::field field(int column) const { return rows_[row_][static_cast<pqxx::row::size_type>(column)]; }

    Status start() {
        if (has_zero_) {
            return database_.unsound("a text holds a zero byte");
        }
        if (!database_.connection_) {
            return database_.failure({}, "the connection was lost", SourceLocation::current());
        }
        started_ = true;
        return database_.guarded([this] {
            auto& connection = *database_.connection_;
            if (is_savepoint(sql_)) {
                rows_ = connection.session.exec(sql_);
                database_.failed_ = false;
            } else {
                std::vector<const char*> values;
                for (const auto& value : values_) {
                    values.push_back(value ? value->c_str() : nullptr);
                }
                rows_ = connection.session.exec_prepared(connection.prepared(sql_),
                                                         pqxx::prepare::make_dynamic_params(values));
            }
            database_.rows_changed_ = static_cast<std::int64_t>(rows_.affected_rows());
        });
    }

    PostgresDatabase& database_;
    std::string sql_;
    std::vector<std::optional<std::string>> values_;
    bool has_zero_ = false;
    bool started_ = false;
    pqxx::result rows_;
    pqxx::result::size_type row_ = 0;
};

const std::string& PostgresDatabase::Connection::prepared(const std::string& sql) {
    auto found = names.find(sql);
    if (found == names.end()) {
        const std::string name = "s" + std::to_string(names.size() + 1);
        link.prepare(name, with_numbered_values(sql)); // the server hears of it when it runs first
        found = names.emplace(sql, name).first;
    }
    return found->second;
}

bool PostgresPlace::is_one(std::string_view text) {
    return text.starts_with(scheme);
}

Result<PostgresPlace> PostgresPlace::parse(std::string_view uri) {
    const auto malformed = [](const char* reason) {
        return fail(ErrorCode::value_malformed, {{"value", "PostgreSQL URI"}, {"reason", reason}});
    };
    if (!is_one(uri) || uri.find_first_of(" \t\n\r'\"\\") != std::string_view::npos ||
        uri.find('\0') != std::string_view::npos) {
        return malformed("must begin with postgresql:// and hold no blanks or quotation marks");
    }
    const std::string_view rest = uri.substr(std::string_view(scheme).size());
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?"));
    const auto user_end = authority.rfind('@');
    const bool password =
        user_end != std::string_view::npos && authority.substr(0, user_end).find(':') != std::string_view::npos;
    const auto query = rest.find('?');
    const std::string_view values = query == std::string_view::npos ? std::string_view() : rest.substr(query);
    // A name may be written with %XX: none of libpq's needs it.
    const bool escaped_name = [&] {
        for (std::size_t at = 0; at < values.size();) {
            const std::size_t end = std::min(values.find('&', at + 1), values.size());
            const std::string_view pair = values.substr(at + 1, end - at - 1);
            if (pair.substr(0, pair.find('=')).find('%') != std::string_view::npos) {
                return true;
            }
            at = end;
        }
        return false;
    }();
    if (password || escaped_name || values.find("password=") != std::string_view::npos) {
        return malformed("holds a password: it belongs into a passfile (passfile=FILE, ~/.pgpass)");
    }
    return PostgresPlace(std::string(uri));
}

PostgresDatabase::PostgresDatabase(const PostgresPlace& place, DatabaseKind kind)
    : Database(place.uri(), std::move(kind)), uri_(place.uri()) {}

PostgresDatabase::~PostgresDatabase() = default;

template <class Call>
Status PostgresDatabase::guarded(Call call, SourceLocation where) {
    std::string sqlstate;
    std::string message;
    try {
        call();
        return {};
    } catch (const pqxx::sql_error& error) {
        sqlstate = error.sqlstate();
        message = first_line(error.what());
    } catch (const std::exception& error) { // broken_connection and whatever else: the connection is not to be trusted
        message = first_line(error.what());
    } // a server that is stopped tells it with a SQLSTATE of class 57, and is gone then
    const bool gone = sqlstate.empty() || sqlstate.starts_with("57P") || sqlstate.starts_with("08") ||
                      sqlstate == "25P03" || !connection_ || !connection_->link.is_open();
    if (gone) {
        connection_.reset();
        in_transaction_ = false;
    }
    failed_ = true;
    return failure(sqlstate, message, where);
}

tl::unexpected<Error> PostgresDatabase::failure(const std::string& sqlstate, const std::string& message,
                                                SourceLocation where) {
    Error::Args args{{"path", place()}, {"reason", std::string(reason_of(sqlstate))}};
    if (sqlstate.starts_with("23") || sqlstate.starts_with("KL")) {
        args.emplace_back("constraint", constraint_named_in(message));
    }
    std::string cause = (sqlstate.empty() ? "no SQLSTATE" : "SQLSTATE " + sqlstate) + ": " + message;
    return fail(is_unsound(sqlstate) ? codes().unsound : codes().unavailable, std::move(args), std::move(cause), where);
}

Status PostgresDatabase::connect() {
    if (std::getenv("PGPASSWORD") != nullptr) {
        return fail(codes().unavailable,
                    {{"path", place()}, {"reason", "PGPASSWORD is set: a password belongs into a passfile"}});
    }
    in_transaction_ = false;
    failed_ = false;
    const std::string options =
        uri_ + (uri_.find('?') == std::string::npos ? "?" : "&") +
        "connect_timeout=" + std::to_string(postgres_connect_timeout_s) +
        "&application_name=keyline-keyd&tcp_user_timeout=" + std::to_string(busy_timeout_ms_max) +
        "&client_encoding=UTF8";
    if (auto connected = guarded([&] { connection_ = std::make_unique<Connection>(options); }); !connected) {
        return connected;
    }
    return configure();
}

Status PostgresDatabase::configure() {
    const auto ms = [](int value) { return "'" + std::to_string(value) + "ms'"; };
    if (auto set = execute("SET search_path TO " + kind().name +
                           ", pg_temp;"
                           "SET statement_timeout TO " +
                           ms(2 * busy_timeout_ms_max) + ";SET lock_timeout TO " + ms(busy_timeout_ms_max) +
                           ";SET idle_in_transaction_session_timeout TO " + ms(postgres_idle_in_transaction_ms_max) +
                           ";SET bytea_output TO hex;SET standard_conforming_strings TO on;");
        !set) {
        return set;
    }
    const auto lost = integer("SELECT count(*) FROM pg_settings WHERE (name = 'fsync' AND setting = 'off') OR "
                              "(name = 'full_page_writes' AND setting = 'off')");
    if (!lost) {
        return lost.failure();
    }
    if (*lost != 0) {
        return unsound("the server does not keep what it has committed: fsync or full_page_writes is off");
    }
    const auto commits =
        integer("SELECT count(*) FROM pg_settings WHERE name = 'synchronous_commit' AND setting = 'off'");
    if (!commits) {
        return commits.failure();
    }
    return *commits == 0 ? Status{} : execute("SET synchronous_commit TO on");
}

Status PostgresDatabase::execute(const std::string& sql) {
    if (!connection_) {
        return failure({}, "the connection was lost", SourceLocation::current());
    }
    return guarded([&] { connection_->session.exec(sql); });
}

Result<Statement> PostgresDatabase::prepare(std::string_view sql) {
    return Statement(std::make_unique<PostgresCursor>(*this, sql));
}

std::string PostgresDatabase::lock_sql() const {
    return "SELECT pg_advisory_xact_lock(" + std::to_string(kind().application_id) + ");";
}

// A server that was started anew has ended our connection; nothing was begun on it, so a new one is as good.
Status PostgresDatabase::begin(Access access) {
    const bool was_connected = connection_ != nullptr;
    auto begun = begin_once(access);
    return !begun && was_connected && !connection_ ? begin_once(access) : begun;
}

// The version is read under the lock: another keyd may have brought the database to a newer one meanwhile.
Status PostgresDatabase::begin_once(Access access) {
    if (!connection_) {
        if (auto connected = connect(); !connected) {
            return connected;
        }
    }
    in_transaction_ = true; // or half of it: a failure is rolled back
    failed_ = false;
    std::int64_t found = 0;
    const std::string sql = access == Access::read_only
                                ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;"
                                : "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;" + lock_sql();
    auto begun = guarded([&] {
        const pqxx::result version = connection_->session.exec(sql + "SELECT version FROM schema_version");
        found = version.at(0).at(0).as<std::int64_t>();
    });
    if (begun && found != kind().newest_version()) {
        begun = newer_version();
    }
    if (!begun) {
        roll_back();
    }
    return begun;
}

Result<std::string> PostgresDatabase::storage() {
    auto statement = query("SELECT system_identifier || '/' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) "
                           "|| '/' || d.oid || '/' || n.oid FROM pg_control_system(), pg_database d, pg_namespace n "
                           "WHERE d.datname = current_database() AND n.nspname = current_schema()");
    const auto row = statement ? statement->step() : statement.failure();
    if (!row) {
        return row.failure();
    }
    return *row ? Result<std::string>(statement->text(0)) : unsound("the server does not tell which database this is");
}

tl::unexpected<Error> PostgresDatabase::newer_version() const {
    return fail(codes().unavailable, {{"path", place()}, {"reason", "made by a newer version of this program"}});
}

// A COMMIT after a statement that failed would be a rollback that looks like success.
Status PostgresDatabase::commit() {
    if (!connection_ || failed_) {
        return fail(codes().unavailable,
                    {{"path", place()}, {"reason", "an error in between has ended the transaction"}});
    }
    auto committed = execute("COMMIT");
    if (committed) {
        in_transaction_ = false;
        return committed;
    }
    if (!connection_) {
        return fail(codes().unavailable,
                    {{"path", place()},
                     {"reason", "the connection was lost in a commit: whether it was done is not known, ask again"}},
                    committed.error().cause);
    }
    return committed;
}

void PostgresDatabase::roll_back() {
    if (connection_ && in_transaction_) {
        if (!execute("ROLLBACK")) {
            connection_.reset(); // the server rolls back what its client has left
        }
    }
    in_transaction_ = false;
    failed_ = false;
}

bool PostgresDatabase::is_in_transaction() const {
    return connection_ != nullptr && in_transaction_;
}

} // namespace keyline::db
