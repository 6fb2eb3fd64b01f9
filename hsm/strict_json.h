// JSON that somebody has signed, read so that it means one thing to everybody: a name that stands twice in one object
// is refused, where readers differ in which of the two they take. Threads: values.
#pragma once

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace keyline::hsm {

// Discarded (is_discarded()) when it is not JSON, or a name stands twice.
inline nlohmann::json parse_json_strictly(std::string_view text) {
    using Json = nlohmann::json;
    std::vector<std::set<std::string>> names; // of the objects that are open
    bool twice = false;
    auto json = Json::parse(
        text,
        [&](int, Json::parse_event_t event, Json& parsed) {
            if (event == Json::parse_event_t::object_start) {
                names.emplace_back();
            } else if (event == Json::parse_event_t::object_end) {
                names.pop_back();
            } else if (event == Json::parse_event_t::key) {
                twice = !names.back().insert(parsed.get<std::string>()).second || twice;
            }
            return true;
        },
        false);
    return twice ? Json(Json::value_t::discarded) : json;
}

} // namespace keyline::hsm
