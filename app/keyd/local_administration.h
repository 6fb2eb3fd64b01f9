// LocalAdministrations: what keyd offers people, for whoever calls. Threads: any; administrator and vault are shared,
// and outlive it.
#pragma once

#include "provisioning/people/administrator.h"

namespace keyline::app {

class LocalAdministration final : public Administration {
  public:
    LocalAdministration(Administrator& administrator, Vault& vault, StationId station)
        : administrator_(administrator), vault_(vault), station_(std::move(station)) {}

    Result<LoggedIn> log_in(const SecretBytes& badge, const SecretBytes& pin) override {
        return administrator_.log_in(vault_, station_, badge, pin);
    }
    Status log_out(const Authority& authority) override { return administrator_.log_out(station_, authority); }
    Result<WhoAmI> who_am_i(const Authority& authority) override {
        return administrator_.who_am_i(station_, authority);
    }
    Status change_pin(const Authority& authority, const SecretBytes& pin, const SecretBytes& new_pin) override {
        return administrator_.change_pin(vault_, station_, authority, pin, new_pin);
    }
    Result<SecretBytes> enrol_code(const Authority& authority, const SecretBytes& pin) override {
        return administrator_.enrol_code(vault_, station_, authority, pin);
    }
    Status confirm_code(const Authority& authority) override {
        return administrator_.confirm_code(vault_, station_, authority);
    }
    Result<ActionOutcome> act(const Authority& authority, const Action& action, const SecretBytes* secret) override {
        return administrator_.act(vault_, station_, authority, action, secret);
    }
    Result<ActionDone> approve(const Authority& authority, RequestNumber number, const ByteArray<32>& seen) override {
        return administrator_.approve(vault_, station_, authority, number, seen);
    }
    Status refuse(const Authority& authority, RequestNumber number, const std::string& reason) override {
        return administrator_.refuse(station_, authority, number, reason);
    }
    Status withdraw(const Authority& authority, RequestNumber number, const std::string& reason) override {
        return administrator_.withdraw(station_, authority, number, reason);
    }
    Result<Request> request(const Authority& authority, RequestNumber number) override {
        return administrator_.request(vault_, station_, authority, number);
    }
    Result<std::vector<Request>> requests(const Authority& authority, bool only_pending) override {
        return administrator_.requests(station_, authority, only_pending);
    }
    Result<std::vector<Operator>> operators(const Authority& authority) override {
        return administrator_.operators(station_, authority);
    }
    Result<std::vector<SessionInfo>> sessions(const Authority& authority) override {
        return administrator_.sessions(station_, authority);
    }

  private:
    Administrator& administrator_;
    Vault& vault_;
    const StationId station_;
};

class LocalAdministrations final : public AdministrationServices {
  public:
    LocalAdministrations(Administrator& administrator, Vault& vault) : administrator_(administrator), vault_(vault) {}
    std::unique_ptr<Administration> serve(const Caller& caller) override {
        return std::make_unique<LocalAdministration>(administrator_, vault_, caller.station);
    }

  private:
    Administrator& administrator_;
    Vault& vault_;
};

} // namespace keyline::app
