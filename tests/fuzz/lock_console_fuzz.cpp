// Any bytes on a console line: the receiver stays within its buffers, and what it takes for a message survives a packet
// of its own.
#include "fixtures/lock/console.h"
#include "tests/fuzz/require.h"

#include <array>
#include <cstdint>
#include <vector>

namespace {

constexpr std::size_t message_bytes_max = 300;

using Buffer = std::vector<std::uint8_t>;

void check_round_trip(const Buffer& message) {
    Buffer lines(KL_CONSOLE_PACKET_BYTES_MAX(message.size()));
    lines.resize(kl_console_packet(message.data(), message.size(), lines.data(), lines.size()));
    require(!lines.empty());
    Buffer buffer(message.size() + kl_console_crc_bytes);
    KlConsoleReceiver receiver = kl_console_receiver(buffer.data(), buffer.size());
    bool whole = false;
    for (const std::uint8_t byte : lines) {
        whole = kl_console_receive(&receiver, byte);
    }
    buffer.resize(receiver.message_size);
    require(whole && buffer == message);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Buffer buffer(message_bytes_max + kl_console_crc_bytes);
    KlConsoleReceiver receiver = kl_console_receiver(buffer.data(), buffer.size());
    for (std::size_t i = 0; i < size; ++i) {
        if (kl_console_receive(&receiver, data[i])) {
            require(receiver.message_size <= message_bytes_max);
            const auto end = buffer.begin() + static_cast<std::ptrdiff_t>(receiver.message_size);
            check_round_trip(Buffer(buffer.begin(), end));
        }
    }
    if (size <= message_bytes_max) { // a random CRC is seldom right: the bytes as a message, too
        check_round_trip(Buffer(data, data + size));
    }
    return 0;
}
