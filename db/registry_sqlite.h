// SqliteRegistry: orders, claims with their escrow, sealed tables and keyd's own audit log in one SQLite file, one
// commit for all of them. Threads: any; one transaction at a time, the others wait at most transaction_wait_ms_max.
// Processes: several may have the file open. Ownership: the clock outlives the registry, the registry its transactions.
// Failure: ports/registry.h.
#pragma once

#include "db/log_store.h"
#include "provisioning/ports/clock.h"
#include "provisioning/ports/registry.h"

#include <condition_variable>
#include <mutex>

namespace keyline::db {

inline constexpr int transaction_wait_ms_max = 10'000;

DatabaseKind registry_kind();

struct SqliteRegistryOptions {
    std::filesystem::path path;
    Name environment;
    Clock& clock;
};

class SqliteRegistry : public Registry {
  public:
    using Options = SqliteRegistryOptions;

    // A new file; registry_unavailable when there is one already.
    static Result<std::unique_ptr<SqliteRegistry>> create(Options options);
    // registry_unavailable when there is none; registry_unsound when it is not this environment's registry, or the
    // newest entries of its log do not fit its tree.
    static Result<std::unique_ptr<SqliteRegistry>> open(Options options);

    Result<std::unique_ptr<RegistryTransaction>> begin() override;

  private:
    friend class SqliteRegistryTransaction;
    // One transaction at a time. A flag and not a mutex, since a transaction may end in another thread.
    class Turn {
      public:
        explicit Turn(SqliteRegistry& registry) : registry_(registry) {}
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;
        ~Turn();

      private:
        SqliteRegistry& registry_;
    };

    SqliteRegistry(std::unique_ptr<Database> database, Options options)
        : options_(std::move(options)), database_(std::move(database)) {}
    Result<std::unique_ptr<Turn>> take_turn();

    Options options_;
    std::unique_ptr<Database> database_;
    std::mutex turn_mutex_;
    std::condition_variable turn_over_;
    bool turn_taken_ = false;
};

} // namespace keyline::db
