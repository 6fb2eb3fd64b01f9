#include "tests/faults/key_side.h"

namespace keyline::test {

KeySide::KeySide(const std::filesystem::path& directory, Clock& clock, Random& random)
    : registry_path(directory / "registry.db") {
    const Name name = *Name::parse(environment);
    // A run cannot go on without them; value() says what is wrong.
    registry = std::move(db::SqlRegistry::create({registry_path, name, clock}).value());
    archive = std::move(db::SqlArchive::create({directory / "archive.db", name, signer}).value());
    issuer = std::make_unique<Issuer>(*registry, clock, random);
    vault = std::make_unique<WatchedVault>(random);
    parts = std::make_unique<app::KeyServiceParts>(
        app::KeyServiceParts{*issuer, *archive, *vault, clock, name, signer.public_key_der(), {}});
    service = std::make_unique<app::LocalKeyService>(*parts, Caller{station_name()});
}

} // namespace keyline::test
