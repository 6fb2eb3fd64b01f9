#include "tests/bench/generate.h"

#include "app/system_ports.h"
#include "db/audit_log.h"
#include "db/registry.h"
#include "db/schema.h"
#include "db/sqlite.h"
#include "tests/support/log_fixtures.h"

#include <algorithm>

namespace keyline::bench {

namespace {
constexpr std::uint64_t rows_per_commit = 50'000;
constexpr UnitEventKind unit_way[] = {UnitEventKind::claiming, UnitEventKind::issued, UnitEventKind::writing,
                                      UnitEventKind::written,  UnitEventKind::proved, UnitEventKind::closing,
                                      UnitEventKind::closed,   UnitEventKind::passed};
const std::string digest_text(64, 'd');
} // namespace

AuditEvent generated_event(std::uint64_t index) {
    const UnitEventKind kind = unit_way[index % std::size(unit_way)];
    Error::Args details;
    if (kind == UnitEventKind::issued) {
        details = {{"kg", "a1b2c3"}, {"kek", "d4e5f6"}, {"token_digest", digest_text}};
    }
    return test::unit_event(kind, 1 + index / std::size(unit_way), std::move(details));
}

void generate_station_log(const Bench& bench, const std::filesystem::path& path, std::uint64_t entries) {
    app::SystemClock clock;
    must(db::StationAuditLog::create({path, test::name_of("development"), test::name_of(station_name), "ann", clock}));
    grow_station_log(bench, path, 0, entries);
}

void grow_station_log(const Bench& bench, const std::filesystem::path& path, std::uint64_t from, std::uint64_t to) {
    constexpr std::int64_t log_number = 1;
    const app::SystemClock clock;
    const auto database = must(db::SqliteDatabase::open(path, db::station_log_kind()));
    db::LogStore log(*database, log_number);
    db::UnitProjection units(*database);
    for (std::uint64_t begin = from; begin < to; begin += rows_per_commit) {
        const std::uint64_t end = std::min(to, begin + rows_per_commit);
        auto transaction = must(db::Transaction::begin(*database, db::Access::read_write));
        for (std::uint64_t index = begin; index < end; ++index) {
            const AuditEvent event = generated_event(index);
            must(units.apply(event, index));
            must(log.append(must(db::format_entry(index, clock.utc(), {station_name, "ann"}, event))));
        }
        must(transaction.commit());
        if (end % 1'000'000 == 0) {
            bench.say("generated " + with_separators(end) + " entries");
        }
    }
}

ClaimRecord generated_claim(std::uint64_t number) {
    ClaimRecord record{{test::claim_of(number), test::name_of(generated_order), test::name_of("line1"),
                        test::serial_of(number), test::uid_of(number)},
                       {},
                       must(CheckValue::parse("a1b2c3")),
                       must(CheckValue::parse("d4e5f6"))};
    record.escrow.fill(static_cast<std::uint8_t>(number));
    return record;
}

AuditEvent generated_claim_event(std::uint64_t number) {
    const Claim claim = generated_claim(number).claim;
    return {"claim.issued",
            {},
            claim.order,
            claim.id,
            claim.serial,
            claim.uid,
            {{"kg", "a1b2c3"}, {"kek", "d4e5f6"}, {"token_digest", digest_text}, {"station", "line1"}}};
}

WorkOrder generated_work_order(std::uint64_t claims, const CheckValue& kg) {
    constexpr std::uint64_t measured_claims_max = 100'000; // that are made on top
    const std::uint64_t quota = claims + measured_claims_max;
    return {test::name_of(generated_order),
            {test::name_of("demo"), DeviceType(1), 4'096, "a lock"},
            test::serial_of(1),
            test::serial_of(quota),
            quota,
            quota * 2,
            {},
            {test::name_of("line1")},
            kg,
            {}};
}

void generate_claims(const Bench& bench, const std::filesystem::path& path, std::uint64_t claims,
                     const CheckValue& kg) {
    app::SystemClock clock;
    const auto registry = must(db::SqlRegistry::open({path, test::name_of("development"), clock}));
    const WorkOrder order = generated_work_order(claims, kg);
    for (std::uint64_t begin = 1; begin <= claims; begin += rows_per_commit) {
        const std::uint64_t end = std::min(claims + 1, begin + rows_per_commit);
        const auto transaction = must(registry->begin());
        if (begin == 1) {
            must(transaction->insert_order(order));
        }
        for (std::uint64_t number = begin; number < end; ++number) {
            must(transaction->insert_claim(generated_claim(number)));
            must(transaction->record(generated_claim_event(number)));
        }
        must(transaction->commit());
        if ((end - 1) % 1'000'000 == 0) {
            bench.say("generated " + with_separators(end - 1) + " claims");
        }
    }
}

} // namespace keyline::bench
