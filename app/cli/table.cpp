// keyline table: substitution tables of products, in versions. The table itself never leaves the key service but to a
// lock; what names it is its keyed digest.
#include "app/cli/people.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace keyline::app {

namespace {

struct TableOptions {
    std::string profile;
    std::string size;
    std::string version;
    std::string order;
    std::filesystem::path file;
};
using Shared = std::shared_ptr<TableOptions>;

// Into locked memory; the file stays where it is, and is the custodian's to destroy.
Result<SecretBytes> read_table(const std::filesystem::path& path) {
    const fixtures::Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    auto bytes = SecretBytes::create(SubstitutionTable::size_bytes_max + 1);
    if (file.number() < 0 || !bytes) {
        return file.number() >= 0 ? bytes.failure()
                                  : fail(ErrorCode::file_missing, {{"path", path.string()}}, errno_text(errno));
    }
    std::size_t size = 0;
    for (ssize_t part = 1; part > 0 && size < bytes->size(); size += static_cast<std::size_t>(part)) {
        part = read(file.number(), bytes->writable().data() + size, bytes->size() - size);
        if (part < 0) {
            return fail(ErrorCode::file_io, {{"path", path.string()}, {"reason", "cannot be read"}}, errno_text(errno));
        }
    }
    if (size < SubstitutionTable::size_bytes_min || size > SubstitutionTable::size_bytes_max) {
        return fail(ErrorCode::table_invalid, {{"reason", "256 to 65536 bytes are expected"}});
    }
    return SecretBytes::copy_of(bytes->bytes().first(size));
}

Action action_of(ActionKind kind, const TableOptions& options) {
    Action action{kind, {}, {}};
    for (const auto& [name, value] : {std::pair("profile", options.profile), std::pair("size", options.size),
                                      std::pair("version", options.version), std::pair("order", options.order)}) {
        if (!value.empty()) {
            action.args.emplace_back(name, value);
        }
    }
    return action;
}

Result<ExitCode> import(Station& station, PeopleOptions& people, const TableOptions& options, Output& out) {
    const auto table = read_table(options.file);
    return table ? do_action(station, people, action_of(ActionKind::table_import, options), out, &*table)
                 : Result<ExitCode>(table.failure());
}

CLI::App* add_command(CLI::App& parent, CommandLine& line, const char* name, const char* text, ActionKind kind,
                      const Shared& options) {
    auto* command = parent.add_subcommand(name, text);
    const auto people = add_people_options(*command, rule_of(kind).wants_reason() ? Reason::required : Reason::none);
    command->callback([&line, people, options, kind] {
        line.run = [&line, people, options, kind](Output& out) {
            return with_station(line, out, [&](Station& station) {
                return kind == ActionKind::table_import ? import(station, *people, *options, out)
                                                        : do_action(station, *people, action_of(kind, *options), out);
            });
        };
    });
    return command;
}

} // namespace

void add_table(CommandLine& line) {
    auto* parent = line.app.add_subcommand("table", "Substitution tables of products, in versions");
    parent->require_subcommand(1);
    const auto options = std::make_shared<TableOptions>();
    auto* create = add_command(*parent, line, "create", "A new version, random, made in the HSM",
                               ActionKind::table_create, options);
    create->add_option("--size", options->size, "Bytes, 256 to 65536; default 4096");
    auto* imported = add_command(*parent, line, "import", "A new version out of a file of random bytes",
                                 ActionKind::table_import, options);
    imported->add_option("FILE", options->file, "256 to 65536 bytes")->required();
    auto* assign = add_command(*parent, line, "assign",
                               "Which version new orders of the profile use, or one order that has nothing issued yet",
                               ActionKind::table_assign, options);
    assign->add_option("--version", options->version, "1, 2, ...")->required();
    assign->add_option("--order", options->order, "Only this one");
    for (auto* command : {create, imported, assign}) {
        command->add_option("--profile", options->profile, "The product's")->required();
    }
    add_command(*parent, line, "list", "Every version with its keyed digest", ActionKind::table_list, options);
    parent->footer("Examples:\n"
                   "  keyline table create --profile demo --size 256 --reason 'new firmware'\n"
                   "  keyline table assign --profile demo --version 2 --reason 'from July on'\n"
                   "  keyline table list");
}

} // namespace keyline::app
