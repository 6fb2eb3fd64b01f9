// keyline audit export: the record, for tools that are not ours.
#include "app/cli/commands.h"
#include "app/cli/entry_filter_options.h"
#include "app/cli/progress_line.h"
#include "app/cli/stop_signals.h"
#include "db/log_export.h"

namespace keyline::app {

namespace {

struct ExportArguments {
    std::filesystem::path directory;
    std::shared_ptr<EntryFilterTexts> filter;
    bool csv = false;
};

// The export is an entry too, so it goes on record before it is made.
Status record_export(Station& station, const std::filesystem::path& directory, const db::EntryFilter& filter,
                     Output& out) {
    if (station.log().is_read_only()) {
        out.note("keyline: this copy of the audit log cannot be written: the export is not on record");
        return {};
    }
    Error::Args details{{"to", directory.filename().string()}};
    if (!filter.is_everything()) {
        details.emplace_back("only", db::text_of(filter));
    }
    auto recorded = station.record({"audit.exported", {}, {}, {}, {}, {}, std::move(details)});
    if (!recorded && kind_of(recorded.error().code) != ErrorKind::audit) {
        out.note("keyline: the newest entries are not signed yet: " + error_for_people(recorded.error()));
        return {};
    }
    return recorded;
}

Result<ExitCode> export_to(Station& station, const ExportArguments& arguments, const StopSignals& stop, Output& out) {
    auto filter = filter_of(*arguments.filter);
    auto recorded = filter ? record_export(station, arguments.directory, *filter, out) : Status(filter.failure());
    if (!recorded) {
        return recorded.failure();
    }
    ProgressLine progress("exporting", "entries");
    auto report = db::export_log(station.log(), arguments.directory,
                                 {*filter, arguments.csv ? db::Spreadsheet::yes : db::Spreadsheet::no,
                                  [&](std::uint64_t done, std::uint64_t total) {
                                      return progress.show(done, total) && !stop.token().stop_requested();
                                  }});
    progress.clear();
    if (!report) {
        return report.failure();
    }
    EventLine line{"audit.exported", {}, {}, {}, "ok"};
    line.more = {{"path", arguments.directory.string()},
                 {"entries", report->entries},
                 {"log_size", report->log_size},
                 {"checkpoint", report->checkpoint}};
    out.event(line);
    out.text("Exported " + std::to_string(report->entries) +
             (filter->is_everything() ? "" : " of " + std::to_string(report->log_size)) + " entries to " +
             arguments.directory.string() + " (entries.jsonl, leaf-hashes, checkpoint, log.vkey" +
             (arguments.csv ? ", entries.csv)." : ")."));
    return ExitCode::success;
}

} // namespace

void add_audit_export(CLI::App& audit, CommandLine& line) {
    auto arguments = std::make_shared<ExportArguments>();
    auto* command = audit.add_subcommand("export", "Write the record out, for tools that are not ours");
    command->add_option("--to", arguments->directory, "An empty or new directory")->required()->type_name("DIR");
    arguments->filter = add_entry_filter(*command);
    command->add_flag("--csv", arguments->csv, "Also entries.csv, for spreadsheets");
    command->footer(
        "Examples:\n"
        "  keyline audit export --to ./audit-2026-11\n"
        "  keyline audit export --to ./wo-0001 --order WO-0001 --csv\n"
        "  keyline audit export --to ./monday --since 2026-11-16 --until 2026-11-17 --lane 2\n\n"
        "Each line of entries.jsonl (without its newline) is a leaf of an RFC 6962 tree, leaf-hashes has the hash of\n"
        "every leaf of the whole log, 32 bytes each; checkpoint is a C2SP signed note over the tree's root, log.vkey\n"
        "the key that it verifies with (ECDSA P-256). Check it with: keyline audit verify --export DIR --key VKEY");
    command->callback([&line, arguments] {
        line.run = [&line, arguments](Output& out) {
            const StopSignals stop([] {});
            return with_record(line, out, [&](Station& station) { return export_to(station, *arguments, stop, out); });
        };
    });
}

} // namespace keyline::app
