// What amounts may come to while a supplied list (目录) is missing: a truth has two answers, so
// a few look-ups have few figures.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/machine.hpp"
#include "rulebook/model.hpp"

namespace bajigong {

// Look-ups of one step that are answered both ways; a step with more keeps its figure open.
inline constexpr std::size_t kMaxSuppliedTruths = 4;

// By row of the block the least and the greatest figure under every answer of the look-ups that are
// open there; only where `closed`: elsewhere some answer leaves the figure open.
struct AnsweredFigures {
    std::vector<Word> closed;
    std::vector<std::int64_t> low, high;
};

// Those of a step, into `figures`; false where no look-up is open in any row, or too many are in
// some. The machine holds afterwards what it held before.
bool figures_under_answers(engine::Machine& machine, const Step& step, std::size_t rows,
                           AnsweredFigures& figures);

}  // namespace bajigong
