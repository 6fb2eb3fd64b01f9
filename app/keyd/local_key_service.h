// LocalKeyServices: what keyd offers, put together for whoever calls: the issuer, the vault, the archive. Threads: any;
// issuer, vault and archive are shared, and outlive it.
#pragma once

#include "db/checkpoint.h"
#include "provisioning/issuing/issuer.h"
#include "provisioning/people/administrator.h"
#include "provisioning/ports/archive.h"

namespace keyline::app {

// All of them outlive it.
struct KeyServiceParts {
    Issuer& issuer;
    Archive& archive;
    Vault& vault;
    Clock& clock;
    Name environment;
    Bytes signer_public_key_der;
    std::string token_restored_from; // empty: it was not
    Administrator* people = nullptr; // none: nobody ever has to log in
};

class LocalKeyService final : public KeyService {
  public:
    LocalKeyService(const KeyServiceParts& parts, const Caller& caller)
        : parts_(parts), issuer_(parts.issuer), archive_(parts.archive), vault_(parts.vault), caller_(caller) {}

    Result<KeyServiceInfo> info() override {
        const std::string origin = db::station_origin(parts_.environment, caller_.station);
        auto key = db::VerifierKey::from_parts(origin, parts_.signer_public_key_der);
        if (!key) {
            return key.failure();
        }
        const auto may_issue = issuer_.may_issue(caller_.station);
        return KeyServiceInfo{caller_.station,
                              parts_.environment.text(),
                              KEYLINE_VERSION,
                              vault_.kg_check_value(),
                              vault_.kek_check_value(),
                              origin,
                              key->text(),
                              parts_.token_restored_from,
                              parts_.clock.utc(),
                              may_issue ? std::optional<Error>() : may_issue.error()};
    }
    Result<Issued> issue(const IssueRequest& request) override {
        return issuer_.issue(vault_, caller_.station, request);
    }
    Result<std::optional<Claim>> find_claim(const ClaimId& claim) override {
        return issuer_.find_claim(caller_.station, claim);
    }
    Result<std::optional<Claim>> find_claim(const ChipUid& uid) override {
        return issuer_.find_claim(caller_.station, uid);
    }
    Result<SubstitutionTable> table(const OrderId& order) override {
        return issuer_.table(vault_, caller_.station, order);
    }
    Result<Challenge> challenge(const ClaimId& claim, ProofStage stage) override {
        return issuer_.challenge(caller_.station, claim, stage);
    }
    Status prove(const ClaimId& claim, const ChallengeId& challenge, const ProofAnswer& answer) override {
        return issuer_.prove(vault_, caller_.station, claim, challenge, answer);
    }
    Status report(const ClaimId& claim, ClaimState end, const std::string& code) override {
        return issuer_.report(caller_.station, claim, end, code);
    }
    // Where people log in they make orders, by an action, and another one releases them.
    Result<WorkOrder> create_order(const NewOrder& order) override {
        if (parts_.people != nullptr) {
            if (auto alone = parts_.people->check_nobody_must_log_in("create_order", caller_.station); !alone) {
                return alone.failure();
            }
        }
        return issuer_.create_order(vault_, caller_.station, order);
    }
    Result<WorkOrder> order(const OrderId& order) override { return issuer_.order(caller_.station, order); }
    Result<std::vector<WorkOrder>> orders() override { return issuer_.orders(caller_.station); }
    Result<std::string> archive(std::uint64_t from, const std::vector<std::string>& entries) override {
        return archive_.append(caller_.station, from, entries);
    }

  private:
    const KeyServiceParts& parts_;
    Issuer& issuer_;
    Archive& archive_;
    Vault& vault_;
    const Caller caller_;
};

class LocalKeyServices final : public KeyServices {
  public:
    explicit LocalKeyServices(KeyServiceParts parts) : parts_(std::move(parts)) {}

    void let_people_decide(Administrator& people) { parts_.people = &people; } // before it serves
    std::unique_ptr<KeyService> serve(const Caller& caller) override {
        return std::make_unique<LocalKeyService>(parts_, caller);
    }

  private:
    KeyServiceParts parts_;
};

} // namespace keyline::app
