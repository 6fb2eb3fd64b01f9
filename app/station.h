// Station: an opened station directory, with what each command needs of it. The composition root of `keyline` and of
// the GUI. Threads: the members as their ports say. Ownership: it owns all adapters; lanes and runs borrow them.
#pragma once

#include "app/file_holds.h"
#include "app/station_setup.h"
#include "app/system_ports.h"
#include "db/audit_log.h"
#include "provisioning/ports/key_service.h"

#include <memory>

namespace keyline::app {

class Station {
  public:
    // Opens directory and audit log; the key service is connected (and started, when it is embedded) by the first
    // keys().
    static Result<std::unique_ptr<Station>> open(const std::filesystem::path& directory);

    // For commands that only read the record: from a directory that cannot be written too.
    static Result<std::unique_ptr<Station>> open_to_read(const std::filesystem::path& directory);

    const StationSetup& setup() const { return setup_; }
    Clock& clock() { return clock_; }
    Random& random() { return random_; }
    FileHolds& holds() { return holds_; }
    db::StationAuditLog& log() { return *log_; }
    Result<KeyService*> keys();

    // Reports and entries to the key service. Its failure loses nothing: they stay in the log.
    Status deliver();
    // Both at once, for commands that change something: an entry, and the checkpoint over it if the key service
    // answers.
    Status record(AuditEvent event);

  private:
    db::StationLogOptions log_options();
    explicit Station(StationSetup setup) : setup_(std::move(setup)), holds_(setup_.run_directory()) {}

    StationSetup setup_;
    SystemClock clock_;
    SystemRandom random_;
    FileHolds holds_;
    std::unique_ptr<db::StationAuditLog> log_;
    std::unique_ptr<KeyService> keys_;
};

} // namespace keyline::app
