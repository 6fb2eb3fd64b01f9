#include "hsm/service/attendance.h"

#include "hsm/service/call.h"

#include <algorithm>

namespace keyline::hsm {

namespace {
grpc::Status ending_status() {
    return {grpc::StatusCode::UNAVAILABLE, "the key service is ending"};
}
} // namespace

class Attendance::Attendant : public Reactor, public std::enable_shared_from_this<Attendant> {
  public:
    Attendant(Attendance& attendance, std::string of_station)
        : station(std::move(of_station)), attendance_(attendance) {}

    const std::string station; // over TLS; empty otherwise

    void greet() { StartWrite(&answer_); }

    void end(const grpc::Status& status) {
        if (!ended_.exchange(true)) {
            Finish(status);
        }
    }

    void OnWriteDone(bool ok) override {
        if (!ok) {
            end(grpc::Status::CANCELLED);
        }
    }

    void OnCancel() override { end(grpc::Status::CANCELLED); }

    void OnDone() override {
        const auto self = shared_from_this();
        const std::lock_guard lock(attendance_.mutex_);
        attendance_.attendants_.erase(self);
        attendance_.changed_ = std::chrono::steady_clock::now();
    }

  private:
    Attendance& attendance_;
    v1::AttendAnswer answer_;
    std::atomic<bool> ended_ = false;
};

Attendance::Reactor* Attendance::refuse(const Error& error) {
    auto attendant = std::make_shared<Attendant>(*this, std::string());
    {
        const std::lock_guard lock(mutex_);
        attendants_.insert(attendant); // it lives until it is done
    }
    attendant->end(status_of(error));
    return attendant.get();
}

std::size_t Attendance::count() const {
    const std::lock_guard lock(mutex_);
    return attendants_.size();
}

Attendance::Reactor* Attendance::admit(const Caller& caller) {
    const std::string station = caller.certificate.empty() ? std::string() : caller.station.text();
    auto attendant = std::make_shared<Attendant>(*this, station);
    bool ending = false;
    bool full = false;
    {
        const std::lock_guard lock(mutex_);
        ending = closed_;
        const auto of_station = std::count_if(attendants_.begin(), attendants_.end(),
                                              [&](const auto& other) { return other->station == station; });
        full = attendants_.size() >= attendants_max ||
               (!station.empty() && static_cast<std::size_t>(of_station) >= attendants_per_station_max);
        attendants_.insert(attendant); // refused or not: it lives until it is done
    }
    if (ending) {
        attendant->end(ending_status());
    } else if (full) {
        attendant->end(status_of(Error{ErrorCode::key_service_busy,
                                       {{"limit", "clients"}, {"clients_max", std::to_string(attendants_max)}},
                                       {},
                                       {}}));
    } else {
        attendant->greet();
    }
    return attendant.get();
}

std::optional<std::chrono::steady_clock::duration> Attendance::idle_for() const {
    const std::lock_guard lock(mutex_);
    if (!attendants_.empty()) {
        return std::nullopt;
    }
    return std::chrono::steady_clock::now() - changed_;
}

void Attendance::close() {
    std::set<std::shared_ptr<Attendant>> attendants;
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        attendants = attendants_;
    }
    for (const auto& attendant : attendants) {
        attendant->end(ending_status());
    }
}

bool Attendance::close_if_idle() {
    const std::lock_guard lock(mutex_);
    closed_ = closed_ || attendants_.empty();
    return closed_;
}

} // namespace keyline::hsm
