#include "app/verify_report.h"

#include "app/small_file.h"
#include "app/verification_wire.h"
#include "db/proof.h"
#include "provisioning/people/action.h"

#include <nlohmann/json.hpp>

namespace keyline::app {

namespace {

using Json = nlohmann::ordered_json;

// Of "name+id+key": the same key may sign under several names.
std::string_view key_in(std::string_view vkey) {
    const auto name_end = vkey.find('+');
    const auto id_end = vkey.find('+', name_end == std::string_view::npos ? vkey.size() : name_end + 1);
    return id_end == std::string_view::npos ? std::string_view() : vkey.substr(id_end + 1);
}

class Opener {
  public:
    explicit Opener(std::string name) : name_(std::move(name)) {}

    Result<VerifiedReport> open(std::string_view note, const std::string& given_vkey) const {
        const auto type_end = note.find('\n');
        const auto line_end = type_end == std::string_view::npos ? type_end : note.find('\n', type_end + 1);
        if (note.size() > db::note_size_bytes_max || note.substr(0, type_end) != report_type ||
            line_end == std::string_view::npos) {
            return unsound("it is no report, or was cut short");
        }
        const Json json = Json::parse(note.substr(type_end + 1, line_end - type_end - 1), nullptr, false);
        try {
            return open(note, json, given_vkey);
        } catch (const Json::exception&) {
            return unsound("its text was changed");
        }
    }

  private:
    tl::unexpected<Error> unsound(std::string reason) const {
        return fail(ErrorCode::report_unsound, {{"path", name_}, {"reason", std::move(reason)}});
    }

    Result<VerifiedReport> open(std::string_view note, const Json& json, const std::string& given_vkey) const {
        const auto own_vkey = json.at("key").get<std::string>();
        if (!given_vkey.empty() && (key_in(given_vkey).empty() || key_in(given_vkey) != key_in(own_vkey))) {
            return unsound("it is signed by another key than the one that was given");
        }
        const auto key = db::VerifierKey::parse(own_vkey);
        const auto body = key ? db::open_note(note, *key) : Result<std::string_view>(key.failure());
        if (!body) {
            return unsound(std::string(body.error().arg("reason")));
        }
        for (const char* field : {"serial", "uid", "key"}) {
            if (!json.at(field).is_null() && !is_printable(json.at(field).get<std::string>())) {
                return unsound("it has what a terminal would obey");
            }
        }
        for (const Json& check : json.at("checks")) {
            for (const char* field : {"name", "result", "evidence"}) {
                if (!is_printable(check.at(field).get<std::string>())) {
                    return unsound("it has what a terminal would obey");
                }
            }
        }
        const auto verdict = parse_verdict(json.at("verdict").get<std::string>());
        if (!verdict) {
            return unsound("its verdict is none");
        }
        VerifiedReport report{*verdict, json.dump(), key->origin(), !given_vkey.empty(), json.contains("entry")};
        if (report.entry_proved) {
            const auto log_vkey = json.at("log_key").get<std::string>();
            const auto log_key = db::VerifierKey::parse(log_vkey);
            if (!log_key || key_in(log_vkey) != key_in(own_vkey)) {
                return unsound("its entry is signed by another key");
            }
            const auto proved =
                db::open_proof(json.at("entry").get<std::string>(), json.at("proof").get<std::string>(), *log_key);
            if (!proved) {
                return unsound(std::string(proved.error().arg("reason")));
            }
        }
        return report;
    }

    std::string name_;
};

} // namespace

Result<VerifiedReport> open_report(std::string_view note, const std::string& vkey, const std::string& name) {
    return Opener(name).open(note, vkey);
}

Result<VerifiedReport> verify_report(const std::filesystem::path& path, const std::string& vkey) {
    const auto note = read_small_file(path, db::note_size_bytes_max);
    if (!note && note.error().code == ErrorCode::file_io) { // too long, a directory: no report in any case
        return fail(ErrorCode::report_unsound,
                    {{"path", path.string()}, {"reason", std::string(note.error().arg("reason"))}});
    }
    if (!note) {
        return note.failure();
    }
    return open_report(*note, vkey, path.string());
}

} // namespace keyline::app
