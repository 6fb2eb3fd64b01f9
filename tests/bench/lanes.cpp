// Sixteen lanes at the pace of their lines beside a lone one, with the real programs, and what memory they take.
#include "tests/bench/bench.h"
#include "tests/bench/served_keyd.h"
#include "tests/support/demo_station.h"

#include <QDateTime>
#include <map>

namespace keyline::bench {

namespace {

constexpr double station_mb_max = 150;

struct LanesRun {
    double units_per_second = 0; // of one lane, in the mean
    double memory_mb = 0;
};

// Each lane's rate: from its first PASS to its last.
double rate_of_a_lane(const std::map<int, std::vector<QDateTime>>& passes) {
    double rates = 0;
    for (const auto& [lane, times] : passes) {
        if (times.size() < 2) {
            throw std::runtime_error("a lane had fewer than two units");
        }
        rates +=
            static_cast<double>(times.size() - 1) * 1000.0 / static_cast<double>(times.front().msecsTo(times.back()));
    }
    return rates / static_cast<double>(passes.size());
}

LanesRun run_lanes(const test::DemoStation& demo, const QString& order, const QString& lanes, int units) {
    QProcess run;
    demo.start(run, {"provision", "--order", order, "--lanes", lanes, "--count", QString::number(units)});
    LanesRun measured;
    std::map<int, std::vector<QDateTime>> passes;
    std::string trouble;
    while (run.waitForReadyRead(test::DemoStation::answer_ms_max)) {
        while (run.canReadLine()) {
            const QByteArray text = run.readLine();
            const QJsonObject line = QJsonDocument::fromJson(text).object();
            trouble += line["code"].isString() && line["code"] != "ok" ? text.toStdString() : "";
            if (line["event"] == "unit.passed") {
                passes[line["lane"].toInt()].push_back(
                    QDateTime::fromString(line["time"].toString(), Qt::ISODateWithMs));
                measured.memory_mb = memory_mb_max(static_cast<int>(run.processId()));
            }
        }
    }
    run.waitForFinished(test::DemoStation::answer_ms_max);
    if (run.exitCode() != 0) {
        throw std::runtime_error("keyline provision --lanes " + lanes.toStdString() + " ended with " +
                                 std::to_string(run.exitCode()) + ": " + trouble);
    }
    measured.units_per_second = rate_of_a_lane(passes);
    return measured;
}

} // namespace

void measure_lanes(Bench& bench) {
    constexpr int lanes = 16;
    test::DemoStation demo(lanes, {});
    if (demo.init().exit_code != 0) {
        throw std::runtime_error("keyline init");
    }
    const QString order = demo.create_order(10'000);
    QStringList all;
    for (int lane = 1; lane <= lanes; ++lane) {
        all << QString::number(lane);
    }
    const int units = bench.pick(3, 6, 25, 25); // of each lane
    const LanesRun lone = run_lanes(demo, order, "1", units);
    const LanesRun together = run_lanes(demo, order, all.join(','), units * lanes);
    bench.add({"lanes: units an hour of a lane, 16 at once", decimals(together.units_per_second * 3600, 0),
               decimals(lone.units_per_second * 3600, 0) + ", one lane alone",
               together.units_per_second / lone.units_per_second, at_least(0.95)});
    bench.add({"lanes: memory of the station with 16", decimals(together.memory_mb, 0) + " MB",
               decimals(station_mb_max, 0) + " MB", together.memory_mb / station_mb_max, at_most(1)});
}

} // namespace keyline::bench
