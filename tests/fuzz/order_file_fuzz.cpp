// Any bytes as the second line of an order file: what is taken for an order is written and read again the same.
#include "app/keyd/order_file.h"
#include "provisioning/issuing/order_form.h"
#include "tests/fuzz/require.h"

using namespace keyline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto form = app::parse_order_file_form({reinterpret_cast<const char*>(data), size});
    if (!form) {
        require(form.error().code == ErrorCode::order_file_invalid);
        return 0;
    }
    const auto order = parse_order_form(*form);
    if (order) {
        const auto again = parse_order_form(order_form(*order));
        require(again && order_form(*again) == order_form(*order));
    }
    return 0;
}
