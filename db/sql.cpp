#include "db/sql.h"

namespace keyline::db {

Status Statement::run() {
    for (;;) {
        const auto row = step();
        if (!row) {
            return row.failure();
        }
        if (!*row) {
            return {};
        }
    }
}

Result<std::int64_t> Database::first_integer(Statement& statement) const {
    const auto row = statement.step();
    if (!row) {
        return row.failure();
    }
    if (!*row) {
        return unsound("a row is missing");
    }
    return statement.integer(0);
}

tl::unexpected<Error> Database::unsound(std::string reason, SourceLocation where) const {
    return fail(kind_.codes.unsound, {{"path", place_}, {"reason", std::move(reason)}}, {}, where);
}

Result<Transaction> Transaction::begin(Database& database, Access access) {
    if (auto begun = database.begin(access); !begun) {
        return begun.failure();
    }
    return Transaction(database);
}

Transaction::~Transaction() {
    if (database_ != nullptr) {
        database_->roll_back();
    }
}

Status Transaction::commit() {
    if (auto committed = database_->commit(); !committed) {
        return committed; // the destructor rolls back
    }
    database_ = nullptr;
    return {};
}

} // namespace keyline::db
