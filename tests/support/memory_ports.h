// Ports in memory, for tests of the line and of the issuer: they keep what was committed and forget what was not.
#pragma once

#include "provisioning/issuing/issuer.h"
#include "provisioning/ports/audit_log.h"
#include "provisioning/ports/unit_holds.h"
#include "tests/support/memory_handovers.h"
#include "tests/support/memory_people.h"
#include "tests/support/memory_tables.h"

#include <algorithm>
#include <map>
#include <set>

namespace keyline::test {

class ManualClock final : public Clock {
  public:
    std::chrono::seconds passed_s{0};
    std::chrono::system_clock::time_point utc() const override {
        return std::chrono::system_clock::time_point(std::chrono::seconds(1'800'000'000) + passed_s);
    }
    std::chrono::steady_clock::time_point monotonic() const override {
        return std::chrono::steady_clock::time_point(passed_s);
    }
};

class SeededRandom final : public Random { // never the same twice, always the same in each run
  public:
    Status fill(std::span<std::uint8_t> bytes) override {
        for (std::uint8_t& byte : bytes) {
            state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
            byte = static_cast<std::uint8_t>(state_ >> 56U);
        }
        return {};
    }

  private:
    std::uint64_t state_ = 42;
};

struct RegistryContents {
    std::vector<WorkOrder> orders; // counts are derived
    std::vector<ClaimRecord> claims;
    std::vector<AuditEvent> log;
    MemoryPeople people;
    MemoryHandovers handovers;
    MemoryTables tables;
};

class MemoryRegistry final : public Registry {
  public:
    RegistryContents committed;

    Result<std::unique_ptr<RegistryTransaction>> begin() override {
        return std::unique_ptr<RegistryTransaction>(std::make_unique<Transaction>(*this));
    }

  private:
    class Transaction final : public RegistryTransaction {
      public:
        explicit Transaction(MemoryRegistry& registry) : registry_(registry), now_(registry.committed) {}

        Result<std::optional<WorkOrder>> order(const OrderId& id) override {
            for (const WorkOrder& order : now_.orders) {
                if (order.id == id) {
                    return std::optional(counted(order));
                }
            }
            return std::optional<WorkOrder>();
        }
        Result<std::vector<WorkOrder>> orders() override {
            std::vector<WorkOrder> all;
            std::transform(now_.orders.begin(), now_.orders.end(), std::back_inserter(all),
                           [this](const WorkOrder& order) { return counted(order); });
            return all;
        }
        Result<OrderId> next_order_id() override {
            return *OrderId::parse("WO-" + std::to_string(now_.orders.size() + 1));
        }
        Status insert_order(const WorkOrder& order) override {
            now_.orders.push_back(order);
            return {};
        }
        Status update_order(const WorkOrder& changed) override {
            for (WorkOrder& order : now_.orders) {
                if (order.id == changed.id) {
                    order = changed;
                }
            }
            return {};
        }
        Result<std::optional<OrderId>> order_overlapping(const SerialNumber& first, const SerialNumber& last) override {
            for (const WorkOrder& order : now_.orders) {
                if (first <= order.last && order.first <= last) {
                    return std::optional(order.id);
                }
            }
            return std::optional<OrderId>();
        }
        Result<std::optional<ClaimRecord>> claim(const ClaimId& id) override {
            return find([&](const Claim& claim) { return claim.id == id; });
        }
        Result<std::optional<ClaimRecord>> claim_with(const SerialNumber& serial) override {
            std::optional<ClaimRecord> newest;
            for (const ClaimRecord& record : now_.claims) {
                newest = record.claim.serial == serial ? std::optional(record) : newest;
            }
            return newest;
        }
        Result<std::optional<ClaimRecord>> claim_with(const ChipUid& uid) override {
            return find([&](const Claim& claim) { return claim.uid == uid && is_living(claim.state); });
        }
        Result<std::optional<ClaimRecord>> rekey_for(const ChipUid& uid) override {
            return find([&](const Claim& claim) {
                return claim.rekey_uid == uid && (*claim_with(claim.serial))->claim.id == claim.id;
            });
        }
        Result<std::vector<ClaimRecord>> claims(const ClaimFilter& filter, const std::optional<ClaimId>& after,
                                                std::size_t claims_max) override {
            std::vector<ClaimRecord> found;
            bool begun = !after;
            for (const ClaimRecord& record : now_.claims) {
                const Claim& claim = record.claim;
                const bool fits = (!filter.order || claim.order == *filter.order) &&
                                  (!filter.station || claim.station == *filter.station) &&
                                  (!filter.kg || record.kg == *filter.kg) &&
                                  (!filter.first || (*filter.first <= claim.serial && claim.serial <= *filter.last));
                if (begun && fits && found.size() < claims_max) {
                    found.push_back(record);
                }
                begun = begun || claim.id == *after;
            }
            return found;
        }
        Result<std::optional<SerialNumber>> next_serial(const OrderId& id) override {
            auto found = order(id);
            for (auto device_id = (*found)->first.device_id(); device_id <= (*found)->last.device_id(); ++device_id) {
                auto serial = *SerialNumber::from_parts((*found)->first.type(), device_id);
                if (!*claim_with(serial)) {
                    return std::optional(serial);
                }
            }
            return std::optional<SerialNumber>();
        }
        Status insert_claim(const ClaimRecord& record) override {
            const auto taken = *claim_with(record.claim.serial);
            if (taken && taken->claim.state != ClaimState::superseded) {
                return fail(ErrorCode::serial_taken);
            }
            now_.claims.push_back(record);
            return {};
        }
        Status update_claim(const Claim& claim) override {
            for (ClaimRecord& record : now_.claims) {
                if (record.claim.id == claim.id) {
                    record.claim = claim;
                }
            }
            return {};
        }
        PeopleRecords& people() override { return now_.people; }
        HandoverRecords& handovers() override { return now_.handovers; }
        TableRecords& tables() override { return now_.tables; }
        Status record(const AuditEvent& event) override {
            now_.log.push_back(event);
            return {};
        }
        Result<std::vector<std::string>> recorded_about(const SerialNumber& serial, std::size_t entries_max) override {
            std::vector<std::string> entries;
            for (const AuditEvent& event : now_.log) {
                if (event.serial == serial) {
                    entries.push_back(R"({"event":")" + event.event + R"("})");
                }
            }
            entries.erase(entries.begin(),
                          entries.end() - static_cast<std::ptrdiff_t>(std::min(entries_max, entries.size())));
            return entries;
        }
        Status commit() override {
            registry_.committed = now_;
            return {};
        }

      private:
        template <class Matches>
        std::optional<ClaimRecord> find(Matches matches) {
            for (const ClaimRecord& record : now_.claims) {
                if (matches(record.claim)) {
                    return record;
                }
            }
            return {};
        }
        WorkOrder counted(WorkOrder order) const {
            order.counts = {};
            for (const ClaimRecord& record : now_.claims) {
                if (record.claim.order != order.id) {
                    continue;
                }
                order.counts.issued += 1;
                order.counts.attempts += record.claim.attempts;
                order.counts.outstanding += record.claim.state == ClaimState::open ? 1 : 0;
                order.counts.passed += record.claim.state == ClaimState::passed ? 1 : 0;
                order.counts.failed += record.claim.state == ClaimState::failed ? 1 : 0;
                order.counts.quarantined += record.claim.state == ClaimState::quarantined ? 1 : 0;
                order.counts.rework += record.claim.state == ClaimState::rework ? 1 : 0;
                order.counts.scrapped += record.claim.state == ClaimState::scrapped ? 1 : 0;
                order.counts.superseded += record.claim.state == ClaimState::superseded ? 1 : 0;
            }
            return order;
        }
        MemoryRegistry& registry_;
        RegistryContents now_;
    };
};

// The station's side of an Issuer in the same process.
class DirectKeyService : public KeyService {
  public:
    DirectKeyService(Issuer& issuer, Vault& vault, StationId station)
        : issuer_(issuer), vault_(vault), station_(std::move(station)) {}

    Result<KeyServiceInfo> info() override {
        return KeyServiceInfo{station_, "development", "test", vault_.kg_check_value(), vault_.kek_check_value(), "",
                              ""};
    }
    Result<Issued> issue(const IssueRequest& request) override { return issuer_.issue(vault_, station_, request); }
    Result<std::optional<Claim>> find_claim(const ClaimId& claim) override {
        return issuer_.find_claim(station_, claim);
    }
    Result<std::optional<Claim>> find_claim(const ChipUid& uid) override { return issuer_.find_claim(station_, uid); }
    Result<SubstitutionTable> table(const OrderId& order) override { return issuer_.table(vault_, station_, order); }
    Result<Challenge> challenge(const ClaimId& claim, ProofStage stage) override {
        return issuer_.challenge(station_, claim, stage);
    }
    Status prove(const ClaimId& claim, const ChallengeId& challenge, const ProofAnswer& answer) override {
        return issuer_.prove(vault_, station_, claim, challenge, answer);
    }
    Status report(const ClaimId& claim, ClaimState end, const std::string& code) override {
        return issuer_.report(station_, claim, end, code);
    }
    Result<WorkOrder> create_order(const NewOrder& order) override {
        return issuer_.create_order(vault_, station_, order);
    }
    Result<WorkOrder> order(const OrderId& order) override { return issuer_.order(station_, order); }
    Result<std::vector<WorkOrder>> orders() override { return issuer_.orders(station_); }
    Result<std::string> archive(std::uint64_t from, const std::vector<std::string>& entries) override {
        return std::to_string(from + entries.size());
    }

  private:
    Issuer& issuer_;
    Vault& vault_;
    StationId station_;
};

// What is appended is durable at once; a unit's record follows its newest event, as the real log's projection does.
class MemoryAuditLog final : public AuditLog {
  public:
    std::vector<AuditEvent> events;
    std::optional<Error> fails_with;

    Result<std::uint64_t> append(const AuditEvent& event) override {
        if (fails_with) {
            return tl::unexpected<Error>(*fails_with);
        }
        events.push_back(event);
        const auto kind = parse_unit_event_kind(event.event);
        if (kind && event.claim && *kind != UnitEventKind::refused && *kind != UnitEventKind::interrupted) {
            auto found = std::find_if(units_.begin(), units_.end(),
                                      [&](const UnitRecord& unit) { return unit.claim == *event.claim; });
            if (found == units_.end()) {
                units_.push_back({*event.claim, *event.order, *event.uid, {}, *event.lane, *kind, {}, false});
                found = std::prev(units_.end());
            }
            found->serial = event.serial ? event.serial : found->serial;
            found->last = *kind;
            found->reported = false;
            found->seq = events.size() - 1;
        }
        return events.size() - 1;
    }
    Result<std::vector<UnitRecord>> open_units() override {
        std::vector<UnitRecord> open;
        std::copy_if(units_.begin(), units_.end(), std::back_inserter(open),
                     [](const UnitRecord& unit) { return !is_end(unit.last); });
        return open;
    }
    Result<std::optional<UnitRecord>> unit_with(const ChipUid& uid) override {
        return newest([&](const UnitRecord& unit) { return unit.uid == uid; });
    }
    Result<std::optional<UnitRecord>> unit_with(const SerialNumber& serial) override {
        return newest([&](const UnitRecord& unit) { return unit.serial == serial; });
    }
    Result<std::vector<UnitRecord>> unreported_units(std::size_t units_max) override {
        std::vector<UnitRecord> ends;
        for (const UnitRecord& unit : units_) {
            if (is_end(unit.last) && !unit.reported && ends.size() < units_max) {
                ends.push_back(unit);
            }
        }
        return ends;
    }
    Status mark_reported(const UnitRecord& end) override {
        for (UnitRecord& unit : units_) {
            unit.reported = unit.reported || (unit.claim == end.claim && unit.seq == end.seq);
        }
        return {};
    }
    Result<std::uint64_t> size() override { return events.size(); }
    Result<std::uint64_t> archived_size() override { return archived_; }
    Result<std::vector<std::string>> entries(std::uint64_t from, std::size_t entries_max) override {
        std::vector<std::string> texts;
        for (auto i = from; i < events.size() && texts.size() < entries_max; ++i) {
            texts.push_back(events[i].event);
        }
        return texts;
    }
    Status store_checkpoint(const std::string& signed_note) override {
        archived_ = std::stoull(signed_note);
        return {};
    }

  private:
    template <class Matches>
    std::optional<UnitRecord> newest(Matches matches) {
        const auto found = std::find_if(units_.rbegin(), units_.rend(), matches);
        return found == units_.rend() ? std::optional<UnitRecord>() : std::optional(*found);
    }
    std::vector<UnitRecord> units_;
    std::uint64_t archived_ = 0;
};

class MemoryHolds final : public UnitHolds {
  public:
    std::set<std::string> held;
    Result<std::unique_ptr<Hold>> hold(const ChipUid& uid) override {
        return take(uid.text(), ErrorCode::unit_on_other_lane);
    }
    Result<std::unique_ptr<Hold>> hold(const SerialNumber& serial) override {
        return take(serial.text(), ErrorCode::serial_on_other_lane);
    }

  private:
    struct Release final : Hold {
        Release(std::set<std::string>& all, std::string which) : held(all), name(std::move(which)) {}
        Release(const Release&) = delete;
        Release& operator=(const Release&) = delete;
        ~Release() override { held.erase(name); }
        std::set<std::string>& held;
        std::string name;
    };
    Result<std::unique_ptr<Hold>> take(const std::string& name, ErrorCode taken) {
        if (!held.insert(name).second) {
            return fail(taken);
        }
        return std::unique_ptr<Hold>(std::make_unique<Release>(held, name));
    }
};

} // namespace keyline::test
