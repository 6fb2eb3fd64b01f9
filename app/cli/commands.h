// The subcommands of `keyline`, one file each. Each adds itself to the command line, and sets what main() is to run.
#pragma once

#include "app/cli/output.h"
#include "app/station.h"

#include <CLI/CLI.hpp>
#include <functional>

namespace keyline::app {

struct CommandLine {
    CLI::App& app;
    std::filesystem::path station;
    bool json = false;
    std::function<ExitCode(Output&)> run{}; // set by the subcommand that was chosen
    std::string as{};                       // whose session
};

void add_init(CommandLine& line);
void add_order(CommandLine& line);
void add_unit(CommandLine& line);
void add_unit_list(CLI::App& unit, CommandLine& line);
void add_provision(CommandLine& line);
void add_audit(CommandLine& line);
void add_audit_verify(CLI::App& audit, CommandLine& line);
void add_audit_export(CLI::App& audit, CommandLine& line);
void add_audit_reconcile(CLI::App& audit, CommandLine& line);
void add_audit_stats(CLI::App& audit, CommandLine& line);
void add_keys(CommandLine& line);
void add_fixtures(CommandLine& line);
void add_status(CommandLine& line);
void add_login(CommandLine& line); // login, logout, whoami
void add_operator(CommandLine& line);
void add_request(CommandLine& line);
void add_table(CommandLine& line);
void add_handover(CommandLine& line);
void add_label(CommandLine& line);
void add_verify(CommandLine& line);
void add_verify_report(CommandLine& line);
void add_station_cert(CLI::App& keys, CommandLine& line);

enum class Whose { logged_in, nobody };

// Opens the station and runs `command(station)`; its failure is told by `out`. `whose` session it is done in.
ExitCode with_station(const CommandLine& line, Output& out, const std::function<Result<ExitCode>(Station&)>& command,
                      Whose whose = Whose::logged_in);
// The same for what only reads the record (Station::open_to_read).
ExitCode with_record(const CommandLine& line, Output& out, const std::function<Result<ExitCode>(Station&)>& command);

} // namespace keyline::app
