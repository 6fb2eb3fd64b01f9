#include "provisioning/kg_version.h"

#include <algorithm>

namespace keyline {

Result<CheckValue> kg_for_order(const std::vector<KgVersion>& kgs, const std::optional<CheckValue>& asked) {
    const auto chosen =
        std::find_if(kgs.begin(), kgs.end(), [&](const KgVersion& kg) { return !asked || kg.check_value == *asked; });
    if (chosen == kgs.end()) {
        return fail(ErrorCode::order_invalid,
                    {{"reason", asked ? "the key service has no Kg " + asked->text() : "the key service has no Kg"}});
    }
    if (chosen->use == KgVersion::Use::retired) {
        return fail(ErrorCode::order_invalid,
                    {{"reason", "Kg " + chosen->check_value.text() + " is retired: it takes no new orders"}});
    }
    return chosen->check_value;
}

} // namespace keyline
