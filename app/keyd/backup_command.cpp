#include "app/keyd/backup_command.h"

#include "app/keyd/backup.h"
#include "app/keyd/log_line.h"
#include "app/small_file.h"
#include "db/checkpoint.h"

#include <CLI/CLI.hpp>
#include <cstdio>

namespace keyline::app {

namespace {

namespace fs = std::filesystem;

constexpr const char* backup_footer =
    R"(Made while the key service serves; hourly by packaging/systemd/keyline-backup.timer. The HSM's keys and its PIN are
no part of it: keys backup, or the HSM's own. A place that cannot be written keeps no other from having it. Examples:
  keyline-keyd backup --config keyd.toml --recipient safe.pem --to /mnt/nas --to /mnt/usb --keep 48
  openssl req -x509 -newkey rsa:3072 -nodes -keyout safe.key -out safe.pem -days 3650 -subj /CN=safe    # a recipient

Without this program: tar xf FILE; for part in part-*.cms; do
  openssl cms -decrypt -binary -inform DER -in $part -inkey safe.key; done | tar x)";

constexpr const char* restore_footer =
    R"(Into a new directory: never over a key service. Every root is computed anew and compared with the newest signed
checkpoint in the backup; with --key-of-log also the signatures, with --checkpoint what is newer than the backup. Then:
look at the paths in keyd.toml, put PIN and keys there, and run keyline-keyd reconcile before it issues. Example:
  keyline-keyd restore /mnt/nas/keyline-production-k1-20261121T010000000Z.backup --key safe.key --dir /var/lib/keyline
      --key-of-log line1.vkey --checkpoint line1.checkpoint)";

Result<ExitCode> run_backup(const MakeBackup& options) {
    const auto made = make_backup(options);
    if (!made) {
        return made.failure();
    }
    ExitCode code = ExitCode::success;
    for (const BackupPlace& place : made->places) {
        if (place.why) {
            log_line(*place.why);
            code = ExitCode::input;
            continue;
        }
        std::printf("backed up   %s  %ju bytes%s\n", place.file.c_str(), made->bytes,
                    place.removed > 0 ? (", " + std::to_string(place.removed) + " older removed").c_str() : "");
    }
    return code;
}

struct RestoreArguments {
    RestoreBackup options;
    fs::path vkey_file;
    std::vector<fs::path> checkpoint_files;
};

Result<ExitCode> run_restore(const RestoreArguments& arguments) {
    RestoreBackup options = arguments.options;
    if (!arguments.vkey_file.empty()) {
        auto vkey = read_line_file(arguments.vkey_file, db::note_size_bytes_max);
        if (!vkey) {
            return vkey.failure();
        }
        options.vkey = std::move(*vkey);
    }
    for (const fs::path& path : arguments.checkpoint_files) {
        auto note = read_small_file(path, db::note_size_bytes_max);
        if (!note) {
            return note.failure();
        }
        options.checkpoints.push_back(std::move(*note));
    }
    const auto restored = restore_backup(options);
    if (!restored) {
        return restored.failure();
    }
    std::printf("restored    %s, %s, made %s\n", options.directory.c_str(), restored->environment.c_str(),
                restored->made.c_str());
    for (const RestoredLog& log : restored->logs) {
        std::printf("log         %s: %llu entries", log.origin.c_str(), static_cast<unsigned long long>(log.entries));
        if (log.signed_size > 0) {
            std::printf(", as signed over %llu%s", static_cast<unsigned long long>(log.signed_size),
                        options.vkey ? "" : " (signature not checked: no --key-of-log)");
        }
        std::printf("\n");
        if (log.newer > 0) {
            std::printf("newer       %s: %llu entries that a checkpoint covers are not in this backup\n",
                        log.origin.c_str(), static_cast<unsigned long long>(log.newer));
        }
    }
    std::printf("next        look at the paths in %s; put there what no backup has: the PIN's file, the HSM's\n"
                "            token (SoftHSM: its tokens directory), certificates; then keyline-keyd reconcile\n",
                (options.directory / "keyd.toml").c_str());
    return ExitCode::success;
}

} // namespace

void add_backup(CLI::App& app, std::function<Result<ExitCode>()>& run) {
    auto* backup = app.add_subcommand("backup", "Registry, archive and keyd.toml, encrypted, into several places");
    auto made = std::make_shared<MakeBackup>();
    backup->add_option("--config", made->config_path, "keyd.toml")->required();
    backup
        ->add_option("--recipient", made->recipients,
                     "Certificate (PEM) of who can open it; may be given several times")
        ->required();
    backup->add_option("--to", made->places, "A directory for it; may be given several times")->required();
    backup->add_option("--keep", made->keep, "Keep so many of this key service's in each place; default: all");
    backup->footer(backup_footer);
    backup->callback([made, &run] { run = [made] { return run_backup(*made); }; });

    auto* restore = app.add_subcommand("restore", "A key service's directory out of a backup");
    auto arguments = std::make_shared<RestoreArguments>();
    restore->add_option("FILE", arguments->options.file, "The backup")->required();
    restore->add_option("--key", arguments->options.key, "The recipient's private key, PEM")->required();
    restore->add_option("--dir", arguments->options.directory, "A new or empty directory")->required();
    restore->add_option("--key-of-log", arguments->vkey_file, "A log's vkey, kept elsewhere: signatures are checked");
    restore->add_option(
        "--checkpoint", arguments->checkpoint_files,
        "The newest checkpoint that somebody has of a log: says what is newer; may be given several times");
    restore->footer(restore_footer);
    restore->callback([arguments, &run] { run = [arguments] { return run_restore(*arguments); }; });
}

} // namespace keyline::app
