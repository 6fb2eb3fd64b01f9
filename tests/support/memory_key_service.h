// A KeyService in memory: answers what the test has put in, remembers what it was asked.
#pragma once

#include "provisioning/ports/key_service.h"

#include <atomic>
#include <functional>
#include <optional>

namespace keyline::test {

inline Bytes bytes_of(std::size_t size, std::uint8_t first) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) {
        bytes[i] = static_cast<std::uint8_t>(first + i);
    }
    return bytes;
}

inline ClaimId claim_id(std::uint8_t first = 1) {
    return *ClaimId::from_bytes(bytes_of(ClaimId::size_bytes, first));
}
inline ChipUid chip_uid() {
    return *ChipUid::from_bytes(bytes_of(12, 0x40));
}
inline SerialNumber serial(std::uint64_t device_id = 1) {
    return *SerialNumber::from_parts(DeviceType(0x0102), device_id);
}
inline Name name(std::string_view text) {
    return *Name::parse(text);
}
inline CheckValue check_value(std::uint8_t first) {
    return *CheckValue::from_bytes(bytes_of(CheckValue::size_bytes, first));
}
inline Claim claim() {
    return {claim_id(), name("WO-0001"), name("demo"), serial(), chip_uid(), ClaimState::quarantined, 3, 2, true, true};
}
inline ProductProfile profile() {
    return {name("padlock"), DeviceType(0x0102), 4'096, "Padlock, second series"};
}
inline WorkOrder work_order() {
    return {name("WO-0001"),
            profile(),
            serial(1),
            serial(20),
            20,
            40,
            1'900'000'000,
            {name("demo")},
            check_value(0x70),
            {9, 8, 7, 6, 5, 4, 3, 2, 1},
            OrderState::draft,
            "ann"};
}
inline ProductionToken token(const SerialNumber& of) {
    return *ProductionToken::compose(of, bytes_of(wrapped_pek_size_bytes, 0x10),
                                     bytes_of(pek_of_serial_size_bytes, 0x90));
}
inline Challenge challenge() {
    return {*to_array<16>(bytes_of(16, 1)), *to_array<16>(bytes_of(16, 2)), *to_array<96>(bytes_of(96, 3)),
            *to_array<16>(bytes_of(16, 4))};
}
inline ProofAnswer proof() {
    return {*to_array<144>(bytes_of(144, 5)), *to_array<32>(bytes_of(32, 6))};
}

// Also the services of a server: every caller gets one of these.
struct MemoryState : KeyServices {
    std::unique_ptr<KeyService> serve(const Caller& caller) override;

    std::atomic<unsigned> calls = 0;
    std::optional<Error> refusal;   // of every call
    Claim answered_claim = claim(); // of issue() and find_claim()
    SerialNumber token_serial = serial();
    std::function<void()> before_answer = [] {};
    std::function<void(const std::string&)> asked = [](const std::string&) {};
};

class MemoryKeyService final : public KeyService {
  public:
    explicit MemoryKeyService(MemoryState& state) : state_(state) {}

    Result<KeyServiceInfo> info() override {
        return answer("info", KeyServiceInfo{name("demo"), "development", "0.1.0", check_value(0x70), check_value(0x71),
                                             "keyline/demo", "demo+00000000+AA"});
    }
    Result<Issued> issue(const IssueRequest& request) override {
        return answer("issue " + request.claim.text() + " " + request.order.text() + " " +
                          (request.serial ? request.serial->text() : "next") + " " + request.uid.text(),
                      Issued{state_.answered_claim, token(state_.token_serial), "00ff"});
    }
    Result<std::optional<Claim>> find_claim(const ClaimId& id) override {
        return answer("find_claim " + id.text(), id == state_.answered_claim.id
                                                     ? std::optional<Claim>(state_.answered_claim)
                                                     : std::optional<Claim>());
    }
    Result<std::optional<Claim>> find_claim(const ChipUid& uid) override {
        return answer("find_claim uid " + uid.text(), uid == state_.answered_claim.uid
                                                          ? std::optional<Claim>(state_.answered_claim)
                                                          : std::optional<Claim>());
    }
    Result<SubstitutionTable> table(const OrderId& order) override {
        return answer("table " + order.text(), *SubstitutionTable::create(*SecretBytes::copy_of(
                                                   bytes_of(SubstitutionTable::size_bytes_max, 9))));
    }
    Result<Challenge> challenge(const ClaimId& id, ProofStage stage) override {
        return answer("challenge " + id.text() + (stage == ProofStage::written ? " written" : " closed"),
                      test::challenge());
    }
    Status prove(const ClaimId& id, const ChallengeId& challenge_id, const ProofAnswer& given) override {
        return status("prove " + id.text() + " " + to_hex(challenge_id) + " " + to_hex(given.capture_response) + " " +
                      to_hex(given.table_tag));
    }
    Status report(const ClaimId& id, ClaimState end, const std::string& code) override {
        return status("report " + id.text() + " " + std::string(text_of(end)) + " " + code);
    }
    Result<WorkOrder> create_order(const NewOrder& order) override {
        return answer("create_order " + order.profile.name.text() + " " + order.first.text() + " " +
                          (order.last ? order.last->text() : "-") + " " + std::to_string(order.quota) + " " +
                          std::to_string(order.attempt_limit.value_or(0)) + " " +
                          std::to_string(order.expires_unix_s.value_or(0)),
                      work_order());
    }
    Result<WorkOrder> order(const OrderId& id) override { return answer("order " + id.text(), work_order()); }
    Result<std::vector<WorkOrder>> orders() override {
        return answer("orders", std::vector<WorkOrder>{work_order(), work_order()});
    }
    Result<std::string> archive(std::uint64_t from, const std::vector<std::string>& entries) override {
        std::string all;
        for (const auto& entry : entries) {
            all += " " + entry;
        }
        return answer("archive " + std::to_string(from) + all, std::string("note\n"));
    }

  private:
    template <class Value>
    Result<Value> answer(const std::string& asked, Value value) {
        if (auto allowed = status(asked); !allowed) {
            return allowed.failure();
        }
        return value;
    }
    Status status(const std::string& asked) {
        ++state_.calls;
        state_.asked(asked);
        state_.before_answer();
        if (state_.refusal) {
            return tl::unexpected<Error>(*state_.refusal);
        }
        return {};
    }

    MemoryState& state_;
};

inline std::unique_ptr<KeyService> MemoryState::serve(const Caller& /*caller*/) {
    return std::make_unique<MemoryKeyService>(*this);
}

} // namespace keyline::test
