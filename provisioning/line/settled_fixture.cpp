#include "provisioning/line/settled_fixture.h"

namespace keyline {

FixtureControl& no_fixture_control() {
    static FixtureControl none; // has no state
    return none;
}

Result<PlaceSigns> SettledFixture::look() {
    const auto now = clock_.monotonic();
    if (looked_at_ && now - *looked_at_ < look_ms) {
        return signs_;
    }
    auto seen = fixture_->look();
    if (!seen) {
        return seen;
    }
    looked_at_ = now;
    if (seen->unit) {
        signs_.unit = unit_.feed(*seen->unit, now);
    }
    if (seen->lid_shut) {
        signs_.lid_shut = lid_shut_.feed(*seen->lid_shut, now);
    }
    return signs_;
}

Result<bool> SettledFixture::engage() {
    if (engaged_ == true) {
        return false;
    }
    engaged_.reset();
    auto started = fixture_->engage();
    if (started) {
        engaged_ = true;
    }
    return started;
}

Status SettledFixture::release() {
    if (engaged_ == false) {
        return {};
    }
    engaged_.reset();
    auto released = fixture_->release();
    if (released) {
        engaged_ = false;
    }
    return released;
}

Status SettledFixture::check() {
    const auto signs = look();
    if (!signs) {
        return signs.failure();
    }
    if (signs->lid_shut == false) {
        return fail(ErrorCode::fixture_lid_open);
    }
    return signs->unit == false ? fail(ErrorCode::fixture_unit_gone) : Status();
}

} // namespace keyline
