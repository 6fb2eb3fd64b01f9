#include "tests/faults/key_side.h"

#include "db/checkpoint.h"

namespace keyline::test {

KeySide::KeySide(const std::filesystem::path& directory, Clock& clock, Random& random)
    : registry_path(directory / "registry.db") {
    const Name name = *Name::parse(environment);
    // A run cannot go on without them; value() says what is wrong.
    registry = std::move(db::SqlRegistry::create({registry_path, name, clock}).value());
    archive = std::move(db::SqlArchive::create({directory / "archive.db", name, signer}).value());
    issuer = std::make_unique<Issuer>(*registry, clock, random);
    vault = std::make_unique<WatchedVault>(random);
    const std::string origin = db::station_origin(name, station_name());
    const std::string vkey = db::VerifierKey::from_parts(origin, signer.public_key_der()).value().text();
    const KeyServiceInfo info{station_name(),           environment, "test", vault->kg_check_value(),
                              vault->kek_check_value(), origin,      vkey};
    service = std::make_unique<app::LocalKeyService>(*issuer, *archive, *vault, info);
}

} // namespace keyline::test
