// What an auditor asks of a long log: a unit's life, its proof, and the opening of the file before either.
#include "app/system_ports.h"
#include "db/checkpoint.h"
#include "db/log_export.h"
#include "db/log_verify.h"
#include "tests/bench/generate.h"
#include "tests/support/log_fixtures.h"

namespace keyline::bench {

namespace {

constexpr std::uint64_t few_entries = 1'000;
constexpr std::uint64_t entries_per_unit = 8;
constexpr Seconds answer_max{0.010};

// A log with a checkpoint over all of it.
db::StationLogOptions make_signed_log(Bench& bench, Clock& clock, Signer& signer, std::uint64_t entries) {
    const auto path = bench.scratch() / ("look-" + std::to_string(entries) + ".db");
    generate_station_log(bench, path, entries);
    db::StationLogOptions options{path, test::name_of("development"), test::name_of(station_name), "ann", clock};
    const auto log = must(db::StationAuditLog::open(options));
    const auto report = must(db::verify_station_log(path, options.environment, options.station, {}));
    must(log->pin_key(must(db::VerifierKey::from_parts(log->origin(), signer.public_key_der())).text()));
    must(log->store_checkpoint(must(db::sign_checkpoint({log->origin(), entries, report.root}, signer))));
    return options;
}

// Each time of another unit, all over the log.
SerialNumber another_unit(std::uint64_t entries) {
    static std::uint64_t number = 0;
    number = (number * 2'654'435'761U + 1) % (entries / entries_per_unit);
    return test::serial_of(1 + number);
}

} // namespace

void measure_look(Bench& bench) {
    const auto entries = bench.pick<std::uint64_t>(2'000, 100'000, 1'000'000, 10'000'000);
    const auto rounds = bench.pick<std::size_t>(4, 50, 200, 200);
    app::SystemClock clock;
    test::SoftwareSigner signer;
    const auto few = make_signed_log(bench, clock, signer, few_entries);
    const auto many = make_signed_log(bench, clock, signer, entries);
    const auto log = must(db::StationAuditLog::open_to_read(many));
    const auto times =
        time_in_turn(rounds, {[&] {
                                  if (must(log->entries_about(another_unit(entries))).size() != entries_per_unit) {
                                      throw std::runtime_error("not all of a unit's entries were found");
                                  }
                              },
                              [&] { must(db::prove_unit(*log, another_unit(entries))); },
                              [&] { must(db::StationAuditLog::open_to_read(many)); },
                              [&] { must(db::StationAuditLog::open_to_read(few)); }});
    const std::string of = " of " + with_separators(entries) + " entries";
    bench.add(
        {"look: a unit's life out" + of, text_of(times[0]), text_of(answer_max), times[0] / answer_max, at_most(1)});
    bench.add(
        {"look: a unit's proof out" + of, text_of(times[1]), text_of(answer_max), times[1] / answer_max, at_most(1)});
    bench.add({"look: a log" + of + " opened", text_of(times[2]), text_of(times[3]) + ", 1,000 entries",
               times[2] / answer_max, at_most(1)});
}

} // namespace keyline::bench
