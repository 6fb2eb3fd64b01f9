/* What a clock test and the preloaded library of shifted_clock.c share: one KlShiftedClock in a mapped file, whose path
 * the environment names. The test may change it while the program runs: the clock is set. */
#ifndef KEYLINE_SHIFTED_CLOCK_H
#define KEYLINE_SHIFTED_CLOCK_H

#include <stdint.h>

#define KL_SHIFTED_CLOCK_VARIABLE "KEYLINE_TEST_SHIFTED_CLOCK"

typedef struct {
    char program[32]; /* whose time of day it is; all others have the right one */
    int64_t shift_ms;
} KlShiftedClock;

#endif
