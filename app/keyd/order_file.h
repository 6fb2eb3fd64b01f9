// Order files: an order as a C2SP signed note, which an office sends to keyd and gets back from it.
//
//     keyline.order/v1
//     {"form":{"profile":"demo","device_type":"0001","table_size":"4096","first":"0001-000000000001","quota":"20"}}
//
//     — erp.example.com/orders BASE64
//
// The second line is JSON; `form` as in provisioning/issuing/order_form.h, numbers may be numbers. What keyd writes has
// its order id, state, counts and time beside the form; who reads does not look at those. The signer is one of
// keyd.toml's [orders] trusted, as vkey (db/checkpoint.h).
// Errors: order_file_invalid {reason}; order_file_untrusted {trusted}. Threads: values.
#pragma once

#include "app/keyd_config.h"
#include "provisioning/issuing/order_actions.h"
#include "provisioning/ports/signer.h"

namespace keyline::app {

inline constexpr const char* order_file_type = "keyline.order/v1";

std::string order_signer_name(const Name& environment); // "keyline/development/orders"

// The form in the second line.
Result<Error::Args> parse_order_file_form(std::string_view json);

Result<SignedOrder> open_order_file(const Bytes& file, const std::vector<std::string>& trusted_vkeys);
Result<Bytes> seal_order_file(const WorkOrder& order, std::int64_t now_unix_s, const Name& environment, Signer& signer);

} // namespace keyline::app
