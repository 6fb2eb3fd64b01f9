// Any bytes on a line: the receiver stays within its buffer, and what it takes for a message survives a frame of its
// own.
#include "fixtures/lock/cobs.h"
#include "tests/fuzz/require.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace {

constexpr std::size_t message_bytes_max = 300;

using Buffer = std::vector<std::uint8_t>;

void check_round_trip(const Buffer& message) {
    Buffer frame(KL_COBS_FRAME_BYTES_MAX(message.size()));
    frame.resize(kl_cobs_frame(message.data(), message.size(), frame.data(), frame.size()));
    require(!frame.empty() && std::count(frame.begin(), frame.end(), 0) == 1);
    Buffer buffer(message.size() + kl_cobs_crc_bytes);
    KlCobsReceiver receiver = kl_cobs_receiver(buffer.data(), buffer.size());
    bool whole = false;
    for (const std::uint8_t byte : frame) {
        whole = kl_cobs_receive(&receiver, byte);
    }
    buffer.resize(receiver.message_size);
    require(whole && buffer == message);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Buffer buffer(message_bytes_max + kl_cobs_crc_bytes);
    KlCobsReceiver receiver = kl_cobs_receiver(buffer.data(), buffer.size());
    for (std::size_t i = 0; i < size; ++i) {
        if (kl_cobs_receive(&receiver, data[i])) {
            require(receiver.message_size <= message_bytes_max);
            const auto end = buffer.begin() + static_cast<std::ptrdiff_t>(receiver.message_size);
            check_round_trip(Buffer(buffer.begin(), end));
        }
    }
    if (size <= message_bytes_max) { // a random CRC is never right: the bytes as a message, too
        check_round_trip(Buffer(data, data + size));
    }
    return 0;
}
