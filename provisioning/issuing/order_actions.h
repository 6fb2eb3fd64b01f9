// An order's way, decided by people: executors of the actions "order.*" (people/action.h).
//
//     create   a draft of the author's; released at once where nobody has to log in
//     import   the same, as an order file says that a trusted key has signed
//     export   the order with its counts, signed by keyd's own key
//     release  by another person than the author: only now serial numbers are issued
//     extend   quota, attempts, expiry or the range's end, never below what is used
//     close    when every unit is at an end, and the keys are handed over: nothing is issued any more
//
// Errors: order_unknown, order_invalid, order_overlaps, order_own_release, order_closed, order_not_released,
// order_not_complete {outstanding, rework, quarantined}; what the closing's own condition says. Threads: any.
#pragma once

#include "provisioning/people/action.h"

namespace keyline {

// What has to be so beside the counts before an order is closed.
using OrderMayClose = std::function<Status(RegistryTransaction&, const WorkOrder&)>;

// An order as a signed file: what an office sends and what an office gets back. Its form is the adapter's.
struct SignedOrder {
    Error::Args form;   // see issuing/order_form.h
    std::string signer; // whose key it was
    std::string sha256; // of the whole file, hex
};
struct OrderFiles {
    std::function<Result<SignedOrder>(const Bytes&)> open; // order_file_invalid, order_file_untrusted
    std::function<Result<Bytes>(const WorkOrder&, std::int64_t now_unix_s)> seal;
};

void add_order_handlers(ActionHandlers& handlers, OrderMayClose may_close, const OrderFiles& files);

} // namespace keyline
