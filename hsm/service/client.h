// KeyServiceClient: the KeyService of a keyd, over its Unix socket or with mutual TLS; or of several that share one
// registry: when one does not answer the next is asked, and the first again some time later. Every call has a deadline;
// what comes back is checked before it is believed (sizes, the claim asked for, the token's serial number):
// key_service_answer otherwise. While the client lives it holds an Attend stream, by which keyd knows that it is
// wanted. Threads: any.
#pragma once

#include "hsm/tls/certificate.h"
#include "provisioning/ports/administration.h"
#include "provisioning/ports/key_service.h"

#include <chrono>
#include <memory>

namespace keyline::hsm {

class KeyServiceClient final : public KeyService {
  public:
    enum class WhenDown {
        fail, // when each address was tried: whoever started keyd can start it again
        wait, // until the call's deadline: somebody else will
    };

    struct Tls {
        OwnCertificate own;
        std::filesystem::path ca;      // of keyd
        std::vector<std::string> pins; // keyd's keys, see hsm/tls/certificate.h; one at least
        Name environment;
        TlsVersion version_min = TlsVersion::v1_3;
    };
    struct Options {
        std::vector<std::string> addresses; // "unix:/absolute/path", "dns:HOST:PORT"; the first is preferred
        std::optional<Tls> tls{};           // for dns:
        WhenDown when_down = WhenDown::wait;
        std::chrono::milliseconds call_ms_max{15'000}; // longer than what keyd gives its HSM
        std::chrono::milliseconds connect_ms_max{5'000};
    };

    // config_invalid (the address), certificate_invalid; key_service_unavailable when keyd does not answer in time,
    // key_service_not_trusted when something else does.
    static Result<std::unique_ptr<KeyServiceClient>> connect(const Options& options);
    ~KeyServiceClient() override;

    Result<KeyServiceInfo> info() override;
    Result<Issued> issue(const IssueRequest& request) override;
    Result<std::optional<Claim>> find_claim(const ClaimId& claim) override;
    Result<std::optional<Claim>> find_claim(const ChipUid& uid) override;
    Result<SubstitutionTable> table(const OrderId& order) override;
    Result<Challenge> challenge(const ClaimId& claim, ProofStage stage) override;
    Status prove(const ClaimId& claim, const ChallengeId& challenge, const ProofAnswer& answer) override;
    Status report(const ClaimId& claim, ClaimState end, const std::string& code) override;
    Result<WorkOrder> create_order(const NewOrder& order) override;
    Result<WorkOrder> order(const OrderId& order) override;
    Result<std::vector<WorkOrder>> orders() override;
    Result<std::string> archive(std::uint64_t from, const std::vector<std::string>& entries) override;

    // Over the same connection, and longer than this one lives if need be.
    std::unique_ptr<Administration> administration() const;

  private:
    friend class AdministrationClient;
    class Connection;
    Result<KeyServiceInfo> ask_info();
    explicit KeyServiceClient(std::shared_ptr<Connection> connection);
    std::shared_ptr<Connection> connection_;
};

} // namespace keyline::hsm
