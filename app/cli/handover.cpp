// keyline handover: what people decide about handing an order's keys over. The hand-over itself is made on keyd's own
// host, by keyline keys handover: nothing of it comes to a station.
#include "app/cli/people.h"
#include "app/small_file.h"

namespace keyline::app {

namespace {

struct HandoverOptions {
    std::string order;
    std::filesystem::path file;
};

constexpr std::size_t file_size_bytes_max = 65'536;

Result<Bytes> read_file(const std::filesystem::path& path) {
    auto text = read_small_file(path, file_size_bytes_max);
    return text ? Result<Bytes>(Bytes(text->begin(), text->end())) : text.failure();
}

Result<ExitCode> ask(Station& station, PeopleOptions& people, const HandoverOptions& options, Output& out) {
    auto certificate = read_file(options.file);
    if (!certificate) {
        return certificate.failure();
    }
    return do_action(station, people,
                     {ActionKind::keys_handover, {{"order", options.order}}, {}, std::move(*certificate)}, out);
}

// The receipt, a zero byte, its signature.
Result<ExitCode> receive(Station& station, PeopleOptions& people, const HandoverOptions& options, Output& out) {
    auto document = read_file(options.file);
    const auto signature = read_file(options.file.string() + ".sig");
    if (!document || !signature) {
        return document ? signature.failure() : document.failure();
    }
    document->push_back(0);
    document->insert(document->end(), signature->begin(), signature->end());
    return do_action(station, people, {ActionKind::keys_receipt, {{"order", options.order}}, {}, std::move(*document)},
                     out);
}

using Command = Result<ExitCode> (*)(Station&, PeopleOptions&, const HandoverOptions&, Output&);

CLI::App* add_command(CLI::App& parent, CommandLine& line, const char* name, const char* text, Reason reason,
                      const std::shared_ptr<HandoverOptions>& options, Command run) {
    auto* command = parent.add_subcommand(name, text);
    const auto people = add_people_options(*command, reason);
    command->add_option("--order", options->order, "Whose keys")->required();
    command->callback([&line, people, options, run] {
        line.run = [&line, people, options, run](Output& out) {
            return with_station(line, out, [&](Station& station) { return run(station, *people, *options, out); });
        };
    });
    return command;
}

} // namespace

void add_handover(CommandLine& line) {
    auto* parent = line.app.add_subcommand("handover", "Whom an order's keys may go to; the owner's receipt");
    parent->require_subcommand(1);
    const auto options = std::make_shared<HandoverOptions>();
    auto* asked =
        add_command(*parent, line, "ask", "Ask that the owner of this certificate gets them; a second person approves",
                    Reason::required, options, ask);
    asked->add_option("--recipient", options->file, "The owner's certificate, RSA of 3072 bits or more")->required();
    auto* receipt =
        add_command(*parent, line, "receipt", "Take in the owner's signed receipt", Reason::none, options, receive);
    receipt->add_option("FILE", options->file, "The receipt; FILE.sig, its signature, is beside it")->required();
    parent->footer("Examples:\n"
                   "  keyline handover ask --order WO-0007 --recipient owner.pem --reason 'the order is made'\n"
                   "  keyline keys handover --config keyd.toml --order WO-0007 --recipient owner.pem --out wo-0007\n"
                   "  keyline handover receipt --order WO-0007 wo-0007.receipt\n\n"
                   "A receipt is one line of JSON, signed by the owner; its form: keyline keys handover --help");
}

} // namespace keyline::app
