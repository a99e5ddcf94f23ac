// Running a step's last part once for each answer.
#include "decision/supply_answers.hpp"

#include <algorithm>

#include "values/truth.hpp"

namespace bajigong {

std::optional<FenRange> range_under_answers(engine::Machine& machine, const Step& step) {
    using language::Register;
    std::vector<Register> open;
    for (const Register r : step.supplied_truths) {
        if (truth_at(machine.column(r), 0) == Truth::unknown) open.push_back(r);
    }
    if (open.empty() || open.size() > kMaxSuppliedTruths) return std::nullopt;

    std::vector<std::pair<Register, Column>> before;
    for (const Register r : open) before.emplace_back(r, machine.column(r));
    for (const Register r : step.from_supplied) before.emplace_back(r, machine.column(r));

    std::optional<FenRange> range;
    const unsigned answers = 1U << open.size();
    for (unsigned answer = 0; answer < answers; ++answer) {
        for (std::size_t i = 0; i < open.size(); ++i)
            machine.assume(open[i], (answer >> i & 1U) != 0);
        machine.run(step.from_supplied);
        const Column& is = machine.column(step.is);
        if (!is.is_known(0)) {
            range.reset();
            break;
        }
        const std::int64_t low = is.numbers[is.at(0)];
        const bool bounds = machine.program().types[step.is].bounds;
        const std::int64_t high = bounds ? is.seconds[is.at(0)] : low;
        if (low != high && (low == kNoLowerBound || high == kNoUpperBound)) {
            range.reset();
            break;
        }
        if (!range) range = FenRange{low, high};
        range->low = std::min(range->low, low);
        range->high = std::max(range->high, high);
    }
    for (const auto& [r, column] : before) machine.registers()[r] = column;
    return range;
}

}  // namespace bajigong
