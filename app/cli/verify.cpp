// keyline verify, verify-report: is the unit that came back the one that we made, and is it intact?
#include "app/cli/commands.h"
#include "app/cli/serial_input.h"
#include "app/report_process.h"
#include "app/returned_units.h"
#include "app/small_file.h"
#include "db/checkpoint.h"

namespace keyline::app {

namespace {

struct VerifyUnitArguments {
    std::optional<unsigned> lane;
    std::string serial;
    std::filesystem::path file;
    std::filesystem::path to;
    bool pdf = false;
    std::string language; // of the PDF
};

ExitCode exit_code_of(Verdict verdict) {
    return verdict == Verdict::genuine           ? ExitCode::success
           : verdict == Verdict::clone_suspected ? ExitCode::quarantine
                                                 : ExitCode::unit_failed;
}

std::string padded(std::string text, std::size_t columns) {
    text.resize(std::max(columns, text.size()), ' ');
    return text;
}

void print(const Json& json, Verdict verdict, Output& out) {
    const auto text = [&](const char* name) {
        return json.contains(name) && json[name].is_string() ? json[name].get<std::string>() : std::string("-");
    };
    out.text(text("serial") + "  chip " + text("uid") + ": " + std::string(text_of(verdict)));
    for (const Json& check : json.value("checks", Json::array())) {
        out.text("  " + padded(check.value("result", ""), 12) + padded(check.value("name", ""), 24) +
                 check.value("evidence", ""));
    }
}

std::optional<SerialNumber> serial_in(const Json& json) {
    if (!json.contains("serial") || !json["serial"].is_string()) {
        return std::nullopt;
    }
    auto serial = SerialNumber::parse(json["serial"].get<std::string>());
    return serial ? std::optional(*serial) : std::nullopt;
}

void tell(const VerifiedReport& report, std::optional<unsigned> lane, const std::string& path, Output& out) {
    const Json json = Json::parse(report.json, nullptr, false);
    const bool alarm = report.verdict == Verdict::clone_suspected;
    EventLine line{"unit.verified", lane, serial_in(json), {}, std::string(name_of(report.verdict))};
    line.more = {{"uid", json.value("uid", Json())},
                 {"message", std::string(text_of(report.verdict))},
                 {"path", path.empty() ? Json() : Json(path)},
                 {"report", json}};
    out.event(line);
    if (alarm) {
        out.event({"alarm", lane, serial_in(json), {}, "clone_suspected", {{"uid", json.value("uid", Json())}}});
        out.note("keyline: ALARM: this number or chip is there twice. Keep the unit, and tell QA and whoever answers "
                 "for keys.");
    }
    print(json, report.verdict, out);
}

// A new file, or none; it is never replaced.
Result<std::string> keep(const VerifiedUnit& unit, const std::filesystem::path& directory) {
    if (directory.empty()) {
        return std::string();
    }
    std::error_code error;
    std::filesystem::create_directory(directory, error);
    const Json json = Json::parse(unit.report.json, nullptr, false);
    const auto serial = serial_in(json);
    const std::string name = serial                    ? serial->text()
                             : json["uid"].is_string() ? json["uid"].get<std::string>()
                                                       : "unit";
    std::filesystem::path path = directory / (name + ".report");
    for (int number = 2; std::filesystem::exists(path); ++number) {
        path = directory / (name + "-" + std::to_string(number) + ".report");
    }
    auto written = write_file_durably(path, unit.note);
    return written ? Result<std::string>(path.string()) : written.failure();
}

Result<ExitCode> finish(const Result<VerifiedUnit>& unit, std::optional<unsigned> lane,
                        const VerifyUnitArguments& arguments, Output& out) {
    if (!unit) {
        return unit.failure();
    }
    const auto path = keep(*unit, arguments.to);
    if (!path) {
        return path.failure();
    }
    tell(unit->report, lane, *path, out);
    if (!path->empty()) {
        out.text("  signed report: " + *path);
    }
    if (arguments.pdf) {
        const auto pdf = std::filesystem::path(*path).replace_extension(".pdf");
        std::vector<std::string> drawing{"pdf", *path, pdf.string()};
        if (!arguments.language.empty()) {
            drawing.insert(drawing.begin(), "--language=" + arguments.language);
        }
        if (auto drawn = run_report(std::move(drawing), {}); !drawn) {
            return drawn.failure();
        }
        out.text("  on paper: " + pdf.string());
    }
    return exit_code_of(unit->report.verdict);
}

Result<ExitCode> verify_lane(Station& station, const VerifyUnitArguments& arguments,
                             const std::optional<SerialNumber>& label, Output& out) {
    auto lanes = select_lanes(station.setup(), {*arguments.lane});
    if (!lanes) {
        return lanes.failure();
    }
    return finish(verify_at_lane(station, lanes->front(), label), arguments.lane, arguments, out);
}

Result<ExitCode> verify_units(Station& station, const VerifyUnitArguments& arguments, Output& out) {
    std::optional<SerialNumber> label;
    if (!arguments.serial.empty()) {
        auto parsed = SerialNumber::parse(arguments.serial);
        if (!parsed) {
            return parsed.failure();
        }
        label = *parsed;
    }
    if (arguments.lane) {
        return verify_lane(station, arguments, label, out);
    }
    auto numbers = label ? Result<SerialFile>(SerialFile{{*label}, {}}) : read_serial_file(arguments.file);
    if (!numbers) {
        return numbers.failure();
    }
    for (const Error& error : numbers->errors) {
        out.failure(error);
    }
    if (!numbers->errors.empty()) {
        out.note("keyline: nothing was verified: mend the file first");
        return ExitCode::input;
    }
    std::set<ExitCode> codes;
    for (const SerialNumber& number : numbers->serials) {
        auto code = finish(verify_by_number(station, number), {}, arguments, out);
        if (!code) {
            return code;
        }
        codes.insert(*code);
    }
    return most_serious(codes);
}

Result<ExitCode> check_report(const std::filesystem::path& path, const std::filesystem::path& key_file, Output& out) {
    const auto vkey =
        key_file.empty() ? Result<std::string>(std::string()) : read_line_file(key_file, db::note_size_bytes_max);
    const auto report = vkey ? verify_report(path, *vkey) : Result<VerifiedReport>(vkey.failure());
    if (!report) {
        return report.failure();
    }
    const Json json = Json::parse(report->json, nullptr, false);
    EventLine line{"report.verified", {}, serial_in(json), {}, std::string(name_of(report->verdict))};
    line.more = {{"path", path.string()},
                 {"signer", report->signer},
                 {"key_given", report->key_given},
                 {"entry_proved", report->entry_proved},
                 {"report", json}};
    out.event(line);
    print(json, report->verdict, out);
    out.text("The report is as it was signed by " + report->signer + "." +
             (report->entry_proved ? " Its entry was in the signed log." : ""));
    if (!report->key_given) {
        out.text("  Its key stands in the report itself: compare it with one that came another way, or give it by "
                 "--key.\n  " +
                 json.value("key", ""));
    }
    return ExitCode::success;
}

} // namespace

void add_verify(CommandLine& line) {
    auto arguments = std::make_shared<VerifyUnitArguments>();
    auto* command = line.app.add_subcommand("verify", "Is a unit that came back the one that we made, and intact?");
    auto* lane = command->add_option("--lane", arguments->lane, "The unit at this lane; nothing is written to it");
    auto* serial = command->add_option("--serial", arguments->serial,
                                       "Its label's number; without --lane only the records are asked");
    auto* file = command->add_option("--file", arguments->file, "Many numbers, one a line: only the records are asked")
                     ->type_name("FILE");
    file->excludes(lane)->excludes(serial);
    command->add_option("--to", arguments->to, "Where the signed reports are kept")->type_name("DIR");
    auto* pdf = command->add_flag("--pdf", arguments->pdf, "Each report as PDF too, with the signed one attached");
    command->add_option("--language", arguments->language, "The PDF's: de, en, es, pl, zh_CN; else that of LANG")
        ->check(CLI::IsMember({"de", "en", "es", "pl", "zh_CN"}))
        ->needs(pdf);
    command->footer("Verdicts, and exit codes: genuine and intact (0); genuine, altered (1); known, cannot prove (1);\n"
                    "not ours (1); clone suspected (4), which is an alarm. Examples:\n"
                    "  keyline verify --lane 1 --serial 0001-000000000017 --to reports --pdf --language de\n"
                    "  keyline verify --serial 0001-000000000017\n"
                    "  keyline verify --file returned.txt --to reports --json");
    command->callback([&line, arguments] {
        line.run = [&line, arguments](Output& out) {
            if (!arguments->lane && arguments->serial.empty() && arguments->file.empty()) {
                return out.failure({ErrorCode::usage, {{"reason", "say which: --lane, --serial or --file"}}, {}, {}});
            }
            if (arguments->pdf && arguments->to.empty()) {
                return out.failure({ErrorCode::usage, {{"reason", "--pdf needs --to DIR"}}, {}, {}});
            }
            return with_station(line, out, [&](Station& station) { return verify_units(station, *arguments, out); });
        };
    });
}

void add_verify_report(CommandLine& line) {
    auto path = std::make_shared<std::filesystem::path>();
    auto key = std::make_shared<std::filesystem::path>();
    auto* command = line.app.add_subcommand("verify-report", "Check a signed report, without any station");
    command->add_option("FILE", *path, "The report")->required();
    command->add_option("--key", *key, "The signer's key, kept elsewhere: no other counts")->type_name("VKEY");
    command->footer("Example:\n  keyline verify-report reports/0001-000000000017.report --key reports.vkey\n\n"
                    "openssl checks the signature as well: SECURITY.md.");
    command->callback([&line, path, key] {
        line.run = [path, key](Output& out) {
            auto code = check_report(*path, *key, out);
            return code ? *code : out.failure(code.error());
        };
    });
}

} // namespace keyline::app
