// keyline-bench: measures the figures that DESIGN.md and the issues promise, prints them as a table.
#include "tests/bench/bench.h"

#include <CLI/CLI.hpp>
#include <QTemporaryDir>
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>

namespace keyline::bench {
namespace {

constexpr Figure figures[] = {
    {"unit", "a unit on a line at 115200 Bd / the time its bytes need on the wire", measure_unit},
    {"lanes", "a lane's rate, 16 at once / alone, and memory", measure_lanes},
    {"window", "how soon the window is there, how long an input waits for it while 16 lanes are busy", measure_window},
    {"issue", "Issue through keyline-keyd / its parts bare, at 1, 8 and 64 callers", measure_issue},
    {"stations", "Issue over mutual TLS by 1, 8 and 64 stations / over the Unix socket, and memory", measure_stations},
    {"vault", "tokens of the vault / the same PKCS#11 calls, and others", measure_vault},
    {"append", "a durable entry of the audit log / a bare SQLite commit", measure_append},
    {"verify", "verification of a log, entries a second", measure_verify},
    {"look", "a unit's life, its proof, the opening of a log of a million entries (--full: ten)", measure_look},
    {"flat", "entries and claims with 1,000 rows and with a million (--full: ten)", measure_flat},
    {"stores", "claims in SQLite and in PostgreSQL, with 1,000 units and a million (--full: ten)", measure_stores},
};

struct Options {
    std::vector<std::string> names;
    bool smoke = false;
    bool quick = false;
    bool full = false;
    bool json = false;
    Scale scale() const { return smoke ? Scale::smoke : quick ? Scale::quick : full ? Scale::full : Scale::usual; }
};

std::string limit_text(const Row& row) {
    if (!row.limit) {
        return "-";
    }
    const char* sign = row.limit->kind == Limit::Kind::at_most ? "<= " : ">= ";
    return sign + decimals(row.limit->ratio, 2);
}

std::string reached_text(const Row& row) {
    return !row.limit ? "-" : row.reached() ? "yes" : "NO";
}

void print_json(const Row& row) {
    nlohmann::json line{{"figure", row.figure}, {"measured", row.measured}, {"against", row.against}};
    line["ratio"] = row.ratio ? nlohmann::json(*row.ratio) : nlohmann::json();
    line["limit"] = row.limit ? nlohmann::json(limit_text(row)) : nlohmann::json();
    line["reached"] = row.limit ? nlohmann::json(row.reached()) : nlohmann::json();
    std::cout << line.dump() << std::endl;
}

void print_table(const std::vector<Row>& rows) {
    std::vector<std::vector<std::string>> lines{{"figure", "measured", "against", "ratio", "limit", "reached"}};
    for (const Row& row : rows) {
        lines.push_back({row.figure, row.measured, row.against, row.ratio ? decimals(*row.ratio, 2) : "-",
                         limit_text(row), reached_text(row)});
    }
    std::vector<std::size_t> widths(lines.front().size());
    for (const auto& line : lines) {
        for (std::size_t i = 0; i < line.size(); ++i) {
            widths[i] = std::max(widths[i], line[i].size());
        }
    }
    for (const auto& line : lines) {
        std::string text;
        for (std::size_t i = 0; i < line.size(); ++i) {
            text += line[i] + std::string(widths[i] - line[i].size() + 2, ' ');
        }
        std::cout << text.substr(0, text.find_last_not_of(' ') + 1) << '\n';
    }
    std::cout << std::flush;
}

// True: all were measured. That one is not reached is no failure: the table says so.
bool measure(const Options& options, std::vector<Row>& rows) {
    bool whole = true;
    for (const Figure& figure : figures) {
        if (!options.names.empty() && std::ranges::find(options.names, figure.name) == options.names.end()) {
            continue;
        }
        const QTemporaryDir scratch; // in $TMPDIR
        Bench bench(options.scale(), scratch.path().toStdString(), [&](const Row& row) {
            rows.push_back(row);
            if (options.json) {
                print_json(row);
            }
        });
        if (!options.smoke) {
            std::cerr << figure.name << ": " << figure.what << std::endl;
        }
        try {
            figure.measure(bench);
        } catch (const std::exception& exception) {
            std::cerr << "keyline-bench: " << figure.name << " could not be measured: " << exception.what() << '\n';
            whole = false;
        }
    }
    return whole;
}

int run(int argc, char** argv) {
    Options options;
    CLI::App app("Measures Keyline's figures, each against a limit that is measured in the same run, as a table.");
    std::string names;
    for (const Figure& figure : figures) {
        names +=
            "\n  " + std::string(figure.name) + std::string(10 - std::string(figure.name).size(), ' ') + figure.what;
    }
    app.footer("Names:" + names);
    std::set<std::string> known;
    for (const Figure& figure : figures) {
        known.insert(figure.name);
    }
    app.add_option("name", options.names, "Only these figures")->check(CLI::IsMember(known));
    auto* quick = app.add_flag("--quick", options.quick, "A look: less of everything");
    auto* full = app.add_flag("--full", options.full, "Ten million rows: takes an hour, and 10 GB in TMPDIR");
    app.add_flag("--smoke", options.smoke, "See only that everything works")->excludes(quick)->excludes(full);
    quick->excludes(full);
    app.add_flag("--json", options.json, "JSON Lines instead of the table");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    std::vector<Row> rows;
    const bool whole = measure(options, rows);
    if (!options.json) {
        print_table(rows);
    }
    return whole && !rows.empty() ? 0 : 1;
}

} // namespace
} // namespace keyline::bench

int main(int argc, char** argv) {
    return keyline::bench::run(argc, argv);
}
