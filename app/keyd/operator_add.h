// keyline-keyd operator add: the first people, on the key service's own host and without a session; later ones are
// added by people (keyline operator add). No key service may work in the directory meanwhile. Threads: called once, by
// main.
#pragma once

#include "provisioning/people/administrator.h"

#include <filesystem>

namespace keyline::app {

struct OperatorAddOptions {
    std::filesystem::path config_path;
    std::string name;
    std::string roles;   // "supervisor,qa"
    std::string secrets; // badge and PIN: see SecretInput
    Administrator::Purpose purpose = Administrator::Purpose::first;
};

// operator_not_first, operator_exists, pin_form, value_malformed, usage; key_service_not_started when one works there.
Status add_operator_on_host(const OperatorAddOptions& options);

} // namespace keyline::app
