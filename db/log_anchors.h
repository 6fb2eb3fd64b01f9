// What is known of a log from elsewhere: its key, and checkpoints of it that others keep (an older export, the key
// service's archive). A log that holds them is the same log, and no shorter. Threads: values, no sharing.
#pragma once

#include "db/checkpoint.h"

#include <map>
#include <optional>
#include <vector>

namespace keyline::db {

struct LogAnchors {
    std::optional<std::string> vkey{};      // C2SP vkey
    std::vector<std::string> checkpoints{}; // C2SP signed notes
};

// Anchors on the way through a log, entry by entry.
class AnchorCheck {
  public:
    // `vkey`: the log's own, none when nothing was ever signed; it must be the anchors' key. Errors: audit_unsound
    // {reason}: another key, another log's checkpoint, or one that this key has not signed.
    static Result<AnchorCheck> create(const LogAnchors& anchors, const std::string& origin,
                                      const std::optional<std::string>& vkey);

    // After each entry, or once a page: a root is wanted at these sizes.
    std::optional<std::uint64_t> next() const;
    // The log's root at size next().
    Status at(const Hash& root);
    // The log ends here. audit_unsound: it is shorter than a checkpoint of it.
    Status finish(std::uint64_t size) const;
    // The largest size that was found to be right; 0 of none.
    std::uint64_t held() const { return held_; }

  private:
    std::multimap<std::uint64_t, Hash> wanted_; // by size
    std::uint64_t held_ = 0;
};

} // namespace keyline::db
