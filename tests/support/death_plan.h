// Makes die_at_call.c end one of the real programs: set before the programs are started, it is theirs through the
// environment of this process. Threads: one. One at a time in a process.
#pragma once

#include "tests/support/die_at_call.h"

#include <QTemporaryFile>
#include <QTest>
#include <sys/mman.h>

namespace keyline::test {

inline constexpr unsigned every_kind = 31;

class DeathPlan {
  public:
    DeathPlan() {
        if (!file_.open() || !file_.resize(sizeof(KlDeathPlan))) {
            qFatal("the death plan cannot be made");
        }
        void* memory = ::mmap(nullptr, sizeof(KlDeathPlan), PROT_READ | PROT_WRITE, MAP_SHARED, file_.handle(), 0);
        if (memory == MAP_FAILED) {
            qFatal("the death plan cannot be mapped");
        }
        plan_ = static_cast<KlDeathPlan*>(memory);
        qputenv(KL_DEATH_PLAN_VARIABLE, file_.fileName().toUtf8());
        qputenv("LD_PRELOAD", KEYLINE_DIE_AT_CALL_LIBRARY);
    }
    DeathPlan(const DeathPlan&) = delete;
    DeathPlan& operator=(const DeathPlan&) = delete;
    ~DeathPlan() {
        qunsetenv("LD_PRELOAD");
        qunsetenv(KL_DEATH_PLAN_VARIABLE);
        ::munmap(plan_, sizeof(KlDeathPlan));
    }

    // `program` dies before its n-th call of these kinds from now on.
    void die(const char* program, quint64 n, unsigned kinds = every_kind) {
        *plan_ = {};
        qstrncpy(plan_->program, program, sizeof plan_->program);
        plan_->kinds = kinds;
        plan_->die_at = n;
    }
    void live() { plan_->die_at = 0; }
    bool died() const { return plan_->died_before[0] != '\0'; }
    QByteArray died_before() const { return plan_->died_before; }
    quint64 calls() const { return plan_->calls; }

  private:
    QTemporaryFile file_;
    KlDeathPlan* plan_ = nullptr;
};

} // namespace keyline::test
