#include "provisioning/line/unit_result.h"

namespace keyline {

std::string_view text_of(Outcome outcome) {
    switch (outcome) {
    case Outcome::passed:
        return "passed";
    case Outcome::failed:
        return "failed";
    case Outcome::error:
        return "error";
    case Outcome::aborted:
        return "aborted";
    case Outcome::quarantined:
        return "quarantined";
    }
    return "error";
}

} // namespace keyline
