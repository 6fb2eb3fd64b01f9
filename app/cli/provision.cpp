// keyline provision: lanes at work on an order, unattended, restartable.
#include "app/cli/commands.h"
#include "app/cli/lane_list.h"
#include "app/cli/run_view.h"
#include "app/cli/serial_input.h"
#include "app/cli/stop_signals.h"
#include "app/frame_log.h"
#include "app/recorded_run.h"
#include "app/station_profile.h"

#include <atomic>
#include <unistd.h>

namespace keyline::app {

namespace {

constexpr unsigned wait_s_default = 60; // of a run that is to end by itself

struct ProvisionOptions {
    std::string order;
    std::vector<unsigned> lanes;
    std::uint64_t count = 0; // 0: as many as the order allows
    std::string serials;     // FILE, "-" for stdin
    std::optional<unsigned> wait_s;
    std::string trace; // FILE; empty: none
};

// A file is checked whole before anything is begun.
Result<std::vector<SerialNumber>> read_serials(const std::string& path, RunView& view) {
    auto file = read_serial_file(path);
    if (!file) {
        return file.failure();
    }
    for (const Error& error : file->errors) {
        view.on_bad_scan(error);
    }
    if (!file->errors.empty()) {
        return tl::unexpected<Error>(file->errors.front());
    }
    return std::move(file->serials);
}

class Provisioning {
  public:
    Provisioning(const ProvisionOptions& options, RunView& view, const std::stop_token& stop)
        : options_(options), view_(view), stop_(stop) {}

    Result<ExitCode> run(Station& station) {
        auto run = prepare(station);
        if (!run) {
            return run.failure();
        }
        if (auto recorded = run_on_record(station, *order_, [&] { return summary_ = work(**run); }); !recorded) {
            return recorded.failure();
        }
        std::set<ExitCode> codes = (*run)->exit_codes();
        if (bad_scans_) {
            codes.insert(ExitCode::input);
        }
        if (stop_.stop_requested()) {
            codes.insert(ExitCode::stopped);
        }
        const bool nothing_allowed = codes.empty() && summary_.passed == 0 && nothing_remained_;
        if (nothing_allowed) {
            return used_up(station);
        }
        return most_serious(codes);
    }
    const RunSummary& summary() const { return summary_; }

  private:
    Result<std::unique_ptr<ProductionRun>> prepare(Station& station) {
        auto order = OrderId::parse(options_.order);
        if (!order) {
            return order.failure();
        }
        order_ = *order;
        auto lanes = select_lanes(station.setup(), options_.lanes);
        if (!lanes) {
            return lanes.failure();
        }
        if (!options_.serials.empty() && options_.serials != "-") {
            auto serials = read_serials(options_.serials, view_);
            if (!serials) {
                return serials.failure();
            }
            serials_ = std::move(*serials);
        }
        const bool ends_by_itself = options_.count != 0 || !options_.serials.empty();
        RunOptions run{*order_, std::move(*lanes), {}};
        if (!options_.trace.empty()) {
            auto created = FrameLog::create(options_.trace);
            if (!created) {
                return created.failure();
            }
            frames_ = std::move(*created);
            run.tap = [this](unsigned lane) { return &frames_->tap(lane); };
        }
        if (options_.wait_s || ends_by_itself) {
            const unsigned wait_s = options_.wait_s.value_or(wait_s_default);
            run.unit_wait_max = wait_s == 0 ? std::nullopt : std::optional(std::chrono::milliseconds(wait_s * 1000));
        }
        auto created = ProductionRun::create(station, run, view_);
        if (!created || !options_.serials.empty()) {
            return created;
        }
        const ProfileName& product = (*created)->order().profile.name;
        auto by_itself = starts_by_itself(station.setup(), product);
        if (!by_itself) {
            return by_itself.failure();
        }
        return *by_itself ? std::move(created)
                          : Result<std::unique_ptr<ProductionRun>>(
                                fail(ErrorCode::scan_needed, {{"profile", product.text()}}));
    }

