// What fuzz targets do with an input that may be refused.
#pragma once

#include "bajigong/problem.hpp"

namespace bajigong::fuzz {

// Runs `action`; if it refuses its input, its problems can be told.
template <class Do>
void attempt(Do action) {
    try {
        action();
    } catch (const Failure& failure) {
        for (const Problem& problem : failure.problems()) {
            problem.text(Language::en);
            problem.text(Language::zh);
        }
    }
}

}  // namespace bajigong::fuzz
