// Station: an opened station directory, with what each command needs of it. The composition root of `keyline` and of
// the GUI. Threads: any; the members as their ports say. Ownership: it owns all adapters; lanes and runs borrow them.
#pragma once

#include "app/file_holds.h"
#include "app/session_files.h"
#include "app/station_setup.h"
#include "app/system_ports.h"
#include "db/audit_log.h"
#include "provisioning/ports/administration.h"
#include "provisioning/ports/key_service.h"

#include <memory>
#include <mutex>
#include <optional>

namespace keyline::app {

class Station {
  public:
    // Opens directory and audit log; the key service is connected (and started, when it is embedded) by the first
    // keys(). `as`: whose session counts (SessionFiles::choose()), and whose name each entry of the log has; none:
    // nobody's, and the name is station.toml's.
    static Result<std::unique_ptr<Station>> open(const std::filesystem::path& directory,
                                                 const std::optional<std::string>& as = std::string());

    // For commands that only read the record: from a directory that cannot be written too.
    static Result<std::unique_ptr<Station>> open_to_read(const std::filesystem::path& directory);

    const StationSetup& setup() const { return setup_; }
    Clock& clock() { return clock_; }
    Random& random() { return random_; }
    FileHolds& holds() { return holds_; }
    db::StationAuditLog& log() { return *log_; }
    Result<KeyService*> keys();
    Result<Administration*> people();
    const SessionFiles& sessions() const { return sessions_; }
    const std::string& logged_in() const { return logged_in_; } // empty: nobody
    // With the session of whoever is logged in here, if somebody is; made now.
    Result<Authority> authority();

    // Reports and entries to the key service. Its failure loses nothing: they stay in the log.
    Status deliver();
    // Both at once, for commands that change something: an entry, and the checkpoint over it if the key service
    // answers.
    Status record(AuditEvent event);

  private:
    db::StationLogOptions log_options();
    std::int64_t now_unix_ms() const;
    explicit Station(StationSetup setup)
        : setup_(std::move(setup)), holds_(setup_.run_directory()), sessions_(setup_.directory) {}

    StationSetup setup_;
    SystemClock clock_;
    SystemRandom random_;
    FileHolds holds_;
    std::unique_ptr<db::StationAuditLog> log_;
    std::mutex connecting_; // of the next two, which never change once they are there
    std::unique_ptr<KeyService> keys_;
    std::unique_ptr<Administration> people_;
    SessionFiles sessions_;
    std::string logged_in_;
    std::mutex delivering_;
};

} // namespace keyline::app
