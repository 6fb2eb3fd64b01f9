// LockLink: one lock at one lane, in factory mode. Source: spec/factory-protocol.md.
// Threads: one at a time (the lane's). Each call has a deadline of its own and sends lost commands again by itself.
// Errors: lock_silent (no answer: the lane is empty, or the lock is dead), lock_not_understood, lock_refused {rc};
// fixture_* when the port itself failed. The lock is not trusted: every length and every echo is checked.
#pragma once

#include "provisioning/identifiers.h"
#include "provisioning/ports/fixture_control.h"
#include "provisioning/production_token.h"
#include "provisioning/proof.h"
#include "provisioning/substitution_table.h"

#include <functional>
#include <optional>

namespace keyline {

enum class LockState : std::uint8_t { blank = 0, token_stored = 1, table_stored = 2, closed = 3, captured = 4 };

struct LockIdentity {
    ChipUid uid;
    std::string hardware;
    std::string firmware;
    DeviceType type;
    LockState state = LockState::blank;
    CheckValue kg; // of the Kg that is in the lock
    std::size_t table_size_bytes = 0;
    std::optional<SerialNumber> serial;
};

// From the lock's stored data; its own word, which is never enough for a pass.
struct SelfCheck {
    bool round_trip = false; // PEK(S/N) decrypts to the stored S/N
    bool table = false;      // the stored table's digest is right
    std::optional<SerialNumber> serial;
};

struct LockAnswer {
    LockIdentity identity; // taken in the same breath as the proof
    ProofAnswer proof;
    bool refuses_token = false; // a lock that was closed was offered an empty token, and refused it as closed
};

// What a lock shows of itself. Each part that it refuses (lock_refused {rc}, a captured one its capture challenge) or
// does not give is an error of its own.
struct LockExamination {
    LockIdentity identity;
    Result<SelfCheck> self_check;
    Result<ByteArray<capture_response_size_bytes>> capture_response;
    Result<ByteArray<table_tag_size_bytes>> table_tag;
};

class LockLink {
  public:
    using Progress = std::function<void(std::size_t bytes_done, std::size_t bytes_total)>;

    virtual ~LockLink() = default;

    virtual Result<LockIdentity> identify() = 0;
    // Token (none: the lock has it already), table and self-check, as many commands in flight as the lock takes.
    // Idempotent: a table that was begun is resumed at the lock's own offset.
    virtual Result<SelfCheck> program(const ProductionToken* token, const SubstitutionTable& table,
                                      const Progress& progress) = 0;
    // identify, capture step 1 and table proof; of a lock that was closed, also whether it really takes no token any
    // more: its state is no more than its word. Changes nothing in the lock.
    virtual Result<LockAnswer> answer(const Challenge& challenge) = 0;
    // identify, self-check and, with a challenge of keyd's, capture step 1 and table proof: commands that only read, of
    // a lock in whatever state. Without one both proofs are challenge_unknown.
    virtual Result<LockExamination> examine(const Challenge* challenge) = 0;
    // Closes factory mode, resets, and waits until the lock answers again. Idempotent. (Over a debug port the reset is
    // left to shut(): after it nobody could ask the lock for its last proof.)
    virtual Status close() = 0;
    // After the last proof: shuts what the lock was reached through, where it is more than a line. lock_not_closed when
    // it still lets anybody in.
    virtual Status shut() { return {}; }
    // Of the place where the lock stands. While it says that the lid is open or the unit is gone, every other call ends
    // with that at once: fixture_lid_open, fixture_unit_gone.
    virtual FixtureControl& fixture() { return no_fixture_control(); }
};

} // namespace keyline
