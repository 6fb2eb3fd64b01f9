// A station and a lock on one mailbox in memory that a third one disturbs: words that change, that read as something
// else, accesses that fail, answers that do not come. Input: pairs of bytes, what happens and how, one for each access.
#include "fixtures/lock/mailbox.h"
#include "fixtures/mailbox_framing.h"
#include "tests/fuzz/require.h"
#include "tests/unit/fixtures/lock/provisioned.h"

#include <cstdint>

namespace {

using namespace keyline;
using namespace keyline::fixtures;
using namespace keyline::fixtures::test;

constexpr std::uint32_t address = 0x2000'0000;
constexpr std::uint32_t capacity = kl_smp_message_bytes_min;
constexpr std::size_t words_count = (kl_mailbox_header_bytes + 2 * capacity) / 4;
constexpr std::size_t accesses_max = 20'000;

// Time passes by being waited for.
class FuzzClock final : public Clock {
  public:
    std::chrono::steady_clock::time_point now{};
    std::chrono::system_clock::time_point utc() const override { return {}; }
    std::chrono::steady_clock::time_point monotonic() const override { return now; }
    void pause(const std::stop_token& /*stop*/, std::chrono::milliseconds time) override { now += time; }
};

class DisturbedMemory final : public DebugMemory {
  public:
    DisturbedMemory(ByteView input, MemoryLock& lock, FuzzClock& clock)
        : input_(input), lock_(lock), clock_(clock), words_(words_count), mailbox_{words_.data(), capacity} {
        kl_mailbox_start(&mailbox_);
    }
    Result<bool> read(std::uint32_t from, Words words) override {
        if (!access(from, words.size())) {
            return false;
        }
        const std::size_t at = (from - address) / 4;
        std::copy_n(words_.begin() + static_cast<std::ptrdiff_t>(at), words.size(), words.begin());
        if (!words.empty() && act_ == 2) { // it reads as something else, once
            words[how_ % words.size()] ^= 1U << (how_ % 32);
        }
        return true;
    }
    Result<bool> write(std::uint32_t to, WordsView words) override {
        if (!access(to, words.size())) {
            return false;
        }
        if (act_ != 3) { // swallowed, and reported as done
            std::copy(words.begin(), words.end(), words_.begin() + (to - address) / 4);
        }
        return true;
    }
    std::size_t accesses() const { return accesses_; }

  private:
    bool access(std::uint32_t from, std::size_t count) {
        require(++accesses_ < accesses_max); // never for ever
        if (from < address || (from - address) / 4 + count > words_.size()) {
            return false; // a lock may say what it likes of its buffers
        }
        clock_.now += std::chrono::milliseconds(1);
        act_ = input_.size() >= 2 ? input_[0] % 8 : 7;
        how_ = input_.size() >= 2 ? input_[1] : 0;
        input_ = input_.subspan(std::min<std::size_t>(2, input_.size()));
        if (act_ == 1) {
            words_[how_ % words_.size()] ^= 0x01010101U << (how_ % 8);
        }
        if (act_ != 4) { // the lock is not at it
            kl_mailbox_serve(&mailbox_, &lock_.lock());
        }
        if (act_ == 5) {
            kl_mailbox_start(&mailbox_); // a reset
        }
        return act_ != 6;
    }

    ByteView input_;
    MemoryLock& lock_;
    FuzzClock& clock_;
    std::vector<std::uint32_t> words_;
    KlMailbox mailbox_;
    std::size_t accesses_ = 0;
    unsigned act_ = 7;
    unsigned how_ = 0;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const auto lock = lock_in(static_cast<KlLockState>(data[0] % (kl_state_captured + 1)), kl_table_bytes_min);
    const std::int64_t state = state_of(*lock);
    FuzzClock clock;
    DisturbedMemory memory({data + 1, size - 1}, *lock, clock);
    auto framing = MailboxFraming::create(memory, address, clock);
    require(framing.has_value());
    constexpr int requests = 4;
    for (int i = 0; i < requests; ++i) {
        const Bytes request = message_of(
            {kl_smp_version, kl_smp_read, static_cast<std::uint8_t>(i), kl_factory_identify, kl_group_factory, 0}, {});
        const auto deadline = clock.now + std::chrono::milliseconds(100);
        if (auto sent = (*framing)->send(request, deadline); !sent) {
            continue;
        }
        const auto answer = (*framing)->receive(deadline);
        require(!answer || !*answer || (*answer)->size() <= message_bytes_max);
    }
    lock->restart();
    const std::int64_t now = state_of(*lock);
    require(lock->started() && now >= 0 && now <= kl_state_captured);
    require(state < kl_state_closed || now == state); // closed is for good
    return 0;
}
