// OrderForm: an order that a person asks for, as named texts: the arguments of the action order.create, and what an
// order file holds. One parser for both.
//
//     profile device_type table_size description? first last? quota attempts? expires? stations? kg?
//
// device_type 4 digits; table_size bytes; expires the last day, as 2026-12-31, UTC; stations "line1,line2". Errors:
// order_invalid {reason}; serial_malformed, value_malformed for a text that is none. Threads: values.
#pragma once

#include "provisioning/result.h"
#include "provisioning/work_order.h"

namespace keyline {

// A number, nothing else; order_invalid names what it is for.
Result<std::uint64_t> parse_order_number(std::string_view name, std::string_view text);
// "2026-12-31": the end of that day, UTC, as seconds since 1970.
Result<std::int64_t> parse_last_day(std::string_view text);
std::string last_day_text(std::int64_t expires_unix_s);

Error::Args order_form(const NewOrder& order);
Result<NewOrder> parse_order_form(const Error::Args& form);

} // namespace keyline
