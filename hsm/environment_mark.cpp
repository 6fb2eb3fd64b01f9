#include "hsm/environment_mark.h"

namespace keyline::hsm {

namespace {
constexpr std::size_t mark_size_bytes_max = 32;
constexpr std::string_view unmarked = "development";
} // namespace

Status mark_environment(const Module& module, const KeyLabels& labels, std::string_view environment) {
    auto session = Session::open(module, Session::Mode::read_write);
    auto kek = session ? session->find(object_class_of(KeyRole::kek), labels.kek) : session.failure();
    if (!kek) {
        return kek.failure();
    }
    CK_ATTRIBUTE attribute{CKA_ID, readable(as_bytes(environment)), environment.size()};
    const CK_RV rv = module.functions().C_SetAttributeValue(session->handle(), *kek, &attribute, 1);
    return rv == CKR_OK ? Status() : fail_rv("C_SetAttributeValue", rv);
}

Status check_environment(const Module& module, const KeyLabels& labels, std::string_view environment) {
    auto session = Session::open(module);
    auto kek = session ? session->find(object_class_of(KeyRole::kek), labels.kek) : session.failure();
    if (!kek) {
        return kek.failure();
    }
    std::string mark(mark_size_bytes_max, '\0');
    CK_ATTRIBUTE attribute{CKA_ID, mark.data(), mark.size()};
    const CK_RV rv = module.functions().C_GetAttributeValue(session->handle(), *kek, &attribute, 1);
    if (rv != CKR_OK) {
        return fail_rv("C_GetAttributeValue", rv);
    }
    mark.resize(attribute.ulValueLen);
    const std::string found = mark.empty() ? std::string(unmarked) : mark;
    if (found != environment) {
        return fail(ErrorCode::hsm_key_environment,
                    {{"key", labels.kek}, {"expected", std::string(environment)}, {"found", found}});
    }
    return {};
}

} // namespace keyline::hsm
