// The key service of a seeded run: the real issuer over the real SQLite registry and archive, with a vault in software
// that remembers which PEK it has given to which serial number.
#pragma once

#include "app/keyd/local_key_service.h"
#include "db/archive.h"
#include "db/registry.h"
#include "fixtures/lock/simulator/fault_plan.h"
#include "tests/support/log_fixtures.h"
#include "tests/support/software_vault.h"

#include <map>
#include <set>

namespace keyline::test {

// Bytes from a seed.
class NumbersRandom final : public Random {
  public:
    explicit NumbersRandom(std::uint64_t seed) : numbers_(seed) {}
    Status fill(std::span<std::uint8_t> bytes) override {
        for (std::uint8_t& byte : bytes) {
            byte = static_cast<std::uint8_t>(numbers_.between(0, 255));
        }
        return {};
    }

  private:
    fixtures::simulator::SeededNumbers numbers_;
};

class WatchedVault final : public SoftwareVault {
  public:
    std::map<SerialNumber, std::set<Bytes>> peks; // of all tokens that were made

    explicit WatchedVault(Random& random) : SoftwareVault(&random) {}
    Result<MintedToken> mint(const SerialNumber& serial, const CheckValue& kg_asked) override {
        auto token = SoftwareVault::mint(serial, kg_asked);
        peks[serial].insert(*open_escrow(token->escrow));
        return token;
    }
    Result<ProductionToken> remake(const SerialNumber& serial, ByteView escrow, const CheckValue& kg_asked) override {
        peks[serial].insert(*open_escrow(escrow));
        return SoftwareVault::remake(serial, escrow, kg_asked);
    }
};

struct KeySide {
    static constexpr const char* environment = "development";

    // Files in a directory of its own. Clock and random outlive it.
    KeySide(const std::filesystem::path& directory, Clock& clock, Random& random);

    std::filesystem::path registry_path;
    SoftwareSigner signer;
    std::unique_ptr<db::SqlRegistry> registry;
    std::unique_ptr<db::SqlArchive> archive;
    std::unique_ptr<Issuer> issuer;
    std::unique_ptr<WatchedVault> vault;
    std::unique_ptr<app::KeyServiceParts> parts; // of the service
    std::unique_ptr<app::LocalKeyService> service;
};

inline StationId station_name() {
    return *StationId::parse("faults");
}

} // namespace keyline::test
