#include "app/keyd/action_handlers.h"

#include "app/keyd/handover.h"
#include "app/keyd/order_file.h"
#include "app/keyd/records.h"
#include "app/keyd/verification.h"
#include "provisioning/issuing/handover.h"
#include "provisioning/issuing/tables.h"
#include "provisioning/issuing/unit_actions.h"

namespace keyline::app {

namespace {

OrderFiles order_files(const KeydConfig& config, Signer& signer) {
    return {[trusted = config.order_signers](const Bytes& file) { return open_order_file(file, trusted); },
            [environment = config.environment, &signer](const WorkOrder& order, std::int64_t now_unix_s) {
                return seal_order_file(order, now_unix_s, environment, signer);
            }};
}

} // namespace

ActionHandlers action_handlers(const ActionParts& parts) {
    ActionHandlers handlers;
    add_unit_handlers(handlers);
    add_order_handlers(handlers, require_handed_over, order_files(parts.config, parts.signer));
    add_table_handlers(handlers);
    add_handover_handlers(handlers);
    add_records_handlers(handlers, parts.archive);
    add_verification_handlers(handlers,
                              {parts.config.environment, parts.signer, parts.archive, parts.clock, parts.random});
    return handlers;
}

Administrator::Options administrator_options(const KeydConfig& config, ActionHandlers handlers) {
    return {config.people.required, config.environment, std::move(handlers)};
}

} // namespace keyline::app
