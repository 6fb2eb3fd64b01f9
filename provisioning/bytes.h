// Byte strings that are not secret, and hex. Secrets are in secret_bytes.h.
#pragma once

#include "provisioning/result.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace keyline {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;
template <std::size_t Size>
using ByteArray = std::array<std::uint8_t, Size>;

std::string to_hex(ByteView bytes); // lower case
// Exactly two digits a byte, either case, nothing else; value_malformed otherwise. The text is not repeated in the
// error.
Result<Bytes> from_hex(std::string_view text);

bool equal(ByteView a, ByteView b);
// For values that a guesser must not learn from the time it takes.
bool equal_in_constant_time(ByteView a, ByteView b);

template <std::size_t Size>
Result<ByteArray<Size>> to_array(ByteView bytes) {
    if (bytes.size() != Size) {
        return fail(ErrorCode::value_malformed,
                    {{"expected_bytes", std::to_string(Size)}, {"bytes", std::to_string(bytes.size())}});
    }
    ByteArray<Size> array;
    std::copy(bytes.begin(), bytes.end(), array.begin());
    return array;
}

inline ByteView as_bytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_text(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace keyline
