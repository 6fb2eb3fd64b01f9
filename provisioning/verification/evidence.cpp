#include "provisioning/verification/evidence.h"

#include <algorithm>
#include <array>

namespace keyline {

namespace {

constexpr std::array templates{
#define KEYLINE_TEXT(enumerator, text) std::string_view(text),
    KEYLINE_EVIDENCE(KEYLINE_TEXT)
#undef KEYLINE_TEXT
};

// Once from left to right: what a lock says of itself is no template.
std::string text_of(const Evidence& evidence) {
    std::string text;
    std::string_view rest = template_of(evidence.code);
    for (auto open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
        const auto close = rest.find('}', open);
        const auto name = rest.substr(open + 1, close - open - 1);
        const auto value = std::find_if(evidence.values.begin(), evidence.values.end(),
                                        [&](const auto& one) { return one.first == name; });
        text += rest.substr(0, open);
        text += value == evidence.values.end() ? std::string() : value->second;
        rest.remove_prefix(close + 1);
    }
    return text.append(rest);
}

} // namespace

std::string_view template_of(EvidenceCode code) {
    return templates.at(static_cast<std::size_t>(code));
}

std::string text_of(const std::vector<Evidence>& evidence) {
    std::string text;
    for (const Evidence& one : evidence) {
        text += (text.empty() ? "" : "; ") + text_of(one);
    }
    return text;
}

} // namespace keyline
