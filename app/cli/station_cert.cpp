// keyline keys station-cert: keys and certificates for the way between stations and key service.
#include "app/cli/commands.h"
#include "app/system_ports.h"
#include "hsm/tls/development_ca.h"
#include "hsm/tls/trust.h"

namespace keyline::app {

namespace {

namespace fs = std::filesystem;

constexpr const char* footer = R"(Examples:
  keyline keys station-cert --name line1 --environment production --out tls
      makes tls/station-line1.key (0600) and the request tls/station-line1.csr, for the factory's own CA to sign
  keyline keys station-cert --name line1 --out tls --development-ca dev-ca
      signs it too, for development: tls/station-line1.crt, and dev-ca/ca.crt for both sides
  keyline keys station-cert --name a --keyd --host keyd-a.factory --out tls --development-ca dev-ca
  keyline keys station-cert --name line1 --out tls --development-ca dev-ca --renew
  keyline keys station-cert --revoke tls/station-line1.crt --development-ca dev-ca
  keyline keys station-cert --show tls/keyd-a.crt
      shows names, dates and the pin that goes into station.toml

A CA must put exactly the request's URI (keyline://ENVIRONMENT/station/NAME) into subjectAltName: that is the station.)";

struct Arguments {
    std::string name;
    std::string environment = "development";
    fs::path out = ".";
    bool keyd = false;
    std::vector<std::string> hosts;
    fs::path development_ca;
    int days = hsm::development_days_default;
    int starts_in_days = 0;
    bool renew = false;
    fs::path revoke;
    fs::path show;
};

tl::unexpected<Error> usage(std::string reason) {
    return fail(ErrorCode::usage, {{"reason", std::move(reason)}});
}

Status tell(const fs::path& path, Output& out) {
    auto pem = hsm::read_text_file(path);
    auto facts = pem ? hsm::read_certificate(*pem) : Result<hsm::CertificateFacts>(pem.failure());
    if (!facts) {
        return facts.failure();
    }
    Json names = Json::array();
    out.text("Certificate  " + path.string());
    out.text("Subject      " + facts->subject);
    for (const std::string& uri : facts->uris) {
        names.push_back(uri);
        out.text("Name         " + uri);
    }
    out.text("Issuer       " + facts->issuer);
    out.text("Serial       " + facts->serial);
    out.text("Valid        " + utc_text(facts->not_before) + " to " + utc_text(facts->not_after));
    out.text("Pin          " + facts->pin);
    out.event({"certificate",
               {},
               {},
               {},
               "ok",
               {{"path", path.string()},
                {"subject", facts->subject},
                {"names", names},
                {"issuer", facts->issuer},
                {"serial", facts->serial},
                {"not_before", utc_text(facts->not_before)},
                {"not_after", utc_text(facts->not_after)},
                {"pin", facts->pin}}});
    return {};
}

Result<ExitCode> revoke(const Arguments& arguments, Output& out) {
    if (arguments.development_ca.empty()) {
        return usage("--revoke needs --development-ca; a factory's own CA revokes its certificates itself");
    }
    auto ca = hsm::DevelopmentCa::open_or_make(arguments.development_ca);
    if (!ca) {
        return ca.failure();
    }
    if (auto revoked = ca->revoke(arguments.revoke); !revoked) {
        return revoked.failure();
    }
    out.text("Revoked      " + arguments.revoke.string() + ": give " + ca->crl_path().string() +
             " to each key service");
    out.event({"certificate", {}, {}, {}, "revoked", {{"path", arguments.revoke.string()}}});
    return ExitCode::success;
}

Status sign(const Arguments& arguments, const hsm::CertificateName& name, const std::string& request,
            const fs::path& certificate, Output& out) {
    auto ca = hsm::DevelopmentCa::open_or_make(arguments.development_ca);
    if (!ca) {
        return ca.failure();
    }
    const auto day = std::chrono::hours(24);
    // Some minutes ago: not every clock is right.
    const auto start = SystemClock().utc() + arguments.starts_in_days * day - std::chrono::minutes(5);
    auto signed_pem = ca->sign(request, name, arguments.hosts, {start, start + arguments.days * day});
    if (!signed_pem) {
        return signed_pem.failure();
    }
    if (auto written = hsm::write_text_file(certificate, *signed_pem); !written) {
        return written;
    }
    out.text("FOR DEVELOPMENT ONLY: production refuses it. Its CA is " + ca->certificate_path().string());
    return tell(certificate, out);
}

Result<ExitCode> make(const Arguments& arguments, Output& out) {
    auto name = Name::parse(arguments.name);
    auto environment = Name::parse(arguments.environment);
    if (!name || !environment) {
        return usage("--name and --environment have letters, digits, '.', '_' and '-'");
    }
    for (const std::string& host : arguments.hosts) {
        if (host.find_first_of(",/ =") != std::string::npos) {
            return usage("--host takes one name or address");
        }
    }
    if (!arguments.development_ca.empty() && arguments.environment != "development") {
        return usage("a development CA signs for the environment 'development' only");
    }
    using Role = hsm::CertificateName::Role;
    const hsm::CertificateName uri{*environment, arguments.keyd ? Role::keyd : Role::station, *name};
    std::error_code error;
    fs::create_directories(arguments.out, error);
    const fs::path base = arguments.out / (std::string(hsm::text_of(uri.role)) + "-" + name->text());
    const fs::path key = base.string() + ".key";
    if (!arguments.renew) { // a renewal keeps the key, and with it the pin
        if (auto made = hsm::make_key(key); !made) {
            return made.failure();
        }
        out.text("Key          " + key.string() + " (mode 0600: it never leaves this machine)");
    }
    auto request = hsm::make_request(key, uri, arguments.hosts);
    if (!request) {
        return request.failure();
    }
    if (auto written = hsm::write_text_file(base.string() + ".csr", *request); !written) {
        return written.failure();
    }
    out.text("Request      " + base.string() + ".csr, for " + uri.uri());
    if (!arguments.development_ca.empty()) {
        if (auto made = sign(arguments, uri, *request, base.string() + ".crt", out); !made) {
            return made.failure();
        }
    }
    return ExitCode::success;
}

Result<ExitCode> run(const Arguments& arguments, Output& out) {
    if (!arguments.show.empty()) {
        auto told = tell(arguments.show, out);
        return told ? Result<ExitCode>(ExitCode::success) : told.failure();
    }
    if (!arguments.revoke.empty()) {
        return revoke(arguments, out);
    }
    return arguments.name.empty() ? usage("--name, --show or --revoke is missing") : make(arguments, out);
}

} // namespace

void add_station_cert(CLI::App& keys, CommandLine& line) {
    auto arguments = std::make_shared<Arguments>();
    auto* command = keys.add_subcommand("station-cert", "Key, request and (for development) certificate of a station "
                                                        "or, with --keyd, of a key service");
    command->add_option("--name", arguments->name, "Whose it is");
    command->add_option("--environment", arguments->environment, "Which it is for")->capture_default_str();
    command->add_option("--out", arguments->out, "Where the files go")->capture_default_str()->type_name("DIR");
    command->add_flag("--keyd", arguments->keyd, "For a key service");
    command->add_option("--host", arguments->hosts, "A name or address that the key service is called at");
    command->add_option("--development-ca", arguments->development_ca, "Signs it, for development; made if not there")
        ->type_name("DIR");
    command->add_option("--days", arguments->days, "How long it holds")
        ->check(CLI::Range(1, 3'650))
        ->capture_default_str();
    command->add_option("--starts-in-days", arguments->starts_in_days, "From when on it holds; negative: before today")
        ->check(CLI::Range(-3'650, 3'650));
    command->add_flag("--renew", arguments->renew, "Keep the key that is there, and with it the pin");
    command->add_option("--revoke", arguments->revoke, "Put this certificate on the CA's list of revoked ones");
    command->add_option("--show", arguments->show, "Show a certificate's names, dates and pin");
    command->set_help_flag("-h,--help", "Print this help message and exit"); // `keys` leaves its own to keyline-keyd
    command->footer(footer);
    command->callback([&line, arguments] {
        line.run = [arguments](Output& out) {
            auto code = run(*arguments, out);
            return code ? *code : out.failure(code.error());
        };
    });
}

} // namespace keyline::app
