// SerialNumber: 8 zero bytes, device type (2, big-endian), device ID (6, big-endian). Source:
// spec/lock-formats.md, 3.1.2.
#pragma once

#include "provisioning/bytes.h"

#include <compare>

namespace keyline {

inline constexpr std::size_t serial_number_size_bytes = 16;

// 2 bytes; text is 4 hex digits.
class DeviceType {
  public:
    explicit constexpr DeviceType(std::uint16_t value) : value_(value) {}
    static Result<DeviceType> parse(std::string_view text);
    constexpr std::uint16_t value() const { return value_; }
    std::string text() const;
    auto operator<=>(const DeviceType&) const = default;

  private:
    std::uint16_t value_;
};

class SerialNumber {
  public:
    static constexpr std::uint64_t device_id_max = 0xffff'ffff'ffffULL;

    // "TTTT-DDDDDDDDDDDD" or 32 hex digits, either case. serial_malformed, serial_padding.
    static Result<SerialNumber> parse(std::string_view text);
    // 16 bytes as the lock stores them. serial_malformed, serial_padding.
    static Result<SerialNumber> from_bytes(ByteView bytes);
    // serial_malformed when the device ID needs more than 6 bytes.
    static Result<SerialNumber> from_parts(DeviceType type, std::uint64_t device_id);

    DeviceType type() const;
    std::uint64_t device_id() const;
    ByteView bytes() const { return bytes_; }
    std::string text() const; // "0001-000000000001"

    auto operator<=>(const SerialNumber&) const = default;

  private:
    explicit SerialNumber(const ByteArray<serial_number_size_bytes>& bytes) : bytes_(bytes) {}
    ByteArray<serial_number_size_bytes> bytes_;
};

} // namespace keyline
