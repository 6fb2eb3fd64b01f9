// Any sequence of messages to a lock in any state. Input: a byte for the state, then messages: a byte of flags, a byte
// of size (times 5), the message.
#include "tests/fuzz/require.h"
#include "tests/unit/fixtures/lock/provisioned.h"

#include <cstdint>

namespace {

using namespace keyline;
using namespace keyline::fixtures::test;

constexpr std::uint8_t flag_right_length = 1; // else the length field is the fuzzer's
constexpr std::uint8_t flag_restart = 2;
constexpr std::uint8_t flag_flash_error = 4;
constexpr std::size_t size_step_bytes = 5;

void check(const Answer& answer, const Bytes& request) {
    if (answer.silent()) {
        return;
    }
    KlSmpHeader sent{};
    require(kl_smp_read_header(request.data(), request.size(), &sent));
    const KlSmpHeader header = answer.header();
    require(header.operation == sent.operation + 1 && header.group == sent.group && header.command == sent.command &&
            header.sequence == sent.sequence && header.length == answer.payload().size());
    require(answer.rc() >= 0);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    ByteView input(data + 1, size - 1);
    const auto lock = lock_in(static_cast<KlLockState>(data[0] % (kl_state_captured + 1)), kl_table_bytes_min);
    std::int64_t closed_at = state_of(*lock);
    while (input.size() >= 2) {
        const std::uint8_t flags = input[0];
        const ByteView taken = input.subspan(2, std::min(input[1] * size_step_bytes, input.size() - 2));
        input = input.subspan(2 + taken.size());
        Bytes message(taken.begin(), taken.end());
        if ((flags & flag_right_length) != 0 && message.size() >= kl_smp_header_bytes) {
            message[2] = static_cast<std::uint8_t>((message.size() - kl_smp_header_bytes) >> 8);
            message[3] = static_cast<std::uint8_t>(message.size() - kl_smp_header_bytes);
        }
        if ((flags & flag_flash_error) != 0) {
            lock->fail_once_after(flags >> 3);
        }
        check(lock->send(message), message);
        if ((flags & flag_restart) != 0 || lock->lock().reset_due) {
            lock->restart();
            require(lock->started());
        }
        const std::int64_t state = state_of(*lock);
        require(state >= 0 && state <= kl_state_captured);
        require(closed_at < kl_state_closed || state == closed_at); // closed is for good
        closed_at = state;
    }
    return 0;
}
