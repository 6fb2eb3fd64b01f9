// keyline audit: show and prove; the others are in files of their own.
#include "app/cli/commands.h"
#include "db/log_export.h"

namespace keyline::app {

namespace {

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

    add_audit_verify(*command, line);

    auto serial = std::make_shared<std::string>();
    auto* show_command = command->add_subcommand("show", "A unit's life, from the record");
    show_command->add_option("S/N", *serial, "Serial number")->required();
    show_command->callback([&line, serial] {
        line.run = [&line, serial](Output& out) {
            return with_record(line, out, [&](Station& station) { return show(station, *serial, out); });
        };
    });

    auto directory = std::make_shared<std::filesystem::path>();
    add_audit_export(*command, line);

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
    add_audit_reconcile(*command, line);
    add_audit_stats(*command, line);
}

} // namespace keyline::app
