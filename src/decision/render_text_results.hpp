// Results as text: what a decision states besides money.
#pragma once

#include "decision/render_text_sources.hpp"

namespace bajigong {

// A line each, with its source; empty if nothing is stated.
std::string results_text(const Decision::Impl& decision, const Words& words, Sources& sources);

// What is stated under one combination of readings: "level earned: technician".
std::string results_line(const Decision::Impl& decision, const std::vector<Result>& results,
                         const Words& words);

// Where the frame refuses what the local rule grants, or a figure is beyond it; ends the line.
std::string frame_text(const Frame& frame, const std::string& title, const Words& words);

}  // namespace bajigong
