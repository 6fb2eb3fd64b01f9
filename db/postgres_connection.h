// The part of PostgresDatabase that libpqxx's headers are needed for. Included by postgres*.cpp alone.
#pragma once

#include "db/postgres.h"

#include <map>
#include <pqxx/pqxx>

namespace keyline::db {

struct PostgresDatabase::Connection {
    // A connection that broke is not made anew behind our back: what it had begun is gone.
    explicit Connection(const std::string& options) : link(options), session(link) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
        link.inhibit_reactivation(true);
#pragma GCC diagnostic pop
        link.set_verbosity(pqxx::connection_base::terse); // no rows in messages
    }
    // The name of the prepared statement.
    const std::string& prepared(const std::string& sql);

    pqxx::connection link;
    pqxx::nontransaction session; // BEGIN and COMMIT are ours
    std::map<std::string, std::string> names;
};

} // namespace keyline::db
