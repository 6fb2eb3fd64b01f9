#include "tests/bench/bench.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <mutex>
#include <thread>

namespace keyline::bench {

bool Row::reached() const {
    if (!limit || !ratio) {
        return true;
    }
    return limit->kind == Limit::Kind::at_most ? *ratio <= limit->ratio : *ratio >= limit->ratio;
}

void Bench::say(const std::string& what) const {
    if (scale_ != Scale::smoke) {
        std::fprintf(stderr, "  %s\n", what.c_str());
    }
}

std::string text_of_error(const Error& error) {
    std::string text(keyline::text_of(error.code));
    for (const auto& [name, value] : error.args) {
        text += " " + name + "=" + value;
    }
    return text + (error.cause.empty() ? "" : ": " + error.cause);
}

Seconds time_of(const std::function<void()>& work) {
    const auto began = std::chrono::steady_clock::now();
    work();
    return std::chrono::steady_clock::now() - began;
}

std::vector<Seconds> time_in_turn(std::size_t rounds, const std::vector<std::function<void()>>& works) {
    std::vector<std::vector<Seconds>> times(works.size());
    for (std::size_t round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < works.size(); ++i) {
            times[i].push_back(time_of(works[i]));
        }
    }
    std::vector<Seconds> medians;
    std::ranges::transform(times, std::back_inserter(medians),
                           [](const auto& of_one) { return quantile(of_one, 0.5); });
    return medians;
}

void in_threads(std::size_t threads, const std::function<void(std::size_t)>& work) {
    std::mutex mutex;
    std::exception_ptr thrown;
    {
        std::vector<std::jthread> running;
        for (std::size_t number = 0; number < threads; ++number) {
            running.emplace_back([&, number] {
                try {
                    work(number);
                } catch (...) {
                    const std::lock_guard lock(mutex);
                    thrown = std::current_exception();
                }
            });
        }
    }
    if (thrown) {
        std::rethrow_exception(thrown);
    }
}

Seconds quantile(std::vector<Seconds> values, double part) {
    const auto index = std::min(values.size() - 1, static_cast<std::size_t>(part * static_cast<double>(values.size())));
    std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(index));
    return values[index];
}

std::string decimals(double number, int digits_after) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", digits_after, number);
    return text;
}

std::string text_of(Seconds time) {
    const double seconds = time.count();
    return seconds >= 1.0    ? decimals(seconds, 2) + " s"
           : seconds >= 1e-3 ? decimals(seconds * 1e3, 2) + " ms"
                             : decimals(seconds * 1e6, 1) + " us";
}

std::string with_separators(std::uint64_t number) {
    std::string text = std::to_string(number);
    for (std::ptrdiff_t at = std::ssize(text) - 3; at > 0; at -= 3) {
        text.insert(static_cast<std::size_t>(at), ",");
    }
    return text;
}

std::string rate_text(double per_second) {
    return with_separators(static_cast<std::uint64_t>(per_second + 0.5)) + " /s";
}

} // namespace keyline::bench
