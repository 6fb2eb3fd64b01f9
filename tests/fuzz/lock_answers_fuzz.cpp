// Any answers to the station's own commands: whatever a lock says, the station ends each call with a value or an error.
// Input: a byte for the call, then answers: a byte of flags, a byte of size (times 4), the bytes.
#include "fixtures/factory_lock.h"
#include "fixtures/line_framing.h"
#include "fixtures/lock/smp.h"
#include "tests/fuzz/require.h"

#include <algorithm>
#include <cstdint>

using namespace keyline;
using namespace keyline::fixtures;

namespace {

constexpr std::uint8_t flag_raw = 1;          // bytes on the line; else a frame of its own, with the request's header
constexpr std::uint8_t flag_other_header = 2; // spoilt
constexpr std::size_t size_step_bytes = 4;
constexpr unsigned baud = 115'200;

// Time passes when nothing comes.
class FakeClock final : public Clock {
  public:
    std::chrono::system_clock::time_point utc() const override { return {}; }
    std::chrono::steady_clock::time_point monotonic() const override { return now_; }
    void pass_to(TimePoint time) { now_ = std::max(now_, time); }

  private:
    TimePoint now_{std::chrono::hours(1)};
};

class NoRandom final : public Random {
  public:
    Status fill(std::span<std::uint8_t> bytes) override {
        std::fill(bytes.begin(), bytes.end(), 0xfe);
        return {};
    }
};

class ScriptedLink final : public ByteLink {
  public:
    ScriptedLink(FakeClock& clock, ByteView script) : clock_(clock), script_(script) {}

    Result<std::size_t> read(std::span<std::uint8_t> buffer, TimePoint deadline) override {
        if (coming_.empty()) {
            next_answer();
        }
        if (coming_.empty()) {
            clock_.pass_to(deadline);
            return std::size_t{0};
        }
        const std::size_t size = std::min(buffer.size(), coming_.size());
        std::copy_n(coming_.begin(), size, buffer.begin());
        coming_.erase(coming_.begin(), coming_.begin() + static_cast<std::ptrdiff_t>(size));
        return size;
    }
    Status write(ByteView bytes, TimePoint /*deadline*/) override {
        for (const std::uint8_t byte : bytes) {
            if (kl_cobs_receive(&receiver_, byte)) {
                require(kl_smp_read_header(message_.data(), receiver_.message_size, &request_));
            }
        }
        return {};
    }

  private:
    void next_answer() {
        if (script_.size() < 2) {
            return;
        }
        const std::uint8_t flags = script_[0];
        const ByteView taken = script_.subspan(2, std::min(script_[1] * size_step_bytes, script_.size() - 2));
        script_ = script_.subspan(2 + taken.size());
        if ((flags & flag_raw) != 0) {
            coming_.assign(taken.begin(), taken.end());
            return;
        }
        KlSmpHeader header = request_;
        header.operation = static_cast<std::uint8_t>(header.operation + 1);
        header.length = static_cast<std::uint16_t>(taken.size());
        Bytes message(kl_smp_header_bytes + taken.size());
        kl_smp_write_header(&header, message.data());
        std::copy(taken.begin(), taken.end(), message.begin() + kl_smp_header_bytes);
        if ((flags & flag_other_header) != 0) {
            message[(flags >> 2U) % kl_smp_header_bytes] ^= flags;
        }
        coming_.resize(KL_COBS_FRAME_BYTES_MAX(message.size()));
        coming_.resize(kl_cobs_frame(message.data(), message.size(), coming_.data(), coming_.size()));
    }

    FakeClock& clock_;
    ByteView script_;
    Bytes coming_;
    ByteArray<message_bytes_max + kl_cobs_crc_bytes> message_{};
    KlCobsReceiver receiver_ = kl_cobs_receiver(message_.data(), message_.size());
    KlSmpHeader request_{};
};

template <class Value>
void check(const Result<Value>& answered) {
    require(answered || answered.error().code != ErrorCode::internal);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    FakeClock clock;
    NoRandom random;
    auto framing = LineFraming::create(std::make_unique<ScriptedLink>(clock, ByteView(data + 1, size - 1)),
                                       kl_line_cobs, baud, clock);
    require(framing.has_value());
    auto lock = FactoryLock::create(std::move(*framing), clock, random);
    require(lock.has_value());
    static const auto table =
        SubstitutionTable::create(*SecretBytes::copy_of(Bytes(SubstitutionTable::size_bytes_min, 7)));
    for (unsigned calls = data[0]; calls != 0; calls >>= 2U) { // up to four, one after the other
        switch (calls & 3U) {
        case 0:
            check((*lock)->close());
            break;
        case 1:
            check((*lock)->identify());
            break;
        case 2:
            check((*lock)->program(nullptr, *table, [](std::size_t, std::size_t) {}));
            break;
        default:
            check((*lock)->answer({}));
        }
    }
    return 0;
}
