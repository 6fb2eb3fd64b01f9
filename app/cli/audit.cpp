// keyline audit: show and prove; the others are in files of their own.
#include "app/cli/commands.h"
#include "app/records.h"
#include "db/log_export.h"

namespace keyline::app {

namespace {

enum class WithRegistry { no, yes };

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

struct LifeEntry {
    Json entry;
    const char* log; // "station", "key service"
};

// Adds what one log has of a unit.
Status add_entries(const Result<std::vector<std::string>>& entries, const char* log, std::vector<LifeEntry>& life) {
    if (!entries) {
        return entries.failure();
    }
    for (const std::string& bytes : *entries) {
        Json entry = Json::parse(bytes, nullptr, false);
        if (!entry.is_object()) {
            return fail(ErrorCode::audit_unsound, {{"reason", "an entry is not JSON"}});
        }
        life.push_back({std::move(entry), log});
    }
    return {};
}

void tell_life(const SerialNumber& serial, const std::vector<LifeEntry>& life, WithRegistry with_registry,
               Output& out) {
    const Json& first = life.front().entry;
    out.text(serial.text() + ", chip " + first.value("uid", "?") +
             (first.contains("station")
                  ? ", station " + first.value("station", "") + ", operator " + first.value("operator", "?")
                  : std::string()));
    for (const LifeEntry& one : life) {
        out.event({"audit.entry", {}, serial, {}, {}, {{"log", one.log}, {"entry", one.entry}}});
        out.text((with_registry == WithRegistry::yes ? padded(one.log, 13) : "") + entry_for_people(one.entry));
    }
}

Result<ExitCode> show(Station& station, const std::string& text, WithRegistry with_registry, Output& out) {
    const auto serial = SerialNumber::parse(text);
    if (!serial) {
        return serial.failure();
    }
    std::vector<LifeEntry> life;
    auto added = add_entries(station.log().entries_about(*serial), "station", life);
    if (added && with_registry == WithRegistry::yes) {
        added = add_entries(read_unit_record(station, *serial), "key service", life);
    }
    if (!added) {
        return added.failure();
    }
    if (life.empty()) {
        return fail(ErrorCode::unit_unknown, {{"serial", serial->text()}});
    }
    // By time: the clocks of both differ by what `keyline status` shows at the most.
    std::stable_sort(life.begin(), life.end(), [](const LifeEntry& one, const LifeEntry& other) {
        return one.entry.value("time", "") < other.entry.value("time", "");
    });
    tell_life(*serial, life, with_registry, out);
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
    auto registry = std::make_shared<bool>(false);
    show_command->add_flag("--registry", *registry, "With what the key service has on record about it, by time");
    show_command->footer("Examples:\n"
                         "  keyline audit show 0001-000000000017\n"
                         "  keyline audit show 0001-000000000017 --registry");
    show_command->callback([&line, serial, registry] {
        line.run = [&line, serial, registry](Output& out) {
            return *registry
                       ? with_station(line, out,
                                      [&](Station& station) { return show(station, *serial, WithRegistry::yes, out); })
                       : with_record(line, out,
                                     [&](Station& station) { return show(station, *serial, WithRegistry::no, out); });
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
