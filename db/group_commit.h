// GroupCommit: transactions of many threads on one connection. They run one after another, each in a savepoint of its
// own, and those that come while others run or while a commit syncs are made durable by one COMMIT.
//
//     begin      waits for its turn at most transaction_wait_ms_max
//     commit     gives the turn on, and returns when a COMMIT has made durable all that the transaction has written or
//                seen; the first of a group does it, as soon as nobody waits for a turn or the group is full
//     destroyed  without commit(): rolled back to its savepoint, which the others of its group do not notice
//
// So what a transaction sees may not be durable yet: nothing that it has learnt is told to anybody before its commit().
// Failure: that of one transaction is its own. A failed COMMIT, an I/O error and whatever makes the database roll back
// by itself are the whole group's: none of it is kept, and every commit() of it fails. Threads: any; a transaction may
// end in another thread. Ownership: the database outlives the groups, and is used by nobody else meanwhile; the groups
// outlive their transactions.
#pragma once

#include "db/sql.h"

#include <condition_variable>
#include <functional>
#include <mutex>

namespace keyline::db {

inline constexpr int transaction_wait_ms_max = 10'000;
inline constexpr std::size_t transactions_per_commit_max = 64;

class GroupCommit {
  private:
    struct Group;

  public:
    class Member {
      public:
        Member(const Member&) = delete;
        Member& operator=(const Member&) = delete;
        ~Member();
        // Once; nothing is done in the transaction after it. `on_part_of_group` is called while it has the turn, when
        // the COMMIT will decide about it with all others.
        Status commit(const std::function<void()>& on_part_of_group = {});

      private:
        friend class GroupCommit;
        Member(GroupCommit& groups, std::shared_ptr<Group> group) : groups_(groups), group_(std::move(group)) {}
        GroupCommit& groups_;
        std::shared_ptr<Group> group_; // none: ended
    };

    // What is done before the COMMIT of a group, in its transaction, and when that is decided; both may be empty.
    struct Hooks {
        std::function<Status()> before_commit; // a failure ends the group: nothing of it is committed
        std::function<void(const Status& outcome)> decided;
    };

    explicit GroupCommit(Database& database, Hooks hooks = {}) : database_(database), hooks_(std::move(hooks)) {}
    GroupCommit(const GroupCommit&) = delete;
    GroupCommit& operator=(const GroupCommit&) = delete;
    ~GroupCommit();

    Result<std::unique_ptr<Member>> begin();
    std::size_t queued() const; // how many wait for their turn

  private:
    Result<std::unique_ptr<Member>> begin_in_turn();
    void roll_back(const std::shared_ptr<Group>& group);
    Status settle(const std::shared_ptr<Group>& group);
    Status commit_group(Group& group);
    void note_health(Group& group);
    void pass_on_turn();

    Database& database_;
    const Hooks hooks_;
    mutable std::mutex mutex_; // of everything below; only who has the turn changes group_ and touches the database
    std::condition_variable turn_free_;
    bool turn_taken_ = false;
    std::size_t queued_ = 0;
    std::shared_ptr<Group> group_; // none: no transaction is open in the database
};

} // namespace keyline::db
