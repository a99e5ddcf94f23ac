// One expression on one case, rendered as JSON.
#include <functional>

#include "bajigong/expression.hpp"

#include "engine/causes.hpp"
#include "language/compiler.hpp"
#include "language/token.hpp"

namespace bajigong {

namespace {

using language::Cause;
using language::CauseKind;
using language::Compiler;
using language::Operand;
using language::Register;

Vocabulary read_vocabulary(const ExpressionInput& input) {
    text::JsonLimits limits;
    limits.comments = true;
    const text::JsonDocument document =
        text::parse_json(input.vocabulary, input.vocabulary_name, limits);
    Vocabulary vocabulary;
    std::vector<Problem> problems;
    vocabulary.add(document, document.root, problems);
    if (!problems.empty()) throw Failure(std::move(problems));
    return vocabulary;
}

engine::Causes only(const Cause& cause) {
    engine::Causes causes;
    causes.insert(cause);
    return causes;
}

std::string causes_json(const engine::Causes& causes) {
    std::string json = "{\"unknown\":{";
    const engine::CauseView* before = nullptr;
    for (const engine::CauseView& cause : causes) {
        const bool same = before != nullptr && before->kind == cause.kind;
        if (!same) {
            json += before == nullptr ? "" : "],";
            json += text::json_quote(engine::name(cause.kind)) + ":[";
        } else {
            json += ",";
        }
        json += text::json_quote(cause.kind == CauseKind::unseen || cause.kind == CauseKind::pending
                                     ? *cause.why
                                     : *cause.name);
        before = &cause;
    }
    return json + (before == nullptr ? "}}" : "]}}");
}

class Evaluation {
   public:
    Evaluation(const language::Environment& names, const CaseFacts& facts, Date as_of)
        : vocabulary_(*names.vocabulary), names_(names) {
        inputs_.facts = &facts.view();
        inputs_.vocabulary = names.vocabulary;
        inputs_.supply = &supply_;
        inputs_.as_of = as_of;
        inputs_.rows = 1;
    }

    std::string json(language::Program& program, const Operand& operand) {
        std::vector<Register> outputs;
        collect(operand, outputs);
        machine_.begin(program, inputs_);
        machine_.run(language::live_instructions(program, outputs));
        if (machine_.overloaded()) {
            throw Failure(Problem{"D001", {}, {std::to_string(engine::kMaxElementsPerCase)}});
        }
        return print(operand);
    }

   private:
    static void collect(const Operand& operand, std::vector<Register>& outputs) {
        if (operand.kind == Operand::Kind::value) outputs.push_back(operand.reg);
        for (const Operand& item : operand.items) collect(item, outputs);
        for (const Operand& key : operand.keys) collect(key, outputs);
    }

    std::string print(const Operand& operand) {
        switch (operand.kind) {
            case Operand::Kind::value: return print_value(operand.reg);
            case Operand::Kind::unknown: return causes_json(only(operand.cause));
            case Operand::Kind::list: {
                std::string json = "[";
                for (const Operand& item : operand.items)
                    json += (json.size() > 1 ? "," : "") + print(item);
                return json + "]";
            }
            default: {
                std::string json = "{";
                for (std::size_t i = 0; i < operand.items.size(); ++i) {
                    std::string key = print(operand.keys[i]);
                    if (key.front() != '"') key = text::json_quote(key);
                    json += (i == 0 ? "" : ",") + key + ":" + print(operand.items[i]);
                }
                return json + "}";
            }
        }
    }

    std::string print_value(Register r) {
        const Column& column = machine_.column(r);
        const Type& type = machine_.program().types[r];
        if (column.is_fault(0)) return "{\"fault\":true}";
        const bool split =
            type.bounds && column.is_known(0) && column.numbers[0] != column.seconds[0];
        if (!column.is_known(0) || split) {
            engine::Causes causes;
            engine::collect_causes(machine_, names_, r, 0, causes);
            return causes_json(causes);
        }
        const bool plain = type.base == Base::integer || type.base == Base::truth;
        const std::int64_t number = type.base == Base::truth  ? (bit(column.truths, 0) ? 1 : 0)
                                    : type.base == Base::text ? 0
                                                              : column.numbers[0];
        const std::int64_t second = type.denominator == Type::kVaries ? column.seconds[0] : 1;
        const std::string_view text =
            type.base == Base::text ? column.texts[0] : std::string_view();
        const std::string printed = print_scalar(vocabulary_, type, number, second, text);
        return plain ? printed : text::json_quote(printed);
    }

    const Vocabulary& vocabulary_;
    const language::Environment& names_;
    Supply supply_;
    engine::Inputs inputs_;
    engine::Machine machine_;
};

}  // namespace

std::string evaluate(std::string_view expression, const ExpressionInput& input) {
    const text::JsonDocument facts_document = text::parse_json(input.facts, input.facts_name);
    std::vector<std::string> nulls;
    const Vocabulary vocabulary = input.vocabulary.empty()
                                      ? infer_vocabulary(facts_document, facts_document.root, nulls)
                                      : read_vocabulary(input);
    text::JsonDocument known = facts_document;
    if (input.vocabulary.empty()) {
        // A null without a type is no fact of any column, nor is an object of such.
        known = text::without_members(facts_document, [](const text::Json& m) {
            return m.is(text::JsonKind::null) ||
                   (m.is(text::JsonKind::object) && m.children.empty());
        });
    }
    const CaseFacts facts(vocabulary, known, known.root);
    language::Environment environment;
    environment.vocabulary = &vocabulary;
    environment.calendar.month_end = {true, 0, -1, {}};
    environment.calendar.last_day = {true, 1, -1, {}};
    environment.calendar.holiday = {true, 0, -1, {}};
    language::Program program;
    Compiler compiler(environment, program);
    for (const std::string& path : nulls) compiler.define_unknown(path);
    const language::Tree tree = language::parse(expression, Place{});
    const Operand operand = compiler.compile(tree);
    if (operand.kind == Operand::Kind::stream) {
        throw Failure(Problem{
            "X049", language::inside({}, tree.root.line, tree.root.column), {"a list of facts"}});
    }
    return Evaluation(environment, facts, input.as_of).json(program, operand);
}

}  // namespace bajigong
