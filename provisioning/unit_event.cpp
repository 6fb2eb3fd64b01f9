#include "provisioning/unit_event.h"

#include <array>
#include <utility>

namespace keyline {

namespace {
constexpr std::array<std::pair<UnitEventKind, std::string_view>, 15> texts{{
    {UnitEventKind::claiming, "unit.claiming"},
    {UnitEventKind::issued, "unit.issued"},
    {UnitEventKind::writing, "unit.writing"},
    {UnitEventKind::written, "unit.written"},
    {UnitEventKind::proved, "unit.proved"},
    {UnitEventKind::closing, "unit.closing"},
    {UnitEventKind::closed, "unit.closed"},
    {UnitEventKind::passed, "unit.passed"},
    {UnitEventKind::failed, "unit.failed"},
    {UnitEventKind::quarantined, "unit.quarantined"},
    {UnitEventKind::aborted, "unit.aborted"},
    {UnitEventKind::refused, "unit.refused"},
    {UnitEventKind::interrupted, "unit.interrupted"},
    {UnitEventKind::released, "unit.released"},
    {UnitEventKind::withdrawn, "unit.withdrawn"},
}};
} // namespace

std::string_view text_of(UnitEventKind kind) {
    for (const auto& [candidate, text] : texts) {
        if (candidate == kind) {
            return text;
        }
    }
    return "unit.interrupted";
}

Result<UnitEventKind> parse_unit_event_kind(std::string_view text) {
    for (const auto& [kind, candidate] : texts) {
        if (candidate == text) {
            return kind;
        }
    }
    return fail(ErrorCode::value_malformed, {{"value", "unit event"}});
}

bool is_end(UnitEventKind kind) {
    return kind == UnitEventKind::passed || kind == UnitEventKind::failed || kind == UnitEventKind::quarantined ||
           kind == UnitEventKind::aborted || kind == UnitEventKind::withdrawn;
}

} // namespace keyline