    RunSummary work(ProductionRun& run) {
        if (options_.serials.empty()) {
            nothing_remained_ = run.remaining() == 0;
            const auto allowed = run.remaining();
            if (options_.count > allowed) {
                view_.on_fewer_allowed(allowed);
            }
            CountedWork counted(options_.count == 0 ? allowed : std::min(options_.count, allowed));
            return run.run(counted, stop_);
        }
        ScannedWork scanned;
        std::jthread reader([&](const std::stop_token& done) { feed(scanned, done); });
        return run.run(scanned, stop_);
    }

    void feed(ScannedWork& scanned, const std::stop_token& done) {
        const auto push = [&](const Result<SerialNumber>& serial) {
            if (serial) {
                scanned.push(*serial, done);
            } else {
                bad_scans_ = true;
                view_.on_bad_scan(serial.error());
            }
        };
        if (options_.serials == "-") {
            read_serial_stream(STDIN_FILENO, done, push);
        } else {
            for (const SerialNumber& serial : serials_) {
                push(serial);
            }
        }
        scanned.close();
    }

    Result<ExitCode> used_up(Station& station) {
        auto keys = station.keys();
        auto order = keys ? (*keys)->order(*order_) : Result<WorkOrder>(keys.failure());
        if (!order) {
            return order.failure();
        }
        return fail(ErrorCode::order_used_up, {{"order", order->id.text()},
                                               {"quota", std::to_string(order->quota)},
                                               {"passed", std::to_string(order->counts.passed)},
                                               {"outstanding", std::to_string(order->counts.outstanding)},
                                               {"quarantined", std::to_string(order->counts.quarantined)}});
    }

    const ProvisionOptions& options_;
    RunView& view_;
    std::stop_token stop_;
    std::optional<OrderId> order_;
    std::unique_ptr<FrameLog> frames_; // outlives the run
    std::vector<SerialNumber> serials_;
    std::atomic<bool> bad_scans_ = false;
    bool nothing_remained_ = false;
    RunSummary summary_;
};

ExitCode provision(const CommandLine& line, const ProvisionOptions& options, Output& out) {
    RunView view(out);
    const StopSignals signals([&view] { view.on_stopping(); });
    Provisioning provisioning(options, view, signals.token());
    const ExitCode code = with_station(line, out, [&](Station& station) { return provisioning.run(station); });
    view.on_ended(provisioning.summary());
    return code;
}

} // namespace

void add_provision(CommandLine& line) {
    auto* command = line.app.add_subcommand("provision", "Provision locks: as many as the order allows, on all lanes");
    auto options = std::make_shared<ProvisionOptions>();
    command->add_option("--order", options->order, "The order, as WO-0001")->required();
    add_lanes_option(*command, options->lanes, "Only these, as 1,3; default: all");
    auto* count = command
                      ->add_option("--count", options->count,
                                   "End after so many new units; default: when the order is used up. Units that were "
                                   "interrupted come on top")
                      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{10'000'000}));
    command
        ->add_option("--serials", options->serials,
                     "Serial numbers to use, one a line; - reads stdin, as a scanner sends them")
        ->excludes(count);
    command->add_option(
        "--wait", options->wait_s,
        "Seconds to wait for a unit, or for a port that has failed, 0: for ever; default: 60 with "
        "--count or --serials, else for ever while there is work, and 60 for a failed port's last unit");
    command->add_option("--trace", options->trace,
                        "Writes the frames to a new file, without secrets: keyline fixtures trace FILE --follow");
    command->footer("A unit that was interrupted goes on when it is in a fixture again, on any lane.\n"
                    "SIGINT or SIGTERM: units in work are finished, then it ends (130).\n\n"
                    "Examples:\n  keyline provision --order WO-0001\n"
                    "  keyline provision --order WO-0001 --lanes 1,3 --count 20 --json\n"
                    "  scanner | keyline provision --order WO-0001 --serials -");
    command->callback(
        [&line, options] { line.run = [&line, options](Output& out) { return provision(line, *options, out); }; });
}

} // namespace keyline::app
