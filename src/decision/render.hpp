// Renderings of decisions and rules. All escape markup-neutral text: control and bidirectional
// characters never pass.
#pragma once

#include <string>

#include "decision/decision_impl.hpp"

namespace bajigong {

std::string render_text(const Decision::Impl& decision, Language language);
std::string render_json(const Decision::Impl& decision);

// A rule as prose that a policy person could sign: the version in force on `on` (or all versions if
// never), with citations.
std::string render_rule(const Rulebooks::Impl& rulebooks, const Rule& rule, Date on,
                        Language language);
// Every open reading, pending or unseen value and weak evidence, by rule.
std::string render_readings(const Rulebooks::Impl& rulebooks, Language language);

}  // namespace bajigong
