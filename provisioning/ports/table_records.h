// TableRecords: the substitution tables of products, sealed under the HSM's table key, each version for ever; and which
// version an order uses. Part of a RegistryTransaction. Threads: the transaction's. Errors: registry_*; table_exists
// {profile, version} from a UNIQUE constraint.
#pragma once

#include "provisioning/identifiers.h"
#include "provisioning/ports/vault.h"

#include <optional>
#include <vector>

namespace keyline {

using TableVersion = unsigned; // 1, 2, ... of one profile

enum class TableOrigin { made, imported }; // in the HSM; by a custodian

struct TableRecord {
    ProfileName profile;
    TableVersion version = 0;
    Bytes sealed; // empty in a list
    std::size_t size_bytes = 0;
    ByteArray<keyed_digest_size_bytes> digest{}; // under the HSM's digest key; zeros: of a registry before version 2
    TableOrigin origin = TableOrigin::made;
    std::string author;
    std::int64_t made_unix_s = 0;
};

class TableRecords {
  public:
    virtual ~TableRecords() = default;

    virtual Result<std::optional<TableRecord>> table(const ProfileName& profile, TableVersion version) = 0;
    virtual Result<TableVersion> newest(const ProfileName& profile) = 0; // 0: there is none
    virtual Result<std::vector<TableRecord>> list() = 0;                 // by profile and version
    virtual Status insert(const TableRecord& record) = 0;

    // What was assigned last: to this order; to orders of this profile that are made from now on.
    virtual Result<std::optional<TableVersion>> of_order(const OrderId& order) = 0;
    virtual Result<std::optional<TableVersion>> of_profile(const ProfileName& profile) = 0;
    virtual Status assign(const ProfileName& profile, const std::optional<OrderId>& order, TableVersion version,
                          std::int64_t now_unix_s) = 0;
};

} // namespace keyline
