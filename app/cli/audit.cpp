// keyline audit verify, show, export, prove.
#include "app/cli/commands.h"
#include "app/cli/progress_line.h"
#include "db/checkpoint.h"
#include "db/log_export.h"
#include "db/log_verify.h"
#include "provisioning/unit_event.h"

namespace keyline::app {

namespace {

Result<ExitCode> verify(const StationSetup& setup, Output& out) {
    ProgressLine progress("verifying", "entries");
    auto report =
        db::verify_station_log(setup.log_path(), setup.environment, setup.name,
                               [&](std::uint64_t done, std::uint64_t total) { return progress.show(done, total); });
    progress.clear();
    if (!report) {
        return report.failure();
    }
    EventLine line{"audit.verified", {}, {}, {}, "ok"};
    line.more = {{"origin", report->origin},
                 {"entries", report->entries},
                 {"root", to_hex(report->root)},
                 {"checkpoint_size", report->checkpoint_size},
                 {"checkpoint", report->checkpoint ? Json(*report->checkpoint) : Json()}};
    for (const auto& [end, count] : report->units) {
        line.more["units"][std::string(text_of(end))] = count;
    }
    out.event(line);
    out.text("The audit log is sound: " + std::to_string(report->entries) + " entries, root " +
             db::to_base64(report->root));
    out.text("  signed checkpoint over " + std::to_string(report->checkpoint_size) + " entries" +
             (report->checkpoint_size < report->entries ? "; the rest is not archived yet" : ""));
    for (const auto& [end, count] : report->units) {
        out.text("  " + std::string(is_end(end) ? "" : "outstanding after ") + std::string(text_of(end)) + ": " +
                 std::to_string(count));
    }
    return ExitCode::success;
}

std::string entry_for_people(const Json& entry) {
    const auto text = [&](const char* key) { return entry.value(key, std::string()); };
    std::string line = text("time") + "  " + text("event");
    line.resize(std::max<std::size_t>(line.size(), 44), ' ');
    if (entry.contains("lane")) {
        line += " lane " + entry["lane"].dump();
    }
    if (entry.contains("order")) {
        line += " " + text("order");
    }
    if (entry.contains("details")) {
        for (const auto& [name, value] : entry["details"].items()) {
            line += " " + name + "=" + (value.is_string() ? value.get<std::string>() : value.dump());
        }
    }
    return line + "  #" + (entry.contains("seq") ? entry["seq"].dump() : "?");
}

Result<ExitCode> show(Station& station, const std::string& text, Output& out) {
    auto serial = SerialNumber::parse(text);
    if (!serial) {
        return serial.failure();
    }
    auto entries = station.log().entries_about(*serial);
    if (!entries) {
        return entries.failure();
    }
    if (entries->empty()) {
        return fail(ErrorCode::unit_unknown, {{"serial", serial->text()}});
    }
    for (const std::string& bytes : *entries) {
        const Json entry = Json::parse(bytes, nullptr, false);
        if (entry.is_discarded()) {
            return fail(ErrorCode::audit_unsound, {{"reason", "an entry is not JSON"}});
        }
        if (bytes == entries->front()) {
            out.text(serial->text() + ", chip " + entry.value("uid", "?") + ", station " + entry.value("station", "?") +
                     ", operator " + entry.value("operator", "?"));
        }
        out.event({"audit.entry", {}, *serial, {}, {}, {{"entry", entry}}});
        out.text(entry_for_people(entry));
    }
    return ExitCode::success;
}

// The export is an entry too, so it goes on record before it is made.
Status record_export(Station& station, const std::filesystem::path& directory, Output& out) {
    if (station.log().is_read_only()) {
        out.note("keyline: this copy of the audit log cannot be written: the export is not on record");
        return {};
    }
    auto recorded = station.record({"audit.exported", {}, {}, {}, {}, {}, {{"to", directory.filename().string()}}});
    if (!recorded && kind_of(recorded.error().code) != ErrorKind::audit) {
        out.note("keyline: the newest entries are not signed yet: " + error_for_people(recorded.error()));
        return {};
    }
    return recorded;
}

Result<ExitCode> export_to(Station& station, const std::filesystem::path& directory, Output& out) {
    if (auto recorded = record_export(station, directory, out); !recorded) {
        return recorded.failure();
    }
    ProgressLine progress("exporting", "entries");
    auto report = db::export_log(station.log(), directory,
                                 [&](std::uint64_t done, std::uint64_t total) { return progress.show(done, total); });
    progress.clear();
    if (!report) {
        return report.failure();
    }
    EventLine line{"audit.exported", {}, {}, {}, "ok"};
    line.more = {{"path", directory.string()}, {"entries", report->entries}, {"checkpoint", report->checkpoint}};
    out.event(line);
    out.text("Exported " + std::to_string(report->entries) + " entries to " + directory.string() +
             " (entries.jsonl, checkpoint, log.vkey).");
    return ExitCode::success;
}

Result<ExitCode> prove(Station& station, const std::string& text, const std::filesystem::path& directory, Output& out) {
    auto serial = SerialNumber::parse(text);
    if (!serial) {
        return serial.failure();
    }
    auto report = db::export_proof(station.log(), *serial, directory);
    if (!report) {
        return report.failure();
    }
    EventLine line{"audit.proved", {}, *serial, {}, "ok"};
    line.more = {{"path", directory.string()},
                 {"entry", Json::parse(report->entry, nullptr, false)},
                 {"index", report->index},
                 {"checkpoint_size", report->checkpoint_size}};
    out.event(line);
    out.text("Entry " + std::to_string(report->index) + " is one of the " + std::to_string(report->checkpoint_size) +
             " that were signed; its proof is in " + directory.string() + " (entry.json, entry.tlog-proof, log.vkey).");
    return ExitCode::success;
}

} // namespace

void add_audit(CommandLine& line) {
    auto* command = line.app.add_subcommand("audit", "The station's record: verify it, look a unit up, hand it out");
    command->require_subcommand(1);

    auto* verify_command =
        command->add_subcommand("verify", "Check every entry, the tree, the units' records and the signature");
    verify_command->callback([&line] {
        line.run = [&line](Output& out) {
            auto setup = read_station_setup(line.station); // the log is opened by who looks at all of it
            auto code = setup ? verify(*setup, out) : Result<ExitCode>(setup.failure());
            return code ? *code : out.failure(code.error());
        };
    });

    auto serial = std::make_shared<std::string>();
    auto* show_command = command->add_subcommand("show", "A unit's life, from the record");
    show_command->add_option("S/N", *serial, "Serial number")->required();
    show_command->callback([&line, serial] {
        line.run = [&line, serial](Output& out) {
            return with_record(line, out, [&](Station& station) { return show(station, *serial, out); });
        };
    });

    auto directory = std::make_shared<std::filesystem::path>();
    auto* export_command =
        command->add_subcommand("export", "Write entries.jsonl, checkpoint and log.vkey, for tools that are not ours");
    export_command->add_option("--to", *directory, "An empty or new directory")->required();
    export_command->footer(
        "Example:\n  keyline audit export --to ./audit-2026-11\n\n"
        "Each line of entries.jsonl (without its newline) is a leaf of an RFC 6962 tree; checkpoint is a\n"
        "C2SP signed note over its root, log.vkey the key that it verifies with (ECDSA P-256).");
    export_command->callback([&line, directory] {
        line.run = [&line, directory](Output& out) {
            return with_record(line, out, [&](Station& station) { return export_to(station, *directory, out); });
        };
    });

    auto* prove_command =
        command->add_subcommand("prove", "The proof that a unit's end is in what was signed, for whoever has the unit");
    prove_command->add_option("S/N", *serial, "Serial number")->required();
    prove_command->add_option("--to", *directory, "An empty or new directory")->required();
    prove_command->footer("Example:\n  keyline audit prove 0001-000000000001 --to ./proof-of-1\n\n"
                          "entry.json is the entry's exact bytes, entry.tlog-proof a C2SP tlog-proof with the signed\n"
                          "checkpoint, log.vkey the key that it verifies with.");
    prove_command->callback([&line, serial, directory] {
        line.run = [&line, serial, directory](Output& out) {
            return with_record(line, out, [&](Station& station) { return prove(station, *serial, *directory, out); });
        };
    });
    add_audit_stats(*command, line);
}

} // namespace keyline::app
