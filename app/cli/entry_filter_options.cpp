#include "app/cli/entry_filter_options.h"

namespace keyline::app {

std::shared_ptr<EntryFilterTexts> add_entry_filter(CLI::App& command) {
    auto texts = std::make_shared<EntryFilterTexts>();
    command.add_option("--order", texts->order, "Only this order's entries");
    command.add_option("--lane", texts->lane, "Only this lane's entries");
    command.add_option("--since", texts->since, "From then on: 2026-11-21 or 2026-11-21T01:10:55Z, UTC");
    command.add_option("--until", texts->until, "Before then");
    return texts;
}

Result<db::EntryFilter> filter_of(const EntryFilterTexts& texts) {
    db::EntryFilter filter;
    filter.lane = texts.lane;
    if (!texts.order.empty()) {
        auto order = OrderId::parse(texts.order);
        if (!order) {
            return order.failure();
        }
        filter.order = *order;
    }
    for (const auto& [text, into] : {std::pair{&texts.since, &filter.since}, {&texts.until, &filter.until}}) {
        if (text->empty()) {
            continue;
        }
        auto moment = db::parse_moment(*text);
        if (!moment) {
            return moment.failure();
        }
        *into = *moment;
    }
    return filter;
}

} // namespace keyline::app
