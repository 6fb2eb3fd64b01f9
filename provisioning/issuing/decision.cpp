#include "provisioning/issuing/decision.h"

namespace keyline {

AuditEvent refusal_of(std::string_view call, const Error& error, AuditEvent about) {
    about.event = "request.refused";
    about.details.emplace_back("call", std::string(call));
    about.details.emplace_back("code", std::string(text_of(error.code)));
    about.details.insert(about.details.end(), error.args.begin(), error.args.end());
    return about;
}

Status record_refusal(Registry& registry, std::string_view call, const Error& error, AuditEvent about) {
    auto transaction = registry.begin();
    if (!transaction) {
        return transaction.failure();
    }
    if (auto recorded = (*transaction)->record(refusal_of(call, error, std::move(about))); !recorded) {
        return recorded;
    }
    return (*transaction)->commit();
}

} // namespace keyline
