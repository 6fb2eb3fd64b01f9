// keyline-keyd keys handover: make, verify, receipt.
#include "app/keyd/handover.h"
#include "app/keyd/keys_command.h"
#include "hsm/durable_file.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <openssl/pem.h>

namespace keyline::app {

namespace {

namespace fs = std::filesystem;
using Run = std::function<Result<ExitCode>()>;

constexpr std::size_t key_file_size_bytes_max = 4'096;

constexpr const char* footer = R"(Examples:
  keyline-keyd keys handover --config keyd.toml --order WO-0007 --recipient owner.pem --out wo-0007.handover
  keyline-keyd keys handover verify wo-0007.handover --signer ceremony/log-signer.pem
  keyline-keyd keys handover receipt wo-0007.receipt --config keyd.toml

The receipt is one line of JSON, {"keyline_receipt": 1, "order": "WO-0007", "manifest_sha256": "...", "units": 40},
signed by the owner: openssl dgst -sha256 -sign owner.key -out wo-0007.receipt.sig wo-0007.receipt)";

struct MakeArguments {
    HandoverOptions options{{}, *OrderId::parse("WO-0001"), {}, {}};
    std::string order;
};

Result<ExitCode> make(MakeArguments arguments) {
    auto order = OrderId::parse(arguments.order);
    if (!order || arguments.options.config_path.empty() || arguments.options.recipient.empty() ||
        arguments.options.file.empty()) {
        return fail(ErrorCode::usage, {{"reason", "--config, --order, --recipient and --out are needed"}});
    }
    arguments.options.order = *order;
    const auto made = make_handover(arguments.options);
    if (!made) {
        return made.failure();
    }
    std::printf("order       %s\nunits       %llu\nmanifest    %s\nrecipient   %s\n            %s\noaep        %s\n",
                order->text().c_str(), static_cast<unsigned long long>(made->units), made->manifest_sha256.c_str(),
                made->recipient_subject.c_str(), made->recipient_sha256.c_str(), made->oaep_hash.c_str());
    return ExitCode::success;
}

// SubjectPublicKeyInfo of a PEM file.
Result<Bytes> read_public_key(const fs::path& file) {
    const auto pem = hsm::read_small_file(file, key_file_size_bytes_max);
    if (!pem) {
        return pem.failure();
    }
    const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new_mem_buf(pem->data(), static_cast<int>(pem->size())),
                                                           BIO_free);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
        PEM_read_bio_PUBKEY(memory.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
    unsigned char* encoded = nullptr;
    const int size = key == nullptr ? 0 : i2d_PUBKEY(key.get(), &encoded);
    if (size <= 0) {
        return fail(ErrorCode::value_malformed, {{"value", "signer"}, {"reason", "PEM of a public key expected"}});
    }
    Bytes der(encoded, encoded + size);
    OPENSSL_free(encoded);
    return der;
}

Result<ExitCode> verify(const fs::path& file, const fs::path& signer_file) {
    const auto signer = signer_file.empty() ? Result<Bytes>(Bytes()) : read_public_key(signer_file);
    const auto report = signer ? hsm::verify_handover(file, *signer) : signer.failure();
    if (!report) {
        return report.failure();
    }
    std::printf("order       %s, %s\nunits       %llu\nmanifest    %s\nrecipient   %s\nsigner      %s%s\n",
                report->order.text().c_str(), report->environment.c_str(),
                static_cast<unsigned long long>(report->units), report->manifest_sha256.c_str(),
                report->recipient_sha256.c_str(), report->signer_sha256.c_str(),
                signer_file.empty() ? " (not compared: --signer)" : "");
    return ExitCode::success;
}

Result<ExitCode> receive(const fs::path& config, const fs::path& file) {
    const auto done = take_receipt(config, file);
    if (!done) {
        return done.failure();
    }
    std::printf("order       %s\nunits       %llu\nmanifest    %s\n", done->order.text().c_str(),
                static_cast<unsigned long long>(done->units), done->manifest_sha256.c_str());
    return ExitCode::success;
}

} // namespace

void add_handover(CLI::App& keys, Run& run) {
    auto* command = keys.add_subcommand(
        "handover", "Wrap the keys of an order's passed units for the owner's HSM; check that; take the receipt in");
    command->require_subcommand(0, 1);
    command->footer(footer);
    auto arguments = std::make_shared<MakeArguments>();
    command->add_option("--config", arguments->options.config_path, "keyd.toml of a key service that is not serving");
    command->add_option("--order", arguments->order, "Whose passed units");
    command->add_option("--recipient", arguments->options.recipient,
                        "The owner's certificate, PEM or DER: RSA of 3072 bits or more");
    command->add_option("--out", arguments->options.file, "FILE; FILE.manifest and FILE.sig come beside it");
    command->callback([arguments, command, &run] {
        if (command->get_subcommands().empty()) {
            run = [arguments] { return make(*arguments); };
        }
    });

    auto verified = std::make_shared<std::pair<fs::path, fs::path>>();
    auto* check = command->add_subcommand("verify", "Check the files of a hand-over, every line of them");
    check->add_option("FILE", verified->first, "FILE.manifest and FILE.sig are beside it")->required();
    check->add_option("--signer", verified->second, "PEM of the log signer's public key, which must have signed it");
    check->callback([verified, &run] { run = [verified] { return verify(verified->first, verified->second); }; });

    auto received = std::make_shared<std::pair<fs::path, fs::path>>();
    auto* receipt = command->add_subcommand("receipt", "Take in the owner's signed receipt");
    receipt->add_option("FILE", received->second, "The receipt; FILE.sig, its signature, is beside it")->required();
    receipt->add_option("--config", received->first, "keyd.toml of a key service that is not serving")->required();
    receipt->callback([received, &run] { run = [received] { return receive(received->first, received->second); }; });
}

} // namespace keyline::app
