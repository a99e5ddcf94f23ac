// Compiling and running for the engine's tests.
#include "engine/small_world.hpp"

#include "bajigong/problem.hpp"

#include "engine/causes.hpp"
#include "language/compiler.hpp"

namespace bajigong::engine::test {

namespace {

Vocabulary read_vocabulary() {
    const text::JsonDocument document =
        text::parse_json(bajigong::test::kVocabulary, "vocabulary", {});
    Vocabulary vocabulary;
    std::vector<Problem> problems;
    vocabulary.add(document, document.root, problems);
    if (!problems.empty()) throw Failure(std::move(problems));
    return vocabulary;
}

}  // namespace

SmallWorld::SmallWorld() : vocabulary(read_vocabulary()) {
    environment.vocabulary = &vocabulary;
    environment.calendar.month_end = {true, 0, -1, {}};
    environment.calendar.last_day = {true, 1, -1, {}};
    environment.calendar.holiday = {true, 0, -1, {}};
}

std::string SmallWorld::value(std::string_view expression, std::string_view facts) const {
    using language::Operand;
    try {
        const text::JsonDocument document = text::parse_json(facts, "facts", {});
        const CaseFacts read(vocabulary, document, document.root);
        language::Program program;
        language::Compiler compiler(environment, program);
        for (const Field& field : fields) {
            compiler.define_field(field.list, field.name, field.variable,
                                  language::parse(field.expression, {}));
        }
        for (const auto& [name, is] : lets)
            compiler.define(name, compiler.compile(language::parse(is, {})));
        const Operand operand = compiler.compile(language::parse(expression, {}));
        if (operand.kind == Operand::Kind::unknown) return "unknown " + operand.cause.name;

        Machine machine;
        Inputs inputs;
        inputs.facts = &read.view();
        inputs.vocabulary = &vocabulary;
        inputs.supply = &supply;
        inputs.as_of = as_of;
        inputs.rows = 1;
        machine.begin(program, inputs);
        for (const auto& [reading, option] : chosen) machine.choose(reading, option);
        machine.run(language::live_instructions(program, std::vector{operand.reg}));
        const Column& column = machine.column(operand.reg);
        const Type& type = operand.type;
        if (column.is_fault(0)) return "fault";
        if (!column.is_known(0) || (type.bounds && column.numbers[0] != column.seconds[0])) {
            Causes causes;
            collect_causes(machine, environment, operand.reg, 0, causes);
            std::string out = "unknown";
            for (const CauseView& cause : causes)
                out += " " + (cause.why->empty() ? *cause.name : *cause.name + ":" + *cause.why);
            return out;
        }
        if (type.base == Base::truth) return bit(column.truths, 0) ? "true" : "false";
        if (type.base == Base::text) return std::string(column.texts[0]);
        return print_scalar(vocabulary, type, column.numbers[0],
                            type.denominator == Type::kVaries ? column.seconds[0] : 1, {});
    } catch (const Failure& failure) {
        const Problem& problem = failure.problems().front();
        return problem.code + " " + std::to_string(problem.place.line) + ":" +
               std::to_string(problem.place.column);
    }
}

}  // namespace bajigong::engine::test
