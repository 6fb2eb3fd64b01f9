#include "app/keyd/refusals.h"

#include "app/keyd/log_line.h"

namespace keyline::app {

Status record_event(Registry& registry, std::string event, Error::Args details) {
    auto transaction = registry.begin();
    if (!transaction) {
        return transaction.failure();
    }
    if (auto recorded = (*transaction)->record({std::move(event), {}, {}, {}, {}, {}, std::move(details)}); !recorded) {
        return recorded.failure();
    }
    return (*transaction)->commit();
}

Refusals::Refusals(Registry& registry) : registry_(registry), thread_([this] { work(); }) {}

Refusals::~Refusals() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void Refusals::add(const hsm::Refusal& refusal) {
    Error::Args details{{"code", std::string(text_of(refusal.why.code))}};
    details.insert(details.end(), refusal.why.args.begin(), refusal.why.args.end());
    if (!refusal.call.empty() && refusal.why.arg("call").empty()) {
        details.emplace_back("call", refusal.call);
    }
    std::string kind;
    for (const auto& [name, value] : details) {
        kind += name == "retry_after_ms" ? "" : value + "\n";
    }
    details.emplace_back("from", refusal.from);
    {
        const std::lock_guard lock(mutex_);
        ++count_;
        if (kinds_.size() >= kinds_max && !kinds_.contains(kind)) {
            kind = "others";
            details = {{"code", std::string(text_of(refusal.why.code))}, {"reason", "many different ones"}};
        }
        auto& [about, unwritten, written] = kinds_[kind];
        about = std::move(details);
        ++unwritten;
    }
    changed_.notify_all();
}

std::uint64_t Refusals::count() const {
    const std::lock_guard lock(mutex_);
    return count_;
}

void Refusals::work() {
    std::unique_lock lock(mutex_);
    while (!ending_) {
        if (!write_due(lock)) {
            changed_.wait_for(lock, std::chrono::seconds(1));
        }
    }
    while (write_due(lock)) {
    }
}

// One entry, without the lock; false when none is due.
bool Refusals::write_due(std::unique_lock<std::mutex>& lock) {
    const auto now = std::chrono::steady_clock::now();
    for (auto kind = kinds_.begin(); kind != kinds_.end(); ++kind) {
        Kind& one = kind->second;
        const bool is_new = one.written == std::chrono::steady_clock::time_point();
        const bool due = ending_ || is_new || now - one.written >= repeat_after;
        if (due && one.unwritten == 0) { // quiet since then
            kinds_.erase(kind);
            return true;
        }
        if (!due) {
            continue;
        }
        Error::Args details = one.details;
        details.emplace_back("times", std::to_string(one.unwritten));
        one.unwritten = 0;
        one.written = now;
        lock.unlock();
        if (auto recorded = record_event(registry_, "caller.refused", std::move(details)); !recorded) {
            log_line(recorded.error());
        }
        lock.lock();
        return true;
    }
    return false;
}

} // namespace keyline::app
