/* What a crash test and the preloaded library of die_at_call.c share: one KlDeathPlan in a mapped file, whose path the
 * environment names. `die_at` counts calls of `program` of the given kinds, from 1; 0 ends nothing, and counts. */
#ifndef KEYLINE_DIE_AT_CALL_H
#define KEYLINE_DIE_AT_CALL_H

#include <stdint.h>

#define KL_DEATH_PLAN_VARIABLE "KEYLINE_TEST_DEATH_PLAN"

enum {
    kl_death_file_write = 1, /* of a regular file */
    kl_death_sync = 2,
    kl_death_name = 4, /* a file made, renamed, removed: a rollback journal's removal is the commit */
    kl_death_port = 8, /* of a serial port or terminal */
    kl_death_socket = 16,
};

typedef struct {
    char program[32];
    uint32_t kinds;
    uint64_t die_at;
    uint64_t calls;
    char died_before[16]; /* the call; empty: it lives */
} KlDeathPlan;

#endif
