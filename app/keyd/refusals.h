// Refusals: who was turned away at the door, put on keyd's record without holding anybody up, and without letting a
// flood of them fill the disk: the same refusal is written at once, and then once a minute with how often it came.
// Threads: any; one of its own writes.
#pragma once

#include "hsm/service/gate.h"
#include "provisioning/ports/registry.h"

#include <condition_variable>
#include <thread>

namespace keyline::app {

class Refusals {
  public:
    static constexpr std::size_t kinds_max = 64; // beyond these they are counted together
    static constexpr std::chrono::seconds repeat_after{60};

    explicit Refusals(Registry& registry); // outlives it
    // Writes what is left.
    ~Refusals();
    Refusals(const Refusals&) = delete;
    Refusals& operator=(const Refusals&) = delete;

    void add(const hsm::Refusal& refusal); // never blocks on the registry
    std::uint64_t count() const;

  private:
    struct Kind {
        Error::Args details;
        std::uint64_t unwritten = 0;
        std::chrono::steady_clock::time_point written{}; // never: it is due at once
    };
    void work();
    bool write_due(std::unique_lock<std::mutex>& lock);

    Registry& registry_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::string, Kind> kinds_;
    std::uint64_t count_ = 0;
    bool ending_ = false;
    std::thread thread_;
};

// An entry of keyd's own log, in a commit of its own.
Status record_event(Registry& registry, std::string event, Error::Args details);

} // namespace keyline::app
