// Backup and restore of what a key service keeps: registry (with keyd's own log), archive and keyd.toml. The HSM's keys
// are no part of it (keys backup), nor is a PIN. Made while keyd serves; encrypted to certificates (sealed_archive.h);
// in several places. A restore makes a new directory, recomputes every root, and says what is newer than the backup.
// Threads: one. Errors: those of sealed_archive.h and snapshot.h; config_*; usage for PostgreSQL, which has pg_dump.
#pragma once

#include "app/keyd_config.h"

#include <vector>

namespace keyline::app {

struct MakeBackup {
    std::filesystem::path config_path;
    std::vector<std::filesystem::path> recipients; // certificates, PEM
    std::vector<std::filesystem::path> places;     // directories, which are there
    std::size_t keep = 0;                          // of this key service's in each place; 0: all
};
struct BackupPlace {
    std::filesystem::path file;
    std::size_t removed = 0;  // older ones
    std::optional<Error> why; // it is not there
};
struct BackupMade {
    std::vector<BackupPlace> places;
    std::uintmax_t bytes = 0;
};
// A place that fails keeps no other from having it.
Result<BackupMade> make_backup(const MakeBackup& options);

struct RestoreBackup {
    std::filesystem::path file;
    std::filesystem::path key; // the recipient's, PEM
    std::filesystem::path directory;
    std::optional<std::string> vkey{};      // a log's, kept elsewhere: then signatures are checked too
    std::vector<std::string> checkpoints{}; // newer ones, of any of its logs
};
struct RestoredLog {
    std::string origin;
    std::uint64_t entries = 0;
    std::uint64_t signed_size = 0; // of the newest checkpoint in the backup, which its entries fit
    std::uint64_t newer = 0;       // entries that a given checkpoint covers, and the backup has not
};
struct Restored {
    std::string made; // UTC
    std::string environment;
    std::vector<RestoredLog> logs;
};
// station_exists where a key service is already. Nothing is left where it fails. backup_unsound {path, reason} when
// something in it is not what it was.
Result<Restored> restore_backup(const RestoreBackup& options);

} // namespace keyline::app
