#include "app/keyd/operator_add.h"

#include "app/keyd/action_handlers.h"
#include "app/keyd/serve.h"
#include "app/secret_input.h"
#include "app/system_ports.h"
#include "db/registry.h"
#include "hsm/pkcs11_vault.h"

#include <array>
#include <cstdio>
#include <pwd.h>
#include <unistd.h>

namespace keyline::app {

namespace {

std::string host_user() {
    std::array<char, 4'096> names{};
    passwd entry{};
    passwd* found = nullptr;
    const bool known = getpwuid_r(getuid(), &entry, names.data(), names.size(), &found) == 0 && found != nullptr;
    return known ? found->pw_name : std::to_string(getuid());
}

Status add(const KeydConfig& config, const OperatorAddOptions& options, const Operator& added, const SecretBytes& badge,
           const SecretBytes& pin) {
    const auto lock = take_directory(config, embedded_end_ms_max);
    if (!lock) {
        return lock.failure();
    }
    SystemClock clock;
    SystemRandom random;
    auto registry = db::SqlRegistry::open({config.registry, config.environment, clock});
    if (!registry) {
        return registry.failure();
    }
    auto hsm = start_hsm(config, clock, [](const hsm::TokenRestored& restored) {
        std::printf("restored    the token directory was damaged, and is the copy %s now\n", restored.copy.c_str());
        return Status();
    });
    if (!hsm) {
        return hsm.failure();
    }
    auto vault = hsm::Pkcs11Vault::create(hsm->module, {{}, config.kgs, config.kek});
    if (!vault) {
        return vault.failure();
    }
    Administrator administrator(**registry, clock, random, administrator_options(config, {}));
    return administrator.add_on_host(*vault, added, badge, pin, host_user(), options.purpose);
}

} // namespace

Status add_operator_on_host(const OperatorAddOptions& options) {
    auto config = read_keyd_config(options.config_path);
    if (!config) {
        return config.failure();
    }
    auto name = OperatorName::parse(options.name);
    if (!name) {
        return name.failure();
    }
    auto roles = Roles::parse(options.roles);
    if (!roles) {
        return roles.failure();
    }
    SecretInput secrets(options.secrets); // before the directory is taken: people type slowly
    auto badge = secrets.ask_new("Badge of " + name->text());
    if (!badge) {
        return badge.failure();
    }
    auto pin = secrets.ask_new("New PIN of " + name->text());
    if (!pin) {
        return pin.failure();
    }
    if (auto added = add(*config, options, Operator{{*name, *roles}}, *badge, *pin); !added) {
        return added;
    }
    std::printf("added       %s (%s)\nnext        keyline login; keyline operator enrol-code\n", name->text().c_str(),
                roles->text().c_str());
    return {};
}

} // namespace keyline::app
