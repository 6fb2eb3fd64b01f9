// Tokens from the vault, beside the same PKCS#11 calls without our code, OpenSSL alone, and what others would script.
#include "hsm/pkcs11_vault.h"
#include "tests/bench/raw_token.h"
#include "tests/unit/hsm/softhsm_token.h"

#include <QProcess>

namespace keyline::bench {

namespace {

constexpr std::size_t tokens_per_round = 200;

std::function<void()> repeated(std::function<void()> mint) {
    return [mint = std::move(mint)] {
        for (std::size_t i = 0; i < tokens_per_round; ++i) {
            mint();
        }
    };
}

// What a script of tests/bench says that one token has taken it, in seconds.
Seconds time_of_script(const char* name, std::size_t tokens) {
    QProcess script;
    auto environment = QProcessEnvironment::systemEnvironment(); // SOFTHSM2_CONF is set already
    environment.insert("TOKEN_LABEL", hsm::SoftHsmToken::label);
    environment.insert("TOKEN_PIN", hsm::SoftHsmToken::user_pin);
    script.setProcessEnvironment(environment);
    script.start(QString(KEYLINE_SOURCE_DIR "/tests/bench/") + name,
                 {hsm::SoftHsmToken::module_path, QString::number(tokens)});
    script.waitForFinished(-1);
    bool is_number = false;
    const double seconds = script.readAllStandardOutput().trimmed().toDouble(&is_number);
    if (script.exitCode() != 0 || !is_number) {
        throw std::runtime_error(std::string(name) + ": " + script.readAllStandardError().toStdString());
    }
    return Seconds(seconds);
}

} // namespace

void measure_vault(Bench& bench) {
    hsm::SoftHsmToken token;
    must(token.set_up(Bytes(32, 0x4b)));
    const auto report = must(hsm::run_self_test(token.module(), {}));
    auto vault = must(hsm::Pkcs11Vault::create(token.module(), {{}, {{report.kgs.front().check_value}}, report.kek}));
    RawPkcs11 raw(token.module());
    OpenSslToken openssl;
    const SerialNumber serial = must(SerialNumber::parse("0001-000000000001"));
    const auto times = time_in_turn(bench.pick<std::size_t>(1, 15, 60, 60),
                                    {repeated([&] { must(vault.mint(serial, vault.kg_check_value())); }),
                                     repeated([&] { raw.mint(); }), repeated([&] { openssl.mint(); })});
    const Seconds ours = times[0] / static_cast<double>(tokens_per_round);
    const auto beside = [&](const std::string& what, Seconds theirs, std::optional<Limit> limit) {
        bench.add({"vault: tokens a second, beside " + what, rate_text(1 / ours.count()), rate_text(1 / theirs.count()),
                   theirs / ours, limit});
    };
    beside("the same PKCS#11 calls", times[1] / static_cast<double>(tokens_per_round), at_least(0.95));
    beside("OpenSSL alone, no HSM", times[2] / static_cast<double>(tokens_per_round), {});
    if (bench.scale() == Scale::smoke) {
        return; // their packages are in the list `bench` alone
    }
    beside("a PyKCS11 script", time_of_script("tokens_by_pykcs11", bench.pick<std::size_t>(1, 1'000, 5'000, 5'000)),
           {});
    beside("a pkcs11-tool script (a process a call)",
           time_of_script("tokens_by_pkcs11_tool", bench.pick<std::size_t>(1, 5, 20, 20)), {});
}

} // namespace keyline::bench
