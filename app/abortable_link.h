// AbortableLink: a lane's link with a way out of its unit in work: from the next command on, nothing more is sent to
// that unit (stopped). What it holds by then is resolved by lock and log, as after a power cut. A unit that is being
// closed or is closed already is finished: it is seconds from its end. Threads: abort() from any, all else the lane's.
#pragma once

#include "provisioning/ports/lock_link.h"

#include <mutex>

namespace keyline::app {

// Which unit a person wants to stop, by its chip: a click that comes late stops no other.
class AbortWish {
  public:
    void abort(const ChipUid& uid) {
        const std::lock_guard guard(mutex_);
        uid_ = uid;
    }
    // True once for this chip; one for a chip that is gone is forgotten.
    bool take(const std::optional<ChipUid>& uid) {
        const std::lock_guard guard(mutex_);
        const bool wanted = uid_ && uid_ == uid;
        uid_.reset();
        return wanted;
    }

  private:
    std::mutex mutex_;
    std::optional<ChipUid> uid_;
};

class AbortableLink final : public LockLink {
  public:
    AbortableLink(LockLink& link, AbortWish& wish) : link_(link), wish_(wish) {}

    Result<LockIdentity> identify() override {
        auto lock = link_.identify();
        if (lock) {
            uid_ = lock->uid;
        }
        return lock;
    }
    Result<SelfCheck> program(const ProductionToken* token, const SubstitutionTable& table,
                              const Progress& progress) override {
        if (auto goes_on = check(); !goes_on) {
            return goes_on.failure();
        }
        return link_.program(token, table, progress);
    }
    Result<LockAnswer> answer(const Challenge& challenge) override {
        if (auto goes_on = closing_ ? Status() : check(); !goes_on) {
            return goes_on.failure();
        }
        return link_.answer(challenge);
    }
    Result<LockExamination> examine(const Challenge* challenge) override { return link_.examine(challenge); }
    Status close() override {
        if (auto goes_on = check(); !goes_on) {
            return goes_on;
        }
        closing_ = true;
        return link_.close();
    }
    Status shut() override {
        closing_ = false;
        return link_.shut();
    }
    FixtureControl& fixture() override { return link_.fixture(); }

  private:
    Status check() {
        closing_ = false;
        return wish_.take(uid_) ? Status(fail(ErrorCode::stopped)) : Status();
    }

    LockLink& link_;
    AbortWish& wish_;
    std::optional<ChipUid> uid_; // seen last
    bool closing_ = false;
};

} // namespace keyline::app
