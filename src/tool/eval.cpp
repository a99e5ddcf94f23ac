// `bajigong eval`: the value of one expression.
#include <ostream>

#include "bajigong/expression.hpp"

#include "tool/command.hpp"

namespace bajigong::tool {

namespace {

constexpr const char* kFooter =
    "Examples:\n"
    "  bajigong eval \"date('2024-02-29') + years(1)\"\n"
    "  bajigong eval \"certificate.level >= senior\" --vocabulary policies/vocabulary.json \\\n"
    "      --facts case.json\n"
    "  bajigong eval -- \"-5 + 3\"\n"
    "\n"
    "Prints the value as JSON: days as \"2024-02-29\", money as \"1500.00\", ratios as \"13/10\",\n"
    "periods as \"P1Y2M\", what is unknown as {\"unknown\": {...}} with its causes. Without a\n"
    "vocabulary, types come from the facts. An expression that begins with a minus sign stands "
    "last,\n"
    "behind --, or in parentheses: bajigong eval \"(-5 + 3)\".";

struct Options {
    std::string expression, facts, vocabulary, on;
};

void evaluate_expression(const Options& options, Context& context) {
    ExpressionInput input;
    if (!options.on.empty()) input.as_of = read_day("--on", options.on);
    std::string facts;
    std::string vocabulary;
    if (!options.facts.empty()) {
        facts = read_input(context, options.facts);
        input.facts = facts;
        input.facts_name = input_name(options.facts);
    }
    if (!options.vocabulary.empty()) {
        vocabulary = read_input(context, options.vocabulary);
        if (vocabulary.empty()) vocabulary = " ";  // an empty file is not "no vocabulary"
        input.vocabulary = vocabulary;
        input.vocabulary_name = input_name(options.vocabulary);
    }
    context.console.out << evaluate(options.expression, input) << '\n';
}

}  // namespace

void add_eval(CLI::App& app, Context& context) {
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        add_command(app, context, "eval", "the value of an expression / 计算一个表达式", kFooter);
    command->add_option("EXPRESSION", options->expression, "an expression, as rulebooks write them")
        ->type_name("EXPRESSION")
        ->required();
    command->add_option("--facts", options->facts, "facts to use, a JSON file, or -")
        ->type_name("FACTS.json");
    command
        ->add_option("--vocabulary", options->vocabulary, "vocabulary that gives facts their types")
        ->type_name("FILE");
    command->add_option("--on", options->on, "what as_of stands for (default never)")
        ->type_name("DATE");
    on_run(*command, [options, &context] { evaluate_expression(*options, context); });
}

}  // namespace bajigong::tool
