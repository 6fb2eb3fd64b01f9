// AdministrationClient: the Administration of a keyd, over a KeyServiceClient's connection. What comes back is checked
// before it is believed: key_service_answer otherwise. Threads: any. The messages that held secrets are wiped.
#pragma once

#include "hsm/service/client.h"
#include "provisioning/ports/administration.h"

namespace keyline::hsm {

class AdministrationClient final : public Administration {
  public:
    using Connection = KeyServiceClient::Connection;
    explicit AdministrationClient(std::shared_ptr<Connection> connection) : connection_(std::move(connection)) {}

    Result<LoggedIn> log_in(const SecretBytes& badge, const SecretBytes& pin) override;
    Status log_out(const Authority& authority) override;
    Result<WhoAmI> who_am_i(const Authority& authority) override;
    Status change_pin(const Authority& authority, const SecretBytes& pin, const SecretBytes& new_pin) override;
    Result<SecretBytes> enrol_code(const Authority& authority, const SecretBytes& pin) override;
    Status confirm_code(const Authority& authority) override;
    Result<ActionOutcome> act(const Authority& authority, const Action& action, const SecretBytes* secret) override;
    Result<ActionDone> approve(const Authority& authority, RequestNumber number, const ByteArray<32>& seen) override;
    Status refuse(const Authority& authority, RequestNumber number, const std::string& reason) override;
    Status withdraw(const Authority& authority, RequestNumber number, const std::string& reason) override;
    Result<Request> request(const Authority& authority, RequestNumber number) override;
    Result<std::vector<Request>> requests(const Authority& authority, bool only_pending) override;
    Result<std::vector<Operator>> operators(const Authority& authority) override;
    Result<std::vector<SessionInfo>> sessions(const Authority& authority) override;

  private:
    std::shared_ptr<Connection> connection_;
};

} // namespace keyline::hsm
