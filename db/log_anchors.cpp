#include "db/log_anchors.h"

namespace keyline::db {

namespace {
tl::unexpected<Error> unsound(std::string reason) {
    return fail(ErrorCode::audit_unsound, {{"reason", std::move(reason)}});
}
} // namespace

Result<AnchorCheck> AnchorCheck::create(const LogAnchors& anchors, const std::string& origin,
                                        const std::optional<std::string>& vkey) {
    AnchorCheck check;
    if (!anchors.vkey && anchors.checkpoints.empty()) {
        return check;
    }
    if (anchors.vkey && vkey && *anchors.vkey != *vkey) {
        return unsound("its key is not the one that was given: the key was replaced, or it is another log's");
    }
    const std::optional<std::string>& text = anchors.vkey ? anchors.vkey : vkey;
    if (!text) {
        return unsound("there is no key to check the given checkpoint with");
    }
    const auto key = VerifierKey::parse(*text);
    if (!key) {
        return key.failure();
    }
    if (key->origin() != origin) {
        return unsound("the key is of " + key->origin() + ", this is the log of " + origin);
    }
    for (const std::string& note : anchors.checkpoints) {
        const auto checkpoint = open_checkpoint(note, *key);
        if (!checkpoint) {
            return unsound("the given checkpoint: " + std::string(checkpoint.error().arg("reason")));
        }
        check.wanted_.emplace(checkpoint->size, checkpoint->root);
    }
    return check;
}

std::optional<std::uint64_t> AnchorCheck::next() const {
    return wanted_.empty() ? std::nullopt : std::optional(wanted_.begin()->first);
}

Status AnchorCheck::at(const Hash& root) {
    const auto [first, end] = wanted_.equal_range(wanted_.begin()->first);
    for (auto one = first; one != end; ++one) {
        if (one->second != root) {
            return unsound("its first " + std::to_string(one->first) +
                           " entries are not those that the given checkpoint covers: the log was rewritten");
        }
        held_ = one->first;
    }
    wanted_.erase(first, end);
    return {};
}

Status AnchorCheck::finish(std::uint64_t size) const {
    return wanted_.empty() ? Status()
                           : Status(unsound("the log was cut off: the given checkpoint covers " +
                                            std::to_string(wanted_.rbegin()->first) + " entries, and " +
                                            std::to_string(size) + " are here"));
}

} // namespace keyline::db
