// How a custodian enters a component of Kg: 64 hex digits that are never shown, and the check value that stands beside
// them on the custodian's sheet. From the terminal without echo, or from a descriptor that another program writes to.
// The digits go from the descriptor into locked memory and nowhere else. Threads: one.
#pragma once

#include "provisioning/identifiers.h"
#include "provisioning/secret_bytes.h"

namespace keyline::app {

// "HEX64\nKCV\n"; value_malformed {value, reason} when the check value is not the component's. The descriptor is
// closed.
Result<SecretBytes> read_component(int fd);
// Asks on the controlling terminal, shows the check value, and has it confirmed; stopped when it is not. file_io
// {path} without a terminal.
Result<SecretBytes> ask_component(const std::string& custodian);
// "yes" typed on the terminal.
Result<bool> ask_yes(const std::string& question);

} // namespace keyline::app
