// What an amount may come to while a supplied list (目录) is missing: a truth has two answers, so
// a few look-ups have few figures.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/machine.hpp"
#include "rulebook/model.hpp"

namespace bajigong {

// Look-ups of one step that are answered both ways; a step with more keeps its figure open.
inline constexpr std::size_t kMaxSuppliedTruths = 4;

struct FenRange {
    std::int64_t low = 0, high = 0;
};

// The least and the greatest figure of the step under every answer of the look-ups that are open;
// empty where there are none, too many, or some answer leaves the figure open. The machine holds
// afterwards what it held before.
std::optional<FenRange> range_under_answers(engine::Machine& machine, const Step& step);

}  // namespace bajigong
