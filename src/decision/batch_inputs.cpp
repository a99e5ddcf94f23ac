// Readings and data of a rule in a run.
#include "decision/batch_inputs.hpp"

#include <algorithm>

namespace bajigong {

RuleInputs::RuleInputs(const Rule& rule, const BatchInputs& inputs)
    : rule(&rule), as_of(inputs.as_of) {
    const WorldInputs world =
        world_inputs(rule, *inputs.facts, inputs.as_of, inputs.law_date, inputs.given);
    supply = world.supply;
    for (std::size_t i = 0; i < world.chosen.size(); ++i) {
        const int option = world.chosen[i].option;
        readings.options.push_back(std::max(0, option));
        readings.choices.push_back(option < 0 ? rule.book->readings[i].options.size() : 1);
    }
}

void RuleInputs::begin(engine::Machine& machine, const language::Program& program,
                       const FactsView& facts, const BlockRows& rows) const {
    engine::Inputs block;
    block.facts = &facts;
    block.vocabulary = rule->book->environment.vocabulary;
    block.supply = supply;
    block.as_of = as_of;
    block.first = rows.first;
    block.rows = rows.count;
    block.selection = rows.selection;
    block.selected = rows.selected;
    block.span = rows.span;
    machine.begin(program, block);
    for (std::size_t i = 0; i < readings.options.size(); ++i)
        machine.choose(static_cast<int>(i), readings.options[i]);
}

}  // namespace bajigong
