#include "provisioning/serial_number.h"

#include <algorithm>

namespace keyline {

namespace {
constexpr std::size_t padding_bytes = 8;
constexpr std::size_t type_offset_bytes = 8;
constexpr std::size_t device_id_offset_bytes = 10;
constexpr std::size_t device_id_bytes = 6;
constexpr std::size_t short_text_characters = 17; // TTTT-DDDDDDDDDDDD
constexpr std::size_t shown_characters_max = 40;

tl::unexpected<Error> malformed(std::string_view text) {
    std::string shown;
    for (const char character : text.substr(0, shown_characters_max)) {
        shown += (character >= ' ' && character <= '~') ? character : '?';
    }
    return fail(ErrorCode::serial_malformed, {{"serial", shown}});
}
} // namespace

Result<DeviceType> DeviceType::parse(std::string_view text) {
    auto bytes = from_hex(text);
    if (!bytes || bytes->size() != 2) {
        return fail(ErrorCode::value_malformed, {{"value", "device type"}, {"reason", "4 hex digits expected"}});
    }
    return DeviceType(static_cast<std::uint16_t>((*bytes)[0] << 8U | (*bytes)[1]));
}

std::string DeviceType::text() const {
    return to_hex(ByteArray<2>{static_cast<std::uint8_t>(value_ >> 8U), static_cast<std::uint8_t>(value_)});
}

Result<SerialNumber> SerialNumber::parse(std::string_view text) {
    std::string digits(text);
    if (text.size() == short_text_characters && text[4] == '-') {
        digits.erase(4, 1);
        digits.insert(0, padding_bytes * 2, '0');
    }
    auto bytes = from_hex(digits);
    if (!bytes || bytes->size() != serial_number_size_bytes) {
        return malformed(text);
    }
    return from_bytes(*bytes);
}

Result<SerialNumber> SerialNumber::from_bytes(ByteView bytes) {
    auto array = to_array<serial_number_size_bytes>(bytes);
    if (!array) {
        return malformed(to_hex(bytes.first(std::min(bytes.size(), serial_number_size_bytes + 1))));
    }
    if (std::any_of(array->begin(), array->begin() + padding_bytes, [](std::uint8_t byte) { return byte != 0; })) {
        return fail(ErrorCode::serial_padding, {{"serial", to_hex(bytes)}});
    }
    return SerialNumber(*array);
}

Result<SerialNumber> SerialNumber::from_parts(DeviceType type, std::uint64_t device_id) {
    if (device_id > device_id_max) {
        return malformed(type.text() + "-" + std::to_string(device_id));
    }
    ByteArray<serial_number_size_bytes> bytes{};
    bytes[type_offset_bytes] = static_cast<std::uint8_t>(type.value() >> 8U);
    bytes[type_offset_bytes + 1] = static_cast<std::uint8_t>(type.value());
    for (std::size_t i = 0; i < device_id_bytes; ++i) {
        bytes[device_id_offset_bytes + i] = static_cast<std::uint8_t>(device_id >> (8 * (device_id_bytes - 1 - i)));
    }
    return SerialNumber(bytes);
}

DeviceType SerialNumber::type() const {
    return DeviceType(static_cast<std::uint16_t>(bytes_[type_offset_bytes] << 8U | bytes_[type_offset_bytes + 1]));
}

std::uint64_t SerialNumber::device_id() const {
    std::uint64_t device_id = 0;
    for (std::size_t i = device_id_offset_bytes; i < serial_number_size_bytes; ++i) {
        device_id = device_id << 8U | bytes_[i];
    }
    return device_id;
}

std::string SerialNumber::text() const {
    std::string text = to_hex(ByteView(bytes_).subspan(padding_bytes));
    text.insert(4, 1, '-');
    return text;
}

} // namespace keyline
