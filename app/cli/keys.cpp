// keyline keys: what keyline-keyd does with keys, on keyd's own host. This program loads no PKCS#11 module: it becomes
// that one. Certificates of stations and key services are no keys of an HSM's: they are made here.
#include "app/cli/commands.h"
#include "app/keyd_process.h"

#include <cerrno>
#include <unistd.h>

namespace keyline::app {

namespace {

Result<ExitCode> become_keyd(const std::vector<std::string>& arguments) {
    auto program = keyd_program();
    if (!program) {
        return program.failure();
    }
    std::vector<std::string> all{program->string(), "keys"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    argv.reserve(all.size() + 1);
    for (std::string& argument : all) {
        argv.push_back(argument.data());
    }
    argv.push_back(nullptr);
    execv(program->c_str(), argv.data());
    return fail(ErrorCode::key_service_not_started, {{"reason", "cannot run " + program->string()}}, errno_text(errno));
}

} // namespace

void add_keys(CommandLine& line) {
    auto* keys = line.app.add_subcommand(
        "keys", "Key ceremony, what the keys are, hand-over: runs keyline-keyd keys, on keyd's own host");
    keys->fallthrough(false); // all that follows is keyline-keyd's
    keys->prefix_command();
    keys->set_help_flag();
    add_station_cert(*keys, line);
    keys->callback([&line, keys] {
        if (!keys->get_subcommands().empty()) {
            return; // one of this program's own
        }
        line.run = [arguments = keys->remaining()](Output& out) {
            const auto code = become_keyd(arguments);
            return code ? *code : out.failure(code.error());
        };
    });
}

} // namespace keyline::app
