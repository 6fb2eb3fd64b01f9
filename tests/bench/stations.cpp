// Issue as stations of a factory call it: each with a certificate and a connection of its own, over mutual TLS; beside
// as many callers over the Unix socket of the same keyd.
#include "app/key_service_start.h"
#include "hsm/tls/development_ca.h"
#include "tests/bench/served_keyd.h"
#include "tests/support/log_fixtures.h"

#include <fstream>
#include <sstream>

namespace keyline::bench {

namespace {

constexpr std::size_t stations_max = 64;
constexpr double memory_mb_max_allowed = 100;
constexpr std::uint64_t serials_per_station = 1'000'000;

std::string station_name(std::size_t station) {
    return "line" + std::to_string(station + 1);
}

// A keyd with 64 stations in its configuration, and their certificates.
class Factory {
  public:
    explicit Factory(const std::filesystem::path& directory)
        : directory_(directory), keyd_(directory / "keyd"),
          ca_(must(hsm::DevelopmentCa::open_or_make(directory / "ca"))) {
        const auto own = certificate(hsm::CertificateName::Role::keyd, "bench", {"127.0.0.1"});
        pin_ = must(hsm::read_certificate(must(hsm::read_text_file(own.certificate)))).pin;
        std::ostringstream toml;
        toml << "\n[tls]\nlisten = \"127.0.0.1:0\"\ncertificate = " << own.certificate << "\nkey = " << own.key
             << "\nca = " << ca_.certificate_path() << "\ncrl = " << ca_.crl_path() << "\n";
        for (std::size_t i = 0; i < stations_max; ++i) {
            toml << "[[stations]]\nname = \"" << station_name(i) << "\"\ncalls = [\"line\", \"orders\"]\n";
        }
        std::ofstream(directory / "keyd/keyd.toml", std::ios::app) << toml.str();
        wakes_ = keyd_.connect(); // and keeps it awake
        port_ = port_in_log();
    }

    std::unique_ptr<KeyService> connect(std::size_t station) const {
        const auto own = certificate(hsm::CertificateName::Role::station, station_name(station), {});
        app::KeyServiceSetup setup{app::KeyServiceSetup::Mode::external, {"dns:127.0.0.1:" + port_}, {}};
        setup.tls = {must(Name::parse("development")), own.certificate, own.key, ca_.certificate_path(), {pin_}};
        return must(app::connect_key_service(setup));
    }
    std::unique_ptr<KeyService> connect_by_socket() const { return keyd_.connect(); }
    const ServedKeyd& keyd() const { return keyd_; }

  private:
    hsm::OwnCertificate certificate(hsm::CertificateName::Role role, const std::string& name,
                                    const std::vector<std::string>& hosts) const {
        const hsm::CertificateName of{must(Name::parse("development")), role, must(Name::parse(name))};
        const std::filesystem::path base = directory_ / (std::string(hsm::text_of(role)) + "-" + name);
        const hsm::OwnCertificate own{base.string() + ".crt", base.string() + ".key"};
        if (!std::filesystem::exists(own.certificate)) {
            must(hsm::make_key(own.key));
            const auto now = std::chrono::system_clock::now();
            const auto request = must(hsm::make_request(own.key, of, hosts));
            const std::string pem =
                must(ca_.sign(request, of, hosts, {now - std::chrono::hours(1), now + std::chrono::hours(24)}));
            must(hsm::write_text_file(own.certificate, pem));
        }
        return own;
    }
    // Any that was free: keyd says which.
    std::string port_in_log() const {
        const std::string log = must(hsm::read_text_file(directory_ / "keyd/keyd.log"));
        const std::string before = "TLS port ";
        const auto begin = log.rfind(before);
        if (begin == std::string::npos) {
            throw std::runtime_error("keyd does not say where it listens");
        }
        return log.substr(begin + before.size(), log.find('\n', begin) - begin - before.size());
    }

    const std::filesystem::path directory_;
    const ServedKeyd keyd_;
    hsm::DevelopmentCa ca_;
    std::string pin_;
    std::unique_ptr<KeyService> wakes_;
    std::string port_;
};

struct Caller {
    std::unique_ptr<KeyService> service;
    OrderId order;
};

Caller caller(std::unique_ptr<KeyService> service, std::uint64_t& orders) {
    const ProductProfile profile{must(ProfileName::parse("demo")), DeviceType(1), 256, {}};
    const auto first = must(SerialNumber::from_parts(DeviceType(1), ++orders * serials_per_station));
    const OrderId order = must(service->create_order({profile, first, {}, serials_per_station, {}, {}})).id;
    return {std::move(service), order};
}

// What each call has taken; chips from `chip` on.
std::vector<Seconds> issue(const std::vector<Caller>& callers, std::size_t calls, std::uint64_t& chip) {
    std::vector<std::vector<Seconds>> times(callers.size());
    in_threads(callers.size(), [&](std::size_t i) {
        for (std::size_t call = 0; call < calls; ++call) {
            const std::uint64_t own_chip = chip + i * calls + call;
            times[i].push_back(time_of([&] {
                must(callers[i].service->issue(
                    {test::claim_of(own_chip), callers[i].order, {}, test::uid_of(own_chip)}));
            }));
        }
    });
    chip += callers.size() * calls;
    std::vector<Seconds> all;
    for (const auto& of_one : times) {
        all.insert(all.end(), of_one.begin(), of_one.end());
    }
    return all;
}

} // namespace

void measure_stations(Bench& bench) {
    const Factory factory(bench.scratch());
    const std::size_t rounds = bench.pick<std::size_t>(1, 2, 5, 5);
    // No more than a station may have saved up: it would be told to wait.
    const std::size_t calls_per_round = bench.pick<std::size_t>(8, 80, 160, 160);
    std::uint64_t orders = 0;
    std::uint64_t chip = 1;
    for (const std::size_t stations : {std::size_t(1), std::size_t(8), stations_max}) {
        std::vector<Caller> over_tls;
        std::vector<Caller> over_socket;
        for (std::size_t i = 0; i < stations; ++i) {
            over_tls.push_back(caller(factory.connect(i), orders));
            over_socket.push_back(caller(factory.connect_by_socket(), orders));
        }
        const std::size_t calls = std::max<std::size_t>(1, calls_per_round / (stations >= stations_max ? 4 : 1));
        std::vector<Seconds> tls;
        std::vector<Seconds> socket;
        for (std::size_t round = 0; round < rounds; ++round) { // in turn
            const auto by_tls = issue(over_tls, calls, chip);
            const auto by_socket = issue(over_socket, calls, chip);
            tls.insert(tls.end(), by_tls.begin(), by_tls.end());
            socket.insert(socket.end(), by_socket.begin(), by_socket.end());
        }
        const std::string who =
            "issue over mTLS, " + std::to_string(stations) + (stations == 1 ? " station: " : " stations: ");
        for (const auto& [name, part] : {std::pair("p50", 0.5), std::pair("p99", 0.99)}) {
            const Seconds with_tls = quantile(tls, part);
            const Seconds without = quantile(socket, part);
            bench.add(
                {who + name, text_of(with_tls), text_of(without) + ", over the Unix socket", with_tls / without, {}});
        }
    }
    const double memory_mb = memory_mb_max(factory.keyd().process());
    bench.add({"issue over mTLS: memory of keyline-keyd after it", decimals(memory_mb, 0) + " MB",
               decimals(memory_mb_max_allowed, 0) + " MB", memory_mb / memory_mb_max_allowed, at_most(1)});
}

} // namespace keyline::bench
