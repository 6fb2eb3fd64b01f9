// What a fuzz target demands: an abort is what fuzzers look for, and what ends the seeds' test.
#pragma once

#include <cstdlib>

inline void require(bool condition) {
    if (!condition) {
        std::abort();
    }
}
