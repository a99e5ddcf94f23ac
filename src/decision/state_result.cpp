// What a result comes to.
#include "decision/state_result.hpp"

#include "decision/render_text_personal.hpp"
#include "decision/step_amount.hpp"

namespace bajigong {

using engine::Machine;
using language::kNoRegister;
using language::Register;

ShownValue shown_value(const Machine& machine, const language::Program& program, Register r) {
    ShownValue value;
    if (r == kNoRegister) return value;
    const Column& column = machine.column(r);
    value.type = program.types[r];
    const bool empty =
        column.numbers == nullptr && column.texts == nullptr && column.truths == nullptr;
    if (empty) return value;
    value.fault = column.is_fault(0);
    value.known = column.is_known(0);
    if (value.type.base == Base::truth) {
        value.number = bit(column.truths, 0) ? 1 : 0;
    } else if (value.type.base == Base::text) {
        value.text = std::string(column.texts[0]);
    } else {
        value.number = column.numbers[0];
        const bool pair = value.type.bounds || value.type.denominator == Type::kVaries;
        value.second = pair ? column.seconds[0] : 1;
    }
    return value;
}

std::string json_scalar(const Vocabulary& vocabulary, const Type& type, std::int64_t number,
                        std::int64_t second, std::string_view text) {
    std::string printed = print_scalar(vocabulary, type, number, second, text);
    const bool plain = type.base == Base::truth || type.base == Base::integer;
    return plain ? printed : text::json_quote(printed);
}

ShownResult state_result(const Machine& machine, const language::Environment& names,
                         const language::Program& program, const ResultStep& step) {
    ShownResult shown;
    Result& result = shown.result;
    result.id = step.id;
    engine::Causes causes;
    Truth when = Truth::yes;
    if (step.when != kNoRegister) when = truth_at(machine.column(step.when), 0);
    shown.stated = when != Truth::no;
    if (!shown.stated) return shown;
    shown.value = shown_value(machine, program, step.is);
    const ShownValue& value = shown.value;
    const bool settled = value.known && !(value.type.bounds && value.number != value.second);
    if (when == Truth::fault || value.fault) {
        result.kind = Result::Kind::fault;
    } else if (settled && when == Truth::yes) {
        result.kind = Result::Kind::stated;
        const std::int64_t second = value.type.bounds ? 1 : value.second;
        result.value = json_scalar(*names.vocabulary, value.type, value.number, second, value.text);
        result.personal = is_masked(program, step.is, *names.vocabulary);
    } else {
        if (step.open) causes.insert(*step.open);
        if (step.is != kNoRegister && !settled)
            engine::collect_causes(machine, names, step.is, 0, causes);
        if (when == Truth::unknown) engine::collect_causes(machine, names, step.when, 0, causes);
        result.causes = public_causes(causes);
    }
    return shown;
}

}  // namespace bajigong
