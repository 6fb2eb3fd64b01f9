// Any bytes as a payload: read, and if they are accepted, every value lies within them.
#include "fixtures/lock/cbor.h"
#include "tests/fuzz/require.h"

#include <cstdint>
#include <span>

namespace {

bool within(std::span<const std::uint8_t> payload, const KlCborField& field) {
    return field.data == nullptr ||
           (field.data >= payload.data() && field.size <= payload.size() &&
            static_cast<std::size_t>(field.data - payload.data()) <= payload.size() - field.size);
}

KlCborField named(const char* key, KlCborType type) {
    KlCborField field{};
    field.key = key;
    field.type = type;
    return field;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span payload(data, size);
    KlCborField fields[] = {named("off", kl_cbor_uint), named("data", kl_cbor_bytes), named("d", kl_cbor_text),
                            named("ok", kl_cbor_bool), named("err", kl_cbor_map)};
    if (!kl_cbor_read(data, size, fields, std::size(fields))) {
        return 0;
    }
    for (const KlCborField& field : fields) {
        require(within(payload, field));
    }
    require(fields[3].number <= 1);
    // Who knows no key at all accepts it too.
    require(kl_cbor_read(data, size, nullptr, 0));
    KlCborField parts[] = {named("group", kl_cbor_uint), named("rc", kl_cbor_uint)};
    kl_cbor_read(fields[4].data, fields[4].size, parts, std::size(parts));
    return 0;
}
