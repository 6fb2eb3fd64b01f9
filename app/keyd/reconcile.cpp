#include "app/keyd/reconcile.h"

#include "app/keyd/serve.h"
#include "app/system_ports.h"
#include "db/reconcile.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <pwd.h>
#include <unistd.h>

namespace keyline::app {

namespace {

constexpr std::size_t copy_name_size_bytes = 16;

constexpr const char* footer =
    R"(A registry that was put back from a backup lacks what was issued since: keyd issues nothing ("registry.not_reconciled")
until this has brought it back from [escrow] copy in keyd.toml and from the stations' archived logs. Stop the key
service first. Each unit that differs is named on stdout and in keyd's own log:
  brought back  the registry lacked it; it is open again, with its key
  ended         it has the end now that its station's log tells; of a pass, the proofs too: that is on record
  replaced      re-keyed or scrapped since the backup: another claim has its number or chip
  conflict      two keys for one number or chip: the unit is held in quarantine until a person decides
  lost          a station has it, and no copy its key: nothing is issued until it is scrapped (--scrap-lost)
An order that is younger than the backup is to be made again first, with its old id. Ends come from what the stations have
archived: one that has not delivered since the restore does so with its next unit, and another reconcile takes its ends.

Examples:
  keyline-keyd reconcile --config /etc/keyline/keyd.toml --reason 'disk replaced, backup of 06:00'
  keyline-keyd reconcile --config /etc/keyline/keyd.toml --new-copy
  keyline-keyd reconcile --config /etc/keyline/keyd.toml --copy /mnt/keyd-b/escrow.log

Exit codes: 0 reconciled, 2 usage, 3 configuration or input invalid, 5 registry, archive or a copy cannot be used, or
keys are lost, 8 an order has to be made again first.)";

struct ReconcileArguments {
    std::filesystem::path config;
    std::vector<std::filesystem::path> other_copies;
    std::string reason;
    bool new_copy = false;
    bool scrap_lost = false;
};

// The account that runs this: who it was is on record.
std::string account() {
    const passwd* user = getpwuid(getuid());
    return user != nullptr ? user->pw_name : std::to_string(getuid());
}

Result<std::string> new_copy_name() {
    ByteArray<copy_name_size_bytes> bytes{};
    auto filled = SystemRandom().fill(bytes);
    return filled ? Result<std::string>(to_hex(bytes)) : filled.failure();
}

void tell(db::UnitFinding finding, const Claim& claim) {
    std::printf("%-13s %s  %s  station %s  claim %s  %s\n", std::string(text_of(finding)).c_str(),
                claim.serial.text().c_str(), claim.order.text().c_str(), claim.station.text().c_str(),
                claim.id.text().c_str(), std::string(text_of(claim.state)).c_str());
}

Result<ExitCode> run(const ReconcileArguments& arguments) {
    auto config = read_keyd_config(arguments.config);
    if (!config) {
        return config.failure();
    }
    if (!config->escrow_copy) {
        return fail(ErrorCode::config_invalid,
                    {{"path", arguments.config.string()},
                     {"key", "escrow.copy"},
                     {"reason", "is not set: [escrow] copy = \"/other/disk/escrow.log\" names the second place"}});
    }
    std::error_code error;
    if (arguments.new_copy && std::filesystem::exists(*config->escrow_copy, error)) {
        return fail(ErrorCode::file_io, {{"path", config->escrow_copy->string()},
                                         {"reason", "is there already: reconcile without --new-copy goes on with it; "
                                                    "put it aside, and keep it, when it is damaged"}});
    }
    auto lock = take_directory(*config);
    if (!lock) {
        return lock.failure();
    }
    auto name = arguments.new_copy ? new_copy_name() : Result<std::string>(std::string());
    if (!name) {
        return name.failure();
    }
    SystemClock clock;
    const auto done = db::reconcile(
        {config->registry, config->archive, config->environment, clock, *config->escrow_copy, *name,
         arguments.other_copies,
         arguments.scrap_lost ? db::ReconcileOptions::Lost::scrapped : db::ReconcileOptions::Lost::refused, account(),
         arguments.reason, tell});
    lock->note({});
    if (!done) {
        return done.failure();
    }
    const auto number = [](const char* what, std::uint64_t count) {
        std::printf("%-13s %llu\n", what, static_cast<unsigned long long>(count));
    };
    number("in the copy", done->copied + done->added);
    number("added to it", done->added);
    number("brought back", done->brought_back);
    number("ended", done->ended);
    number("replaced", done->replaced);
    number("conflicts", done->conflicts);
    number("lost", done->lost);
    std::printf("reconciled    the key service issues again\n");
    if (done->brought_back > done->ended) {
        std::printf(
            "next          some that came back are open still: once their stations have delivered their logs (each\n"
            "              does with its next unit), stop the key service and reconcile again: it takes their ends\n");
    }
    return ExitCode::success;
}

} // namespace

void add_reconcile(CLI::App& app, std::function<Result<ExitCode>()>& run_chosen) {
    auto* command = app.add_subcommand(
        "reconcile", "Bring back what a registry from an older backup lacks; make the escrow copy complete");
    command->footer(footer);
    auto arguments = std::make_shared<ReconcileArguments>();
    command->add_option("--config", arguments->config, "keyd.toml")->required();
    command->add_flag("--new-copy", arguments->new_copy,
                      "Make [escrow] copy, which is not there: the first one, or in place of one that was lost");
    command->add_option("--copy", arguments->other_copies,
                        "The copy of another key service over the same registry, too; may be given several times");
    command->add_flag("--scrap-lost", arguments->scrap_lost,
                      "Scrap units whose keys are lost; their numbers are never used again");
    command->add_option("--reason", arguments->reason, "Why, for the record");
    command->callback([arguments, &run_chosen] { run_chosen = [arguments] { return run(*arguments); }; });
}

} // namespace keyline::app
