// The hand-over of an order's keys to the owner, on keyd's own host: the HSM wraps them, hsm/handover_file.h says what
// is written. A hand-over is on record before the first key leaves ("handover.begun"), and again with the digest of its
// manifest before FILE.sig makes it one ("handover.made"). Where people must log in, a custodian has asked for the
// action keys.handover with the recipient's certificate, and a second person has approved it, in the last 24 hours.
// Threads: one.
#pragma once

#include "hsm/handover_file.h"
#include "provisioning/people/action.h"

namespace keyline::app {

struct HandoverOptions {
    std::filesystem::path config_path;
    OrderId order;
    std::filesystem::path recipient; // the owner's certificate, PEM or DER
    std::filesystem::path file;      // FILE.manifest and FILE.sig come beside it
};

struct HandoverMade {
    std::uint64_t units = 0;
    std::string manifest_sha256;
    std::string recipient_subject;
    std::string recipient_sha256;
    std::string oaep_hash;
};

// handover_empty, handover_not_granted, order_unknown; value_malformed (the certificate); escrow_damaged, hsm_*,
// registry_*, config_*, file_io: then there is no hand-over, and it may be made again.
Result<HandoverMade> make_handover(const HandoverOptions& options);

struct AcknowledgedHandover {
    OrderId order;
    std::uint64_t units = 0;
    std::string manifest_sha256;
};
// FILE and FILE.sig, as the owner sent them. handover_receipt {reason}, handover_unknown {manifest}; value_malformed.
Result<AcknowledgedHandover> take_receipt(const std::filesystem::path& config_path, const std::filesystem::path& file);

// The actions keys.handover (document: the recipient's certificate) and keys.receipt (document: the receipt, a zero
// byte, its signature).
void add_handover_handlers(ActionHandlers& handlers);

} // namespace keyline::app
