// keyline init: an empty directory becomes a station. station.toml is written last, so an interrupted init is simply
// run again.
#include "app/cli/commands.h"
#include "app/file_lock.h"
#include "app/key_service_start.h"

namespace keyline::app {

namespace {

struct InitOptions {
    std::string name = "station-1";
    std::string environment = "development";
    std::string operator_name;
    std::vector<std::string> lanes; // NUMBER=LINK
    std::filesystem::path kg_file;
};

constexpr std::chrono::milliseconds init_ms_max{60'000};

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

Result<StationSetup> plan_station(const CommandLine& line, const InitOptions& options) {
    auto name = StationId::parse(options.name);
    if (!name) {
        return name.failure();
    }
    auto environment = Name::parse(options.environment);
    if (!environment || environment->text() != "development") {
        return fail(
            ErrorCode::usage,
            {{"reason",
              "only the environment 'development' can be made here; production needs a key service of its own"}});
    }
    std::error_code error;
    const auto directory = std::filesystem::absolute(line.station, error).lexically_normal();
    StationSetup setup{directory, *name, *environment, options.operator_name, {}, {}};
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

Status make_log(const StationSetup& setup, Clock& clock) {
    std::error_code error;
    if (std::filesystem::exists(setup.log_path(), error)) { // of an init that was interrupted
        return {};
    }
    auto log =
        db::StationAuditLog::create({setup.log_path(), setup.environment, setup.name, setup.operator_name, clock});
    if (!log) {
        return log.failure();
    }
    return {};
}

Result<ExitCode> init(const CommandLine& line, const InitOptions& options, Output& out) {
    auto setup = plan_station(line, options);
    if (!setup) {
        return setup.failure();
    }
    if (auto made = make_directories(*setup); !made) {
        return made.failure();
    }
    const auto lock = take_directory(*setup);
    if (!lock) {
        return lock.failure();
    }
    auto key_service =
        init_embedded_key_service(setup->directory / "keyd", setup->name, setup->environment, options.kg_file);
    if (!key_service) {
        return key_service.failure();
    }
    setup->key_service = std::move(*key_service);
    SystemClock clock;
    if (auto made = make_log(*setup, clock); !made) {
        return made.failure();
    }
    std::error_code error;
    const auto profile = setup->profile_path(*ProfileName::parse("demo"));
    if (!std::filesystem::exists(profile, error)) {
        if (auto written = write_file_durably(profile, demo_profile); !written) {
            return written.failure();
        }
    }
    if (auto written = write_station_setup(*setup); !written) {
        return written.failure();
    }
    auto station = Station::open(setup->directory);
    if (!station) {
        return station.failure();
    }
    if (auto recorded =
            (*station)->record({"station.created", {}, {}, {}, {}, {}, {{"environment", setup->environment.text()}}});
        !recorded) {
        return recorded.failure();
    }
    EventLine created{"station.created", {}, {}, {}, "ok"};
    created.more = {
        {"station", setup->name.text()}, {"path", setup->directory.string()}, {"environment", "development"}};
    out.event(created);
    out.text("Station " + setup->name.text() + " is ready in " + setup->directory.string() + ".");
    out.text("It is a DEVELOPMENT station: its Kg is known to everybody. Never give its locks to a customer.");
    out.text("Next: keyline --station " + setup->directory.string() +
             " order create --profile demo --first 0001-000000000001 --quota 20");
    return ExitCode::success;
}

} // namespace

void add_init(CommandLine& line) {
    auto* command =
        line.app.add_subcommand("init", "Make a station: directory, key service, audit log, a demo profile");
    auto options = std::make_shared<InitOptions>();
    command->add_option("--name", options->name, "Name of the station, in every record")->capture_default_str();
    command->add_option("--operator", options->operator_name, "Who works here, in every record");
    command->add_option("--lane", options->lanes, "A lane and its link, NUMBER=LINK; may be given again");
    command->add_option("--environment", options->environment, "Only 'development' can be made here")
        ->capture_default_str();
    command->add_option("--kg-file", options->kg_file,
                        "64 hex digits; default: the development Kg that comes with Keyline");
    command->footer("Example:\n  keyline --station ~/line1 init --name line1 --operator ann \\\n"
                    "      --lane 1=serial:///dev/ttyUSB0?baud=115200 --lane 2=unix:///run/fixture2.sock");
    command->callback([&line, options] {
        line.run = [&line, options](Output& out) {
            auto code = init(line, *options, out);
            return code ? *code : out.failure(code.error());
        };
    });
}

} // namespace keyline::app
