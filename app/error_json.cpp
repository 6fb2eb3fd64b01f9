#include "app/error_json.h"

#include <nlohmann/json.hpp>

namespace keyline::app {

namespace {
std::string text_at(const nlohmann::json& object, const char* name) {
    const auto found = object.is_object() ? object.find(name) : object.end();
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}
} // namespace

nlohmann::json to_json(const Error& error) {
    nlohmann::json args = nlohmann::json::object();
    for (const auto& [name, value] : error.args) {
        args[name] = value;
    }
    return {{"code", text_of(error.code)}, {"args", std::move(args)}, {"cause", error.cause}};
}

Error error_from_json(const nlohmann::json& object) {
    Error error{parse_error_code(text_at(object, "code")), {}, text_at(object, "cause"), SourceLocation::current()};
    if (object.is_object() && object.contains("args") && object["args"].is_object()) {
        for (const auto& [name, value] : object["args"].items()) {
            error.args.emplace_back(name, text_at(object["args"], name.c_str()));
        }
    }
    return error;
}

} // namespace keyline::app
