// What tables.cpp and table_actions.cpp share. For these files only.
#pragma once

#include "provisioning/issuing/tables.h"

namespace keyline {

// The profile's next version, sealed. Neither assigned nor recorded yet.
Result<TableRecord> keep_table(RegistryTransaction& transaction, Vault& vault, const ProfileName& profile,
                               const SubstitutionTable& table, TableOrigin origin, const TableAuthor& author);

inline Error::Args table_details(const TableRecord& record) {
    return {{"profile", record.profile.text()},
            {"table_version", std::to_string(record.version)},
            {"table_size", std::to_string(record.size_bytes)},
            {"table_digest", to_hex(record.digest)}};
}

} // namespace keyline
