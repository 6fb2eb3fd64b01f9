#include "provisioning/substitution_table.h"

namespace keyline {

Result<SubstitutionTable> SubstitutionTable::create(SecretBytes bytes) {
    if (bytes.size() < size_bytes_min || bytes.size() > size_bytes_max) {
        return fail(ErrorCode::table_invalid, {{"bytes", std::to_string(bytes.size())},
                                               {"bytes_min", std::to_string(size_bytes_min)},
                                               {"bytes_max", std::to_string(size_bytes_max)}});
    }
    return SubstitutionTable(std::move(bytes));
}

} // namespace keyline
