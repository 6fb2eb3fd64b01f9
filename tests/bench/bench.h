// What the figures of tests/bench share: how large a run is, where it works, and the rows it reports. A figure is
// always set against a limit that is measured in the same run. Not Google Benchmark: it times one thing after another,
// and on a busy machine only two things measured alternately can be divided.
// Threads: one, but for what a figure starts itself. Failure: exceptions, which end the figure and are reported.
#pragma once

#include "provisioning/result.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace keyline::bench {

// How much is done: to see that it works, for a look, for a figure, and with ten million rows.
enum class Scale { smoke, quick, usual, full };

struct Limit {
    enum class Kind { at_most, at_least };
    Kind kind;
    double ratio;
};
constexpr Limit at_most(double ratio) {
    return {Limit::Kind::at_most, ratio};
}
constexpr Limit at_least(double ratio) {
    return {Limit::Kind::at_least, ratio};
}

struct Row {
    std::string figure;   // "append: durable entry"
    std::string measured; // "0.81 ms"
    std::string against;  // "0.52 ms, bare SQLite commit"; empty: nothing
    std::optional<double> ratio;
    std::optional<Limit> limit; // none: told for comparison only

    bool reached() const;
};

class Bench {
  public:
    // `scratch` is an empty directory of this run's own.
    Bench(Scale scale, std::filesystem::path scratch, std::function<void(const Row&)> on_row)
        : scale_(scale), scratch_(std::move(scratch)), on_row_(std::move(on_row)) {}

    Scale scale() const { return scale_; }
    template <class T>
    T pick(T smoke, T quick, T usual, T full) const {
        return std::vector<T>{smoke, quick, usual, full}[static_cast<std::size_t>(scale_)];
    }
    const std::filesystem::path& scratch() const { return scratch_; }
    void say(const std::string& what) const; // progress, for people, on stderr
    void add(Row row) { on_row_(row); }

  private:
    Scale scale_;
    std::filesystem::path scratch_;
    std::function<void(const Row&)> on_row_;
};

struct Figure {
    const char* name;
    const char* what;
    void (*measure)(Bench&);
};
void measure_unit(Bench& bench);
void measure_lanes(Bench& bench);
void measure_window(Bench& bench);
void measure_flat(Bench& bench);
void measure_stores(Bench& bench);
void measure_append(Bench& bench);
void measure_verify(Bench& bench);
void measure_look(Bench& bench);
void measure_vault(Bench& bench);
void measure_issue(Bench& bench);
void measure_stations(Bench& bench);

// The value, or an exception that says what failed.
std::string text_of_error(const Error& error);
template <class T>
T must(Result<T> result) {
    if (!result) {
        throw std::runtime_error(text_of_error(result.error()));
    }
    if constexpr (!std::is_void_v<T>) {
        return std::move(*result);
    }
}

using Seconds = std::chrono::duration<double>;
Seconds time_of(const std::function<void()>& work);

// Medians of `rounds` of each, taken in turn so that whatever else the machine does hits all of them alike.
std::vector<Seconds> time_in_turn(std::size_t rounds, const std::vector<std::function<void()>>& works);
// Runs `work` in so many threads at once, each with its number from 0; what one of them throws is thrown here.
void in_threads(std::size_t threads, const std::function<void(std::size_t)>& work);
// `part` of the values are smaller: 0.5, 0.99. Not empty.
Seconds quantile(std::vector<Seconds> values, double part);

std::string text_of(Seconds time);                     // "0.81 ms"
std::string rate_text(double per_second);              // "212,345 /s"
std::string with_separators(std::uint64_t number);     // "1,000,000"
std::string decimals(double number, int digits_after); // "1.05"

} // namespace keyline::bench
