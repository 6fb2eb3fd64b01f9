#include "provisioning/identifiers.h"

#include <algorithm>

namespace keyline {

namespace {
tl::unexpected<Error> malformed(std::string_view what, std::string_view expected) {
    return fail(ErrorCode::value_malformed, {{"value", std::string(what)}, {"reason", std::string(expected)}});
}

template <class Id, std::size_t Size = Id::size_bytes>
Result<ByteArray<Size>> fixed(ByteView bytes, std::string_view what) {
    auto array = to_array<Size>(bytes);
    if (!array) {
        return malformed(what, std::to_string(Size) + " bytes expected");
    }
    return *array;
}
} // namespace

Result<ChipUid> ChipUid::from_bytes(ByteView bytes) {
    if (bytes.size() < size_bytes_min || bytes.size() > size_bytes_max) {
        return malformed("chip UID", "8 to 16 bytes expected");
    }
    return ChipUid(Bytes(bytes.begin(), bytes.end()));
}

Result<ChipUid> ChipUid::parse(std::string_view hex) {
    auto bytes = from_hex(hex);
    return bytes ? from_bytes(*bytes) : Result<ChipUid>(malformed("chip UID", "16 to 32 hex digits expected"));
}

Result<CheckValue> CheckValue::from_bytes(ByteView bytes) {
    auto array = fixed<CheckValue>(bytes, "check value");
    return array ? Result<CheckValue>(CheckValue(*array)) : array.failure();
}

Result<CheckValue> CheckValue::parse(std::string_view hex) {
    auto bytes = from_hex(hex);
    return bytes ? from_bytes(*bytes) : Result<CheckValue>(malformed("check value", "6 hex digits expected"));
}

Result<ClaimId> ClaimId::from_bytes(ByteView bytes) {
    auto array = fixed<ClaimId>(bytes, "claim id");
    return array ? Result<ClaimId>(ClaimId(*array)) : array.failure();
}

Result<ClaimId> ClaimId::parse(std::string_view hex) {
    auto bytes = from_hex(hex);
    return bytes ? from_bytes(*bytes) : Result<ClaimId>(malformed("claim id", "32 hex digits expected"));
}

Result<Name> Name::parse(std::string_view text) {
    const auto alphanumeric = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    };
    const auto allowed = [&](char c) { return alphanumeric(c) || c == '.' || c == '_' || c == '-'; };
    if (text.empty() || text.size() > characters_max || !alphanumeric(text.front()) ||
        !std::all_of(text.begin(), text.end(), allowed)) {
        return malformed("name", "1 to 64 letters, digits, '.', '_' or '-', beginning with a letter or digit");
    }
    return Name(std::string(text));
}

} // namespace keyline
