#include "provisioning/issuing/unit_cause.h"

#include <algorithm>
#include <array>

namespace keyline {

namespace {
constexpr std::array texts{
#define KEYLINE_TEXT(enumerator, text) std::string_view(text),
    KEYLINE_UNIT_CAUSES(KEYLINE_TEXT)
#undef KEYLINE_TEXT
};
} // namespace

std::vector<std::string> unit_cause_texts() {
    return {texts.begin(), texts.end()};
}

std::string_view text_of(UnitCause cause) {
    return texts.at(static_cast<std::size_t>(cause));
}

Result<UnitCause> parse_unit_cause(std::string_view text) {
    const auto found = std::find(texts.begin(), texts.end(), text);
    if (found == texts.end()) {
        std::string all;
        for (const std::string_view known : texts) {
            all += (all.empty() ? "" : ", ") + std::string(known);
        }
        return fail(ErrorCode::value_malformed, {{"value", "cause"}, {"reason", "it is one of " + all}});
    }
    return static_cast<UnitCause>(found - texts.begin());
}

} // namespace keyline
