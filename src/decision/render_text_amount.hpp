// The amounts of a decision, step by step, with their arithmetic.
#pragma once

#include "decision/render_text_sources.hpp"

namespace bajigong {

// A line for each step of a version.
std::string amounts_text(const Decision::Impl& decision, const ShownVersion& shown,
                         const Words& words, Sources& sources);

// How a step's figure comes about, "2500.00元 × 80%": its expression with the branches taken and
// the values that stood then. Empty if that cannot be told from what the decision shows, or says
// nothing beyond the figure.
std::string arithmetic_text(const Decision::Impl& decision, const ShownVersion& shown,
                            std::size_t step, const Words& words);

}  // namespace bajigong
