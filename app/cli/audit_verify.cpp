// keyline audit verify: the station's log, or an export of one, and what is known of it from elsewhere.
#include "app/cli/audit_accounts.h"
#include "app/cli/progress_line.h"
#include "app/cli/stop_signals.h"
#include "app/small_file.h"
#include "db/checkpoint.h"
#include "db/log_export.h"
#include "db/log_verify.h"

namespace keyline::app {

namespace {

struct VerifyArguments {
    std::filesystem::path export_directory;
    std::filesystem::path key_file;
    std::vector<std::filesystem::path> checkpoint_files;
    bool archive = false;
    bool registry = false;
    bool go_on = false;
};

Result<db::LogAnchors> anchors_of(const VerifyArguments& arguments) {
    db::LogAnchors anchors;
    if (!arguments.key_file.empty()) {
        auto key = read_line_file(arguments.key_file, db::note_size_bytes_max);
        if (!key) {
            return key.failure();
        }
        anchors.vkey = std::move(*key);
    }
    for (const auto& path : arguments.checkpoint_files) {
        auto note = read_small_file(path, db::note_size_bytes_max);
        if (!note) {
            return note.failure();
        }
        anchors.checkpoints.push_back(std::move(*note));
    }
    return anchors;
}

// What the key service has archived of this log, and the key that it signs with.
Status add_archive(const CommandLine& line, db::LogAnchors& anchors) {
    auto station = Station::open(line.station, line.as);
    auto keys = station ? (*station)->keys() : Result<KeyService*>(station.failure());
    if (!keys) {
        return keys.failure();
    }
    const auto info = (*keys)->info();
    auto note = info ? (*keys)->archive(0, {}) : Result<std::string>(info.failure());
    if (!note) {
        return note.failure();
    }
    anchors.vkey = anchors.vkey ? anchors.vkey : info->log_vkey;
    anchors.checkpoints.push_back(std::move(*note));
    return {};
}

std::string held_text(std::uint64_t held) {
    return "  it holds what was signed before, over " + std::to_string(held) + " entries";
}

void tell(const db::LogReport& report, Output& out) {
    EventLine line{"audit.verified", {}, {}, {}, "ok"};
    line.more = {{"origin", report.origin},
                 {"entries", report.entries},
                 {"root", to_hex(report.root)},
                 {"checkpoint_size", report.checkpoint_size},
                 {"checkpoint", report.checkpoint ? Json(*report.checkpoint) : Json()},
                 {"held", report.held},
                 {"resumed_from", report.resumed_from}};
    for (const auto& [end, count] : report.units) {
        line.more["units"][std::string(text_of(end))] = count;
    }
    out.event(line);
    out.text("The audit log is sound: " + std::to_string(report.entries) + " entries, root " +
             db::to_base64(report.root));
    if (report.resumed_from > 0) {
        out.text("  the first " + std::to_string(report.resumed_from) + " were looked at before, not now");
    }
    out.text("  signed checkpoint over " + std::to_string(report.checkpoint_size) + " entries" +
             (report.checkpoint_size < report.entries ? "; the rest is not archived yet" : ""));
    if (report.held > 0) {
        out.text(held_text(report.held));
    }
    for (const auto& [end, count] : report.units) {
        out.text("  " + std::string(is_end(end) ? "" : "outstanding after ") + std::string(text_of(end)) + ": " +
                 std::to_string(count));
    }
}

Result<ExitCode> verify_station(const CommandLine& line, const VerifyArguments& arguments, const StopSignals& stop,
                                Output& out) {
    auto setup = read_station_setup(line.station); // the log is opened by who looks at all of it
    auto anchors = setup ? anchors_of(arguments) : Result<db::LogAnchors>(setup.failure());
    if (!anchors) {
        return anchors.failure();
    }
    if (arguments.archive) {
        if (auto added = add_archive(line, *anchors); !added) {
            return added.failure();
        }
    }
    const auto resume_file = setup->run_directory() / "audit-verify";
    if (!arguments.go_on) {
        std::error_code ignored;
        std::filesystem::remove(resume_file, ignored);
    }
    const bool can_resume = std::filesystem::is_directory(setup->run_directory());
    ProgressLine progress("verifying", "entries");
    auto report = db::verify_station_log(setup->log_path(), setup->environment, setup->name,
                                         {[&](std::uint64_t done, std::uint64_t total) {
                                              return progress.show(done, total) && !stop.token().stop_requested();
                                          },
                                          std::move(*anchors), can_resume ? resume_file : std::filesystem::path()});
    progress.clear();
    if (!report) {
        if (report.error().code == ErrorCode::stopped && can_resume) {
            out.note("keyline: stopped; `keyline audit verify --continue` goes on from here");
        }
        return report.failure();
    }
    tell(*report, out);
    if (!arguments.registry) {
        return ExitCode::success;
    }
    auto station = Station::open(line.station, line.as);
    return station ? compare_with_registry(**station, stop.token(), out) : Result<ExitCode>(station.failure());
}

Result<ExitCode> verify_directory(const VerifyArguments& arguments, const StopSignals& stop, Output& out) {
    auto anchors = anchors_of(arguments);
    if (!anchors) {
        return anchors.failure();
    }
    const bool key_known = anchors->vkey.has_value();
    ProgressLine progress("verifying", "entries");
    auto check = db::verify_export(arguments.export_directory, *anchors, [&](std::uint64_t done, std::uint64_t total) {
        return progress.show(done, total) && !stop.token().stop_requested();
    });
    progress.clear();
    if (!check) {
        return check.failure();
    }
    EventLine line{"audit.verified", {}, {}, {}, "ok"};
    line.more = {{"origin", check->origin},     {"entries", check->entries},
                 {"root", to_hex(check->root)}, {"checkpoint_size", check->log_size},
                 {"held", check->held},         {"path", arguments.export_directory.string()}};
    out.event(line);
    out.text("The export is sound: " + std::to_string(check->entries) + " of the " + std::to_string(check->log_size) +
             " entries that were signed for " + check->origin);
    if (check->held > 0) {
        out.text(held_text(check->held));
    }
    if (!key_known) {
        out.text("  signed by the key in log.vkey: compare it with one that came another way, or give it by --key");
    }
    return ExitCode::success;
}

} // namespace

void add_audit_verify(CLI::App& audit, CommandLine& line) {
    auto arguments = std::make_shared<VerifyArguments>();
    auto* command = audit.add_subcommand("verify", "Check every entry, the tree, the units' records and the signature");
    auto* exported =
        command->add_option("--export", arguments->export_directory, "An exported log instead of this station's")
            ->type_name("DIR");
    command->add_option("--key", arguments->key_file, "The log's key, kept elsewhere: no other counts")
        ->type_name("VKEY");
    command
        ->add_option("--checkpoint", arguments->checkpoint_files,
                     "A checkpoint of this log, kept elsewhere: the log goes on from it, and is no shorter")
        ->type_name("FILE");
    command->add_flag("--archive", arguments->archive, "Also against what the key service has archived of this log")
        ->excludes(exported);
    command
        ->add_flag("--registry", arguments->registry,
                   "Also against the key service's registry: every unit, its proofs, and each order's counts and quota")
        ->excludes(exported);
    command->add_flag("--continue", arguments->go_on, "Go on where a verification was stopped")->excludes(exported);
    command->footer("It reads page by page while production goes on. Examples:\n"
                    "  keyline audit verify --archive --registry\n"
                    "  keyline audit verify --checkpoint audit-2026-06/checkpoint --key line1.vkey\n"
                    "  keyline audit verify --export audit-2026-11 --key line1.vkey");
    command->callback([&line, arguments] {
        line.run = [&line, arguments](Output& out) {
            const StopSignals stop([] {});
            auto code = arguments->export_directory.empty() ? verify_station(line, *arguments, stop, out)
                                                            : verify_directory(*arguments, stop, out);
            return code ? *code : out.failure(code.error());
        };
    });
}

} // namespace keyline::app
