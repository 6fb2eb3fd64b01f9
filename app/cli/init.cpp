// keyline init: an empty directory becomes a station. station.toml is written last, so an interrupted init is simply
// run again.
#include "app/cli/commands.h"
#include "app/cli/external_key_service.h"
#include "app/file_lock.h"
#include "app/key_service_start.h"
#include "db/log_import.h"

namespace keyline::app {

namespace {

struct InitOptions {
    std::string name; // empty: the certificate's, else name_default
    std::string environment;
    ExternalKeyService external; // no address: the station gets a key service of its own
    std::string operator_name;
    std::vector<std::string> lanes; // NUMBER=LINK
    std::filesystem::path kg_file;
    std::filesystem::path lost_log; // JSON Lines, as the key service has archived it
};

enum class Known { no, may_be }; // to the key service

constexpr std::chrono::milliseconds init_ms_max{60'000};
constexpr const char* name_default = "station-1";
constexpr const char* environment_default = "development";

constexpr std::string_view demo_profile =
    "# A product: what its locks have in common.\n"
    "description      = \"demonstration lock\"\n"
    "device_type      = \"0001\" # 4 hex digits; assumed big-endian in serial numbers\n"
    "table_size_bytes = 4096   # substitution table; assumed, set by the lock maker\n";

Status refuse_existing(const StationSetup& setup) {
    std::error_code error;
    return std::filesystem::exists(setup.config_path(), error)
               ? fail(ErrorCode::station_exists, {{"path", setup.directory.string()}})
               : Status();
}

Result<LaneSetup> parse_lane(const std::string& text) {
    const auto equals = text.find('=');
    const std::string digits = text.substr(0, equals);
    const bool number_ok = equals != std::string::npos && !digits.empty() && digits.size() <= 2 &&
                           digits.find_first_not_of("0123456789") == std::string::npos;
    const unsigned number = number_ok ? static_cast<unsigned>(std::stoul(digits)) : 0;
    if (number < 1 || number > StationSetup::lane_number_max) {
        return fail(ErrorCode::usage,
                    {{"reason", "--lane takes NUMBER=LINK with a number from 1 to 16, not '" + text + "'"}});
    }
    LaneSetup lane{number, text.substr(equals + 1), {}};
    auto link = fixtures::LaneLink::parse(lane.link_text, fixtures::LaneLink::default_framing(lane.link_text));
    if (!link) {
        return fail(ErrorCode::usage,
                    {{"reason", "--lane " + text + ": allowed are " + std::string(link.error().arg("allowed"))}});
    }
    lane.link = *link;
    return lane;
}

tl::unexpected<Error> usage(std::string reason) {
    return fail(ErrorCode::usage, {{"reason", std::move(reason)}});
}

// What was asked for, if anything, has to be what the certificate says.
Result<std::string> agreed(const char* option, const std::string& asked, const std::optional<std::string>& certified,
                           const char* otherwise) {
    if (certified && !asked.empty() && asked != *certified) {
        return usage(std::string(option) + " " + asked + ": the certificate says " + *certified);
    }
    return !asked.empty() ? asked : certified.value_or(otherwise);
}

Result<StationSetup> plan_station(const CommandLine& line, const InitOptions& options) {
    const auto certified = options.external.names();
    if (!certified) {
        return certified.failure();
    }
    using Text = std::optional<std::string>;
    auto name_text =
        agreed("--name", options.name, *certified ? Text((*certified)->station.text()) : Text(), name_default);
    auto environment_text = agreed("--environment", options.environment,
                                   *certified ? Text((*certified)->environment.text()) : Text(), environment_default);
    if (!name_text || !environment_text) {
        return name_text ? environment_text.failure() : name_text.failure();
    }
    auto name = StationId::parse(*name_text);
    if (!name) {
        return name.failure();
    }
    auto environment = Name::parse(*environment_text);
    if (!environment || (*environment_text != "development" && *environment_text != "production")) {
        return usage("--environment is development or production");
    }
    auto key_service = options.external.check(*environment);
    if (!key_service) {
        return key_service.failure();
    }
    if (options.external.addresses.empty() && *environment_text != "development") {
        return usage("a key service that init makes is for development; production has one already: --key-service");
    }
    if (options.external.addresses.empty() && !options.lost_log.empty()) {
        return usage("--log is for a station whose key service is elsewhere, and has its log: --key-service");
    }
    if (!options.external.addresses.empty() && !options.kg_file.empty()) {
        return usage("--kg-file is for a key service that init makes");
    }
    std::error_code error;
    const auto directory = std::filesystem::absolute(line.station, error).lexically_normal();
    StationSetup setup{directory, *name, *environment, options.operator_name, *std::move(key_service), {}};
    for (const std::string& text : options.lanes) {
        auto lane = parse_lane(text);
        if (!lane) {
            return lane.failure();
        }
        for (const LaneSetup& other : setup.lanes) {
            if (other.number == lane->number || other.link.path == lane->link.path) {
                return fail(ErrorCode::usage, {{"reason", "--lane " + text + ": lane " + std::to_string(other.number) +
                                                              " has that number or that port already"}});
            }
        }
        setup.lanes.push_back(std::move(*lane));
    }
    if (auto fresh = refuse_existing(setup); !fresh) {
        return fresh.failure();
    }
    return setup;
}

Status make_directories(const StationSetup& setup) {
    for (const auto& path : {setup.directory, setup.directory / "profiles", setup.run_directory()}) {
        std::error_code error;
        std::filesystem::create_directories(path, error);
        if (error) {
            return fail(ErrorCode::station_unwritable, {{"path", path.string()}}, error.message());
        }
    }
    return {};
}

// One init at a time: whoever comes second waits, and finds the station made, or goes on where the first has ended.
Result<FileLock> take_directory(const StationSetup& setup) {
    auto lock = FileLock::take(setup.run_directory() / "init.lock", init_ms_max);
    if (!lock) {
        return lock.failure();
    }
    if (!*lock) {
        return fail(ErrorCode::file_io,
                    {{"path", setup.directory.string()}, {"reason", "another init has been working there for 60 s"}});
    }
    if (auto fresh = refuse_existing(setup); !fresh) {
        return fresh.failure();
    }
    return std::move(**lock);
}

// What an init that was cut off has left of a log that it was making.
void remove_unfinished_logs(const StationSetup& setup) {
    const std::string unfinished = setup.log_path().filename().string() + ".new";
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(setup.directory, error)) {
        if (entry.path().filename().string().starts_with(unfinished)) {
            std::filesystem::remove(entry.path(), error);
        }
    }
}

// With its first entry, before station.toml makes a station of the directory.
Status make_log(const StationSetup& setup, Clock& clock) {
    remove_unfinished_logs(setup);
    const db::StationLogOptions options{setup.log_path(), setup.environment, setup.name, setup.operator_name, clock};
    std::error_code error;
    auto log = std::filesystem::exists(setup.log_path(), error) // of an init that was interrupted
                   ? db::StationAuditLog::open(options)
                   : db::StationAuditLog::create(options);
    const auto size = log ? (*log)->size() : Result<std::uint64_t>(log.failure());
    if (!size) {
        return size.failure();
    }
    if (*size > 0) {
        return {};
    }
    const auto recorded =
        (*log)->append({"station.created", {}, {}, {}, {}, {}, {{"environment", setup.environment.text()}}});
    return recorded ? Status() : Status(recorded.failure());
}

// The archive's entries as the log of this station: whole under its name, or not there. A log that is there may hold
// what was never archived: it is not touched.
Status take_back_log(const StationSetup& setup, const std::filesystem::path& lost_log, Clock& clock) {
    std::error_code error;
    if (std::filesystem::exists(setup.log_path(), error)) {
        return fail(ErrorCode::file_io, {{"path", setup.log_path().string()},
                                         {"reason", "there is a log already; move it away, and keep it"}});
    }
    remove_unfinished_logs(setup);
    auto keys = connect_key_service(setup.key_service);
    const auto info = keys ? (*keys)->info() : Result<KeyServiceInfo>(keys.failure());
    const auto archived = info ? (*keys)->archive(0, {}) : Result<std::string>(info.failure());
    if (!archived) {
        return archived.failure();
    }
    const std::filesystem::path unfinished = setup.log_path().string() + ".new-of-archive";
    auto log = db::StationAuditLog::create({unfinished, setup.environment, setup.name, setup.operator_name, clock});
    if (!log) {
        return log.failure();
    }
    Status imported = db::import_log(**log, lost_log, info->log_vkey, *archived);
    log->reset(); // closed before it gets its name
    if (imported) {
        std::filesystem::rename(unfinished, setup.log_path(), error);
        imported =
            error
                ? Status(fail(ErrorCode::file_io,
                              {{"path", setup.log_path().string()}, {"reason", "cannot be written"}}, error.message()))
                : Status();
    }
    remove_unfinished_logs(setup);
    return imported;
}

// The demonstration's, where there are demonstration locks.
Status write_profile(const StationSetup& setup) {
    std::error_code error;
    const auto profile = setup.profile_path(*ProfileName::parse("demo"));
    return setup.environment.text() != "development" || std::filesystem::exists(profile, error)
               ? Status()
               : write_file_durably(profile, demo_profile);
}

Status reach_key_service(const StationSetup& setup, Known known) {
    auto service = connect_key_service(setup.key_service);
    auto info = service ? (*service)->info() : Result<KeyServiceInfo>(service.failure());
    if (!info) {
        return info.failure();
    }
    if (info->station != setup.name || info->environment != setup.environment.text()) {
        return fail(ErrorCode::caller_not_allowed,
                    {{"station", setup.name.text()},
                     {"reason", "the key service takes us for " + info->station.text() + " in " + info->environment}});
    }
    // What it has archived of this name would never go on from a new log.
    const auto archived = (*service)->archive(0, {});
    if (archived) {
        return known == Known::may_be ? Status()
                                      : Status(fail(ErrorCode::station_known, {{"station", setup.name.text()}}));
    }
    return archived.error().code == ErrorCode::audit_unsound ? Status() : Status(archived.failure());
}

void tell(const StationSetup& setup, const Status& reached, Output& out) {
    EventLine created{"station.created", {}, {}, {}, "ok"};
    created.more = {{"station", setup.name.text()},
                    {"path", setup.directory.string()},
                    {"environment", setup.environment.text()},
                    {"key_service", reached ? "ok" : text_of(reached.error().code)}};
    out.event(created);
    const std::string keyline = "keyline --station " + setup.directory.string();
    out.text("Station " + setup.name.text() + " is ready in " + setup.directory.string() + ".");
    if (setup.environment.text() == "development") {
        out.text("It is a DEVELOPMENT station: its Kg is known to everybody. Never give its locks to a customer.");
    }
    if (!reached) {
        out.text("Its key service does not answer yet:\n" + error_for_people(reached.error()));
        out.text("Next: " + keyline + " status");
    } else if (setup.key_service.mode == KeyServiceSetup::Mode::external) {
        out.text("Next: " + keyline + " status, and profiles/NAME.toml for each product");
    } else {
        out.text("Next: " + keyline + " order create --profile demo --first 0001-000000000001 --quota 20");
    }
}

Result<ExitCode> init(const CommandLine& line, const InitOptions& options, Output& out) {
    auto setup = plan_station(line, options);
    if (!setup) {
        return setup.failure();
    }
    const bool is_external = setup->key_service.mode == KeyServiceSetup::Mode::external;
    Status reached;
    if (is_external) { // before anything is made
        const bool goes_on = !options.lost_log.empty();
        reached = reach_key_service(*setup, goes_on ? Known::may_be : Known::no);
        if (!reached && (goes_on || reached.error().code != ErrorCode::key_service_unavailable)) {
            return reached.failure();
        }
    }
    if (auto made = make_directories(*setup); !made) {
        return made.failure();
    }
    const auto lock = take_directory(*setup);
    if (!lock) {
        return lock.failure();
    }
    if (!is_external) {
        auto key_service =
            init_embedded_key_service(setup->directory / "keyd", setup->name, setup->environment, options.kg_file);
        if (!key_service) {
            return key_service.failure();
        }
        setup->key_service = std::move(*key_service);
    }
    SystemClock clock;
    const Status logged =
        options.lost_log.empty() ? make_log(*setup, clock) : take_back_log(*setup, options.lost_log, clock);
    if (!logged) {
        return logged.failure();
    }
    if (auto written = write_profile(*setup); !written) {
        return written.failure();
    }
    if (auto written = write_station_setup(*setup); !written) {
        return written.failure();
    }
    auto station = Station::open(setup->directory);
    if (!station) {
        return station.failure();
    }
    if (auto delivered = reached ? (*station)->deliver() : Status(); !delivered) {
        return delivered.failure();
    }
    tell(*setup, reached, out);
    return ExitCode::success;
}

} // namespace

void add_init(CommandLine& line) {
    auto* command =
        line.app.add_subcommand("init", "Make a station: directory, key service, audit log, a demo profile");
    auto options = std::make_shared<InitOptions>();
    command->add_option("--name", options->name,
                        std::string("Name of the station, in every record; default: as its certificate says, else ") +
                            name_default);
    command->add_option("--operator", options->operator_name, "Who works here, in every record");
    command->add_option("--lane", options->lanes, "A lane and its link, NUMBER=LINK; may be given again");
    command->add_option("--environment", options->environment,
                        "development or production; default: as its certificate says, else development");
    command->add_option("--kg-file", options->kg_file,
                        "64 hex digits; default: the development Kg that comes with Keyline");
    command
        ->add_option("--log", options->lost_log,
                     "Go on as a station whose disk is lost: its log, of keyline-keyd log --station NAME")
        ->type_name("FILE");
    options->external.add_options(*command);
    command->footer("Without --key-service it gets a development key service of its own.\n\nExamples:\n"
                    "  keyline --station ~/line1 init --name line1 --operator ann \\\n"
                    "      --lane 1=serial:///dev/ttyUSB0?baud=115200 --lane 2=unix:///run/fixture2.sock\n"
                    "  keyline --station ~/line1 init --key-service dns:keyd-a.factory:7443 \\\n"
                    "      --key-service dns:keyd-b.factory:7443 --certificate tls/station-line1.crt \\\n"
                    "      --key tls/station-line1.key --ca tls/ca.crt --pin sha256:4f... --pin sha256:9a...");
    command->callback([&line, options] {
        line.run = [&line, options](Output& out) {
            auto code = init(line, *options, out);
            return code ? *code : out.failure(code.error());
        };
    });
}

} // namespace keyline::app
