// What a step of an amount comes to.
#pragma once

#include "decision/decision_impl.hpp"
#include "engine/causes.hpp"

namespace bajigong {

// The step in the first row of the machine's block.
ShownStep step_amount(engine::Machine& machine, const language::Environment& names,
                      const Step& step);

// Payments together: bounds add up; one that is unknown or at fault makes the sum so.
Amount sum_amounts(const std::vector<Amount>& amounts);

std::vector<DecisionCause> public_causes(const engine::Causes& causes);

}  // namespace bajigong
