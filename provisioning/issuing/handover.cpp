#include "provisioning/issuing/handover.h"

#include "provisioning/ports/handover_records.h"

#include <algorithm>
#include <openssl/evp.h>

namespace keyline {

namespace {
EVP_MD_CTX* digest_of(void* context) {
    return static_cast<EVP_MD_CTX*>(context);
}

tl::unexpected<Error> missing(const WorkOrder& order, std::string reason) {
    return fail(ErrorCode::handover_missing, {{"order", order.id.text()}, {"reason", std::move(reason)}});
}

Result<ByteArray<32>> contents_of(RegistryTransaction& transaction, const WorkOrder& order) {
    HandoverContents contents;
    std::optional<ClaimId> after;
    std::vector<ClaimRecord> units;
    for (;;) {
        const auto more = next_units(transaction, order, after, units);
        if (!more) {
            return more.failure();
        }
        for (const ClaimRecord& unit : units) {
            contents.add(unit.claim);
        }
        if (!*more) {
            return contents.end();
        }
    }
}
} // namespace

void HandoverContents::Free::operator()(void* context) const {
    EVP_MD_CTX_free(digest_of(context));
}

HandoverContents::HandoverContents() : context_(EVP_MD_CTX_new()) {
    EVP_DigestInit_ex(digest_of(context_.get()), EVP_sha256(), nullptr);
}

void HandoverContents::add(const Claim& claim) {
    EVP_DigestUpdate(digest_of(context_.get()), claim.id.bytes().data(), claim.id.bytes().size());
    ++units_;
}

ByteArray<32> HandoverContents::end() {
    ByteArray<32> digest{};
    EVP_DigestFinal_ex(digest_of(context_.get()), digest.data(), nullptr);
    return digest;
}

Result<bool> next_units(RegistryTransaction& transaction, const WorkOrder& order, std::optional<ClaimId>& after,
                        std::vector<ClaimRecord>& units) {
    auto claims =
        transaction.claims({.order = order.id, .first = order.first, .last = order.last}, after, handover_page_claims);
    if (!claims) {
        return claims.failure();
    }
    const bool more = claims->size() == handover_page_claims;
    if (more) {
        after = claims->back().claim.id;
    }
    std::erase_if(*claims, [](const ClaimRecord& record) { return record.claim.state != ClaimState::passed; });
    units = std::move(*claims);
    return more;
}

Status require_handed_over(RegistryTransaction& transaction, const WorkOrder& order) {
    if (order.counts.passed == 0) {
        return {};
    }
    const auto made = transaction.handovers().of(order.id);
    if (!made) {
        return made.failure();
    }
    if (made->empty()) {
        return missing(order, "they were not handed over");
    }
    const bool any = std::any_of(made->begin(), made->end(), [](const auto& one) { return !one.receipt.empty(); });
    if (!any) {
        return missing(order, "the owner's receipt has not come in");
    }
    const auto contents = contents_of(transaction, order);
    if (!contents) {
        return contents.failure();
    }
    const bool whole = std::any_of(made->begin(), made->end(), [&](const HandoverRecord& one) {
        return !one.receipt.empty() && one.contents == *contents;
    });
    return whole ? Status() : missing(order, "units have passed, or were re-keyed or scrapped, since that hand-over");
}

} // namespace keyline
