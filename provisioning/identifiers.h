// Small strong types that the ports carry. All made by parse(); value_malformed otherwise.
#pragma once

#include "provisioning/bytes.h"

#include <compare>
#include <string>

namespace keyline {

// The chip's own identity: 8 to 16 bytes, shown as hex. Source: spec/factory-protocol.md, identify.
class ChipUid {
  public:
    static constexpr std::size_t size_bytes_min = 8;
    static constexpr std::size_t size_bytes_max = 16;
    static Result<ChipUid> from_bytes(ByteView bytes);
    static Result<ChipUid> parse(std::string_view hex);
    ByteView bytes() const { return bytes_; }
    std::string text() const { return to_hex(bytes_); }
    auto operator<=>(const ChipUid&) const = default;

  private:
    explicit ChipUid(Bytes bytes) : bytes_(std::move(bytes)) {}
    Bytes bytes_;
};

// Check value of a key (KCV): the first 3 bytes of AES-256-ECB of 16 zero bytes under it.
class CheckValue {
  public:
    static constexpr std::size_t size_bytes = 3;
    static Result<CheckValue> from_bytes(ByteView bytes);
    static Result<CheckValue> parse(std::string_view hex);
    ByteView bytes() const { return bytes_; }
    std::string text() const { return to_hex(bytes_); }
    auto operator<=>(const CheckValue&) const = default;

  private:
    explicit CheckValue(const ByteArray<size_bytes>& bytes) : bytes_(bytes) {}
    ByteArray<size_bytes> bytes_;
};

// Drawn by the station, 16 random bytes, shown as 32 hex digits: the idempotency key of a unit's whole way.
class ClaimId {
  public:
    static constexpr std::size_t size_bytes = 16;
    static Result<ClaimId> from_bytes(ByteView bytes);
    static Result<ClaimId> parse(std::string_view hex);
    ByteView bytes() const { return bytes_; }
    std::string text() const { return to_hex(bytes_); }
    auto operator<=>(const ClaimId&) const = default;

  private:
    explicit ClaimId(const ByteArray<size_bytes>& bytes) : bytes_(bytes) {}
    ByteArray<size_bytes> bytes_;
};

// Names of orders, profiles, stations: 1 to 64 of [A-Za-z0-9._-], the first a letter or digit. Safe in file names, logs
// and notes.
class Name {
  public:
    static constexpr std::size_t characters_max = 64;
    static Result<Name> parse(std::string_view text);
    const std::string& text() const { return text_; }
    auto operator<=>(const Name&) const = default;

  private:
    explicit Name(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

using OrderId = Name;
using StationId = Name;
using ProfileName = Name;

} // namespace keyline
