#include "app/keyd/action_handlers.h"

namespace keyline::app {

ActionHandlers action_handlers() {
    ActionHandlers handlers;
    return handlers;
}

Administrator::Options administrator_options(const KeydConfig& config) {
    return {config.people_required ? PeopleRequired::always : PeopleRequired::when_enrolled, config.environment,
            action_handlers()};
}

} // namespace keyline::app
