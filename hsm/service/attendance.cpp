#include "hsm/service/attendance.h"

#include "hsm/service/call.h"

namespace keyline::hsm {

namespace {
grpc::Status ending_status() {
    return {grpc::StatusCode::UNAVAILABLE, "the key service is ending"};
}
} // namespace

class Attendance::Attendant : public Reactor, public std::enable_shared_from_this<Attendant> {
  public:
    explicit Attendant(Attendance& attendance) : attendance_(attendance) {}

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

Attendance::Reactor* Attendance::admit() {
    auto attendant = std::make_shared<Attendant>(*this);
    bool ending = false;
    bool full = false;
    {
        const std::lock_guard lock(mutex_);
        ending = closed_;
        full = attendants_.size() >= attendants_max;
        attendants_.insert(attendant); // refused or not: it lives until it is done
    }
    if (ending) {
        attendant->end(ending_status());
    } else if (full) {
        attendant->end(
            status_of(Error{ErrorCode::key_service_busy, {{"clients_max", std::to_string(attendants_max)}}, {}, {}}));
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
