// HandoverRecords in memory: part of the MemoryRegistry, copied and kept with its transactions.
#pragma once

#include "provisioning/ports/handover_records.h"

#include <algorithm>

namespace keyline::test {

class MemoryHandovers final : public HandoverRecords {
  public:
    std::vector<HandoverGrant> grants;
    std::vector<HandoverRecord> made;

    Status insert_grant(const HandoverGrant& grant) override {
        grants.push_back(grant);
        return {};
    }
    Result<std::optional<HandoverGrant>> newest_grant(const OrderId& order, ByteView recipient_der) override {
        const auto found = std::find_if(grants.rbegin(), grants.rend(), [&](const HandoverGrant& grant) {
            return grant.order == order && equal(grant.recipient_der, recipient_der);
        });
        return found == grants.rend() ? std::optional<HandoverGrant>() : std::optional(*found);
    }
    Status insert(const HandoverRecord& record) override {
        made.push_back(record);
        return {};
    }
    Result<std::vector<HandoverRecord>> of(const OrderId& order) override {
        std::vector<HandoverRecord> records;
        std::copy_if(made.rbegin(), made.rend(), std::back_inserter(records),
                     [&](const HandoverRecord& record) { return record.order == order; });
        return records;
    }
    Result<std::optional<HandoverRecord>> with_manifest(const ByteArray<32>& sha256) override {
        for (const HandoverRecord& record : made) {
            if (record.manifest_sha256 == sha256) {
                return std::optional(record);
            }
        }
        return std::optional<HandoverRecord>();
    }
    Status acknowledge(const ByteArray<32>& manifest_sha256, ByteView receipt, std::int64_t received_unix_s) override {
        for (HandoverRecord& record : made) {
            if (record.manifest_sha256 == manifest_sha256 && record.receipt.empty()) {
                record.receipt.assign(receipt.begin(), receipt.end());
                record.received_unix_s = received_unix_s;
                return {};
            }
        }
        return fail(ErrorCode::handover_unknown, {{"manifest", to_hex(manifest_sha256)}});
    }
};

} // namespace keyline::test
