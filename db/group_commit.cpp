#include "db/group_commit.h"

namespace keyline::db {

struct GroupCommit::Group {
    std::optional<Transaction> transaction; // of the database; ended by who has the turn
    std::size_t members = 0;
    std::size_t settling = 0; // members that wait for the COMMIT
    bool broken = false;
    std::optional<Status> outcome;
    std::condition_variable may_commit; // for the first that settles
    std::condition_variable settled;

    bool is_closed() const { return broken || members >= transactions_per_commit_max; }
};

GroupCommit::~GroupCommit() = default;

std::size_t GroupCommit::queued() const {
    const std::lock_guard lock(mutex_);
    return queued_;
}

Result<std::unique_ptr<GroupCommit::Member>> GroupCommit::begin() {
    {
        std::unique_lock lock(mutex_);
        ++queued_;
        const bool has_turn = turn_free_.wait_for(lock, std::chrono::milliseconds(transaction_wait_ms_max),
                                                  [this] { return !turn_taken_ && (!group_ || !group_->is_closed()); });
        --queued_;
        if (!has_turn) {
            return fail(database_.codes().unavailable,
                        {{"path", database_.place()}, {"reason", "other transactions took too long"}});
        }
        turn_taken_ = true;
    }
    auto begun = begin_in_turn();
    if (!begun) {
        const std::lock_guard lock(mutex_);
        pass_on_turn();
    }
    return begun;
}

Result<std::unique_ptr<GroupCommit::Member>> GroupCommit::begin_in_turn() {
    std::shared_ptr<Group> group = group_;
    if (!group) {
        auto transaction = Transaction::begin(database_, Access::read_write);
        if (!transaction) {
            return transaction.failure();
        }
        group = std::make_shared<Group>();
        group->transaction.emplace(*std::move(transaction));
    }
    const Status begun = database_.run("SAVEPOINT member");
    const std::lock_guard lock(mutex_);
    if (!begun) {
        note_health(*group);
        return begun.failure(); // a group that was new ends here
    }
    group_ = group;
    ++group->members;
    return std::unique_ptr<Member>(new Member(*this, std::move(group)));
}

GroupCommit::Member::~Member() {
    if (group_) {
        groups_.roll_back(group_);
    }
}

Status GroupCommit::Member::commit(const std::function<void()>& on_part_of_group) {
    if (auto released = groups_.database_.run("RELEASE member"); !released) {
        return released; // the destructor rolls back
    }
    if (on_part_of_group) {
        on_part_of_group();
    }
    return groups_.settle(std::exchange(group_, nullptr));
}

void GroupCommit::roll_back(const std::shared_ptr<Group>& group) {
    Status rolled_back = database_.is_in_transaction() ? database_.run("ROLLBACK TO member") : Status{};
    if (rolled_back && database_.is_in_transaction()) {
        rolled_back = database_.run("RELEASE member");
    }
    const std::lock_guard lock(mutex_);
    note_health(*group);
    group->broken = group->broken || !rolled_back;
    if (group->settling == 0) { // nothing to keep
        group->transaction.reset();
        group_ = nullptr;
    }
    pass_on_turn();
}

Status GroupCommit::settle(const std::shared_ptr<Group>& group) {
    std::unique_lock lock(mutex_);
    note_health(*group);
    const bool first = group->settling++ == 0;
    pass_on_turn();
    if (!first) {
        group->settled.wait(lock, [&] { return group->outcome.has_value(); });
        return *group->outcome;
    }
    group->may_commit.wait(lock, [&] { return !turn_taken_ && (queued_ == 0 || group->is_closed()); });
    turn_taken_ = true;
    lock.unlock();
    Status outcome = commit_group(*group);
    lock.lock();
    group->outcome = outcome;
    group_ = nullptr;
    group->settled.notify_all();
    pass_on_turn();
    return outcome;
}

Status GroupCommit::commit_group(Group& group) {
    Status outcome;
    if (group.broken) {
        outcome = fail(database_.codes().unavailable,
                       {{"path", database_.place()}, {"reason", "an error in between has ended the transaction"}});
    } else {
        outcome = hooks_.before_commit ? hooks_.before_commit() : Status{};
        if (outcome) {
            outcome = group.transaction->commit();
        }
    }
    if (hooks_.decided) {
        hooks_.decided(outcome);
    }
    group.transaction.reset(); // rolls back what is not committed
    return outcome;
}

// The database may have rolled back everything by itself; and what was written before an I/O error is not to be
// trusted.
void GroupCommit::note_health(Group& group) {
    group.broken = group.broken || !database_.is_in_transaction();
}

void GroupCommit::pass_on_turn() {
    turn_taken_ = false;
    if (queued_ > 0 && (!group_ || !group_->is_closed())) {
        turn_free_.notify_one();
    } else if (group_) {
        group_->may_commit.notify_one();
    }
}

} // namespace keyline::db
