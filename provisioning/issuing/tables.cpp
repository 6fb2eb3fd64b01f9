#include "provisioning/issuing/tables.h"

#include "provisioning/issuing/keep_table.h"
#include "provisioning/issuing/lookups.h"

namespace keyline {

namespace {
// What is authenticated with a sealed table: no profile's name has a '/', and version 1 is sealed as it was before
// there were versions.
std::string seal_context(const ProfileName& profile, TableVersion version) {
    return version == 1 ? profile.text() : profile.text() + "/" + std::to_string(version);
}

// The version for orders that are made now; none when the profile has no table yet.
Result<std::optional<TableVersion>> version_for_new(RegistryTransaction& transaction, const ProfileName& profile) {
    auto assigned = transaction.tables().of_profile(profile);
    if (!assigned || *assigned) {
        return assigned;
    }
    const auto first = transaction.tables().table(profile, 1);
    if (!first) {
        return first.failure();
    }
    return *first ? std::optional<TableVersion>(1) : std::nullopt;
}
} // namespace

Result<TableVersion> table_version_of(RegistryTransaction& transaction, const WorkOrder& order) {
    const auto assigned = transaction.tables().of_order(order.id);
    if (!assigned) {
        return assigned.failure();
    }
    return assigned->value_or(1); // made before there were versions
}

Result<SubstitutionTable> table_of(RegistryTransaction& transaction, Vault& vault, const WorkOrder& order) {
    const auto version = table_version_of(transaction, order);
    if (!version) {
        return version.failure();
    }
    const auto record = transaction.tables().table(order.profile.name, *version);
    if (!record) {
        return record.failure();
    }
    if (!*record) {
        return fail(ErrorCode::table_missing, {{"profile", order.profile.name.text()}});
    }
    return vault.open_table((*record)->sealed, seal_context(order.profile.name, *version));
}

Result<TableRecord> keep_table(RegistryTransaction& transaction, Vault& vault, const ProfileName& profile,
                               const SubstitutionTable& table, TableOrigin origin, const TableAuthor& author) {
    const auto newest = transaction.tables().newest(profile);
    if (!newest) {
        return newest.failure();
    }
    TableRecord record{profile, *newest + 1, {}, table.size(), {}, origin, author.name, author.now_unix_s};
    auto digest = vault.keyed_digest(table.bytes());
    if (!digest) {
        return digest.failure();
    }
    record.digest = *digest;
    auto sealed = vault.seal_table(table, seal_context(profile, record.version));
    if (!sealed) {
        return sealed.failure();
    }
    record.sealed = std::move(*sealed);
    if (auto inserted = transaction.tables().insert(record); !inserted) {
        return inserted.failure();
    }
    return record;
}

Status give_table(RegistryTransaction& transaction, Vault& vault, const WorkOrder& order, const TableAuthor& author) {
    const ProductProfile& profile = order.profile;
    auto version = version_for_new(transaction, profile.name);
    if (!version) {
        return version.failure();
    }
    if (!*version) {
        auto table = vault.make_table(profile.table_size_bytes);
        if (!table) {
            return table.failure();
        }
        auto made = keep_table(transaction, vault, profile.name, *table, TableOrigin::made, author);
        if (!made) {
            return made.failure();
        }
        *version = made->version;
        AuditEvent created;
        created.event = "table.created";
        created.details = table_details(*made);
        if (auto recorded = transaction.record(created); !recorded) {
            return recorded;
        }
    }
    const auto record = transaction.tables().table(profile.name, **version);
    if (!record) {
        return record.failure();
    }
    if (!*record) {
        return fail(ErrorCode::table_missing, {{"profile", profile.name.text()}});
    }
    const auto table = vault.open_table((*record)->sealed, seal_context(profile.name, **version));
    if (!table) {
        return table.failure();
    }
    if (table->size() != profile.table_size_bytes) {
        return fail(ErrorCode::order_invalid,
                    {{"reason", "the profile's table has " + std::to_string(table->size()) + " bytes, not " +
                                    std::to_string(profile.table_size_bytes)}});
    }
    return transaction.tables().assign(profile.name, order.id, **version, author.now_unix_s);
}

} // namespace keyline
