// HandoverRecords: whom an order's keys may be handed to, what was handed over, and what the owner acknowledged. Part
// of a RegistryTransaction. Nothing in it is secret, and nothing is ever taken back: hand-overs stay.
// Threads: the transaction's. Errors: registry_unavailable, registry_unsound.
#pragma once

#include "provisioning/bytes.h"
#include "provisioning/identifiers.h"

#include <optional>
#include <vector>

namespace keyline {

// Two persons have decided that this recipient gets the keys of this order.
struct HandoverGrant {
    OrderId order;
    Bytes recipient_der; // X.509
    std::string author;
    std::string approver; // empty where nobody has to log in
    std::int64_t granted_unix_s = 0;
};

struct HandoverRecord {
    OrderId order;
    Bytes recipient_der;
    std::uint64_t units = 0;
    ByteArray<32> contents{};        // HandoverContents: which claims' keys these are
    ByteArray<32> manifest_sha256{}; // what the owner's receipt names
    std::int64_t made_unix_s = 0;
    Bytes receipt{}; // empty: not acknowledged yet; then as ReceiptDocument holds it
    std::int64_t received_unix_s = 0;
};

class HandoverRecords {
  public:
    virtual ~HandoverRecords() = default;

    virtual Status insert_grant(const HandoverGrant& grant) = 0;
    virtual Result<std::optional<HandoverGrant>> newest_grant(const OrderId& order, ByteView recipient_der) = 0;

    virtual Status insert(const HandoverRecord& record) = 0;
    virtual Result<std::vector<HandoverRecord>> of(const OrderId& order) = 0; // newest first
    virtual Result<std::optional<HandoverRecord>> with_manifest(const ByteArray<32>& sha256) = 0;
    // Once. handover_unknown when there is no such hand-over, or it is acknowledged already.
    virtual Status acknowledge(const ByteArray<32>& manifest_sha256, ByteView receipt,
                               std::int64_t received_unix_s) = 0;
};

} // namespace keyline
