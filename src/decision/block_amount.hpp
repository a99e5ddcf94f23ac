// The exact amounts of a block: which rows have one, and how much.
#pragma once

#include <span>
#include <vector>

#include "engine/machine.hpp"
#include "rulebook/model.hpp"

namespace bajigong {

// The sum of some steps over a block, under the readings that the machine holds.
struct BlockAmount {
    const Word* exact = nullptr;        // every step is exact, and so is the sum
    const Word* never = nullptr;        // some step is not, and no other can make up for it
    const std::int64_t* fen = nullptr;  // where exact; null: nothing is paid
};

// The steps of `group` that are paid; valid as long as the machine's block is.
BlockAmount block_amount(engine::Machine& machine, const Version& version,
                         std::span<const int> steps, std::size_t rows);

}  // namespace bajigong
