// keyline: every capability of the station, one subcommand each. It parses, wires, calls and prints; what decides is
// elsewhere.
#include "app/cli/commands.h"
#include "app/harden_process.h"

#include <csignal>
#include <cstdlib>

namespace keyline::app {

namespace {

constexpr const char* footer = R"(Examples:
  keyline --station ~/line1 init --lane 1=serial:///dev/ttyUSB0?baud=115200
  keyline --station ~/line1 order create --profile demo --first 0001-000000000001 --quota 20
  keyline --station ~/line1 provision --order WO-0001
  keyline --station ~/line1 audit verify
  keyline --station ~/line1 login
  keyline --station ~/line1 request approve 7

Exit codes: 0 all passed or verified, 1 a unit failed, 2 usage, 3 configuration or input invalid, 4 units in
quarantine, 5 key service or HSM unavailable, 6 fixture unavailable, 7 audit log unavailable or unsound,
8 refused (quota, order, permission), 130 stopped by a person, safely.)";

std::filesystem::path default_station() {
    if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data == '/') {
        return std::filesystem::path(data) / "keyline";
    }
    const char* home = std::getenv("HOME");
    return std::filesystem::path(home != nullptr ? home : "/var/lib") / ".local/share/keyline";
}

Error usage_error(std::string reason) {
    if (!reason.empty() && reason.back() == '.') {
        reason.pop_back();
    }
    return Error{ErrorCode::usage, {{"reason", std::move(reason)}}, {}, {}};
}

// A script's unset variable must not mean "all". What stands before the empty argument.
std::optional<std::string> find_empty(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (argument.empty()) {
            return argv[i - 1];
        }
        if (argument.starts_with("--") && argument.ends_with('=')) {
            return std::string(argument);
        }
    }
    return std::nullopt;
}

int run(int argc, char** argv) {
    CLI::App app("Provisions electronic locks: keys, tokens, tables, proofs and the record of it all.", "keyline");
    CommandLine line{app, default_station()};
    app.set_version_flag("--version", std::string("keyline ") + KEYLINE_VERSION);
    app.add_option("--station", line.station, "The station's directory")->capture_default_str()->type_name("DIR");
    app.add_flag("--json", line.json, "JSON Lines on stdout, one object an event");
    app.add_option("--as", line.as, "Whose session, when several people are logged in at this station")
        ->type_name("NAME");
    app.require_subcommand(0, 1);
    app.fallthrough();
    app.allow_extras(); // told by name below
    for (const auto add :
         {add_init, add_order, add_unit, add_provision, add_audit, add_fixtures, add_keys, add_status, add_login,
          add_operator, add_request, add_table, add_handover, add_label, add_verify, add_verify_report}) {
        add(line);
    }
    app.footer(footer); // after the subcommands, which would take it over
    if (const auto empty = find_empty(argc, argv)) {
        return static_cast<int>(Output(false).failure(usage_error("there is nothing after '" + *empty + "'")));
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& help) {
        return app.exit(help);
    } catch (const CLI::ParseError& error) {
        return static_cast<int>(Output(line.json).failure(usage_error(error.what())));
    }
    Output out(line.json);
    if (const auto unknown = app.remaining(true); !unknown.empty() && !app.got_subcommand("keys")) {
        return static_cast<int>(out.failure(usage_error("'" + unknown.front() + "' is not known here")));
    }
    if (!line.run) {
        return static_cast<int>(out.failure(usage_error("A command is missing: init, order, provision, audit, ...")));
    }
    ExitCode code = line.run(out);
    if (out.is_incomplete()) {
        const Error lost{ErrorCode::file_io, {{"path", "stdout"}, {"reason", "cannot be written"}}, {}, {}};
        code = most_serious({code, out.failure(lost)});
    }
    return static_cast<int>(code);
}

} // namespace

namespace {

ExitCode with_opened(Result<std::unique_ptr<Station>> station, Output& out,
                     const std::function<Result<ExitCode>(Station&)>& command) {
    if (!station) {
        return out.failure(station.error());
    }
    auto code = command(**station);
    if (!code && code.error().code == ErrorCode::session_ended) {
        (*station)->sessions().remove((*station)->logged_in()); // it is worth nothing any more
    }
    return code ? *code : out.failure(code.error());
}

} // namespace

ExitCode with_station(const CommandLine& line, Output& out, const std::function<Result<ExitCode>(Station&)>& command,
                      Whose whose) {
    const auto as = whose == Whose::logged_in ? std::optional(line.as) : std::nullopt;
    return with_opened(Station::open(line.station, as), out, command);
}

ExitCode with_record(const CommandLine& line, Output& out, const std::function<Result<ExitCode>(Station&)>& command) {
    return with_opened(Station::open_to_read(line.station), out, command);
}

} // namespace keyline::app

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    keyline::app::harden_process();
    try {
        return keyline::app::run(argc, argv);
    } catch (const std::exception& error) { // a library's; none of ours throws
        keyline::app::Output(false).note(std::string("keyline: unexpected: ") + error.what());
        return static_cast<int>(keyline::app::ExitCode::key_service);
    }
}
