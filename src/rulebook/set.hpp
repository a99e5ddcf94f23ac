// The loaded set behind the public handle.
#pragma once

#include <deque>
#include <map>

#include "bajigong/rulebooks.hpp"

#include "rulebook/idle_slot.hpp"
#include "rulebook/model.hpp"

namespace bajigong {

struct Rulebooks::Impl {
    Vocabulary vocabulary;
    std::deque<Rulebook> books;  // stable addresses
    std::map<std::string, const Rule*, std::less<>> rules;
    mutable IdleSlot idle;  // a machine between two decisions

    // Throws Failure (D…) naming the nearest rule if there is none of that id.
    const Rule& rule(std::string_view id) const;
};

}  // namespace bajigong
