// LocalKeyService: what keyd offers, put together for one worker: the issuer, the vault, the archive, and the one
// station that the Unix socket belongs to. Threads: one at a time; issuer, vault and archive are shared, and outlive
// it.
#pragma once

#include "provisioning/issuing/issuer.h"
#include "provisioning/ports/archive.h"

namespace keyline::app {

class LocalKeyService final : public KeyService {
  public:
    LocalKeyService(Issuer& issuer, Archive& archive, Vault& vault, KeyServiceInfo info)
        : issuer_(issuer), archive_(archive), vault_(vault), info_(std::move(info)) {}

    Result<KeyServiceInfo> info() override { return info_; }
    Result<Issued> issue(const IssueRequest& request) override { return issuer_.issue(vault_, info_.station, request); }
    Result<std::optional<Claim>> find_claim(const ClaimId& claim) override {
        return issuer_.find_claim(info_.station, claim);
    }
    Result<SubstitutionTable> table(const OrderId& order) override {
        return issuer_.table(vault_, info_.station, order);
    }
    Result<Challenge> challenge(const ClaimId& claim, ProofStage stage) override {
        return issuer_.challenge(info_.station, claim, stage);
    }
    Status prove(const ClaimId& claim, const ChallengeId& challenge, const ProofAnswer& answer) override {
        return issuer_.prove(vault_, info_.station, claim, challenge, answer);
    }
    Status report(const ClaimId& claim, ClaimState end, const std::string& code) override {
        return issuer_.report(info_.station, claim, end, code);
    }
    Result<WorkOrder> create_order(const NewOrder& order) override {
        return issuer_.create_order(vault_, info_.station, order);
    }
    Result<WorkOrder> order(const OrderId& order) override { return issuer_.order(info_.station, order); }
    Result<std::vector<WorkOrder>> orders() override { return issuer_.orders(info_.station); }
    Result<std::string> archive(std::uint64_t from, const std::vector<std::string>& entries) override {
        return archive_.append(info_.station, from, entries);
    }

  private:
    Issuer& issuer_;
    Archive& archive_;
    Vault& vault_;
    const KeyServiceInfo info_;
};

} // namespace keyline::app
