// `bajigong decide`: one case under one rule.
#include <ostream>

#include "bajigong/decision.hpp"
#include "bajigong/matching.hpp"

#include "text/json.hpp"
#include "tool/command.hpp"
#include "tool/given.hpp"

namespace bajigong::tool {

namespace {

constexpr const char* kFooter =
    "Example:\n"
    "  bajigong decide --rulebooks policies --rule skill_upgrading --on 2023-07-03 case.json\n"
    "  bajigong decide --rulebooks policies --place 500118 --on 2023-07-03 case.json\n"
    "\n"
    "With --place the case is decided under every rule of the place, of those around it and of "
    "the\n"
    "nation: what is granted, what may be had and what is missing for it, what is refused.\n"
    "\n"
    "FACTS.json says what is known of the case, by the names of vocabulary.json:\n"
    "  {\"application.on\": \"2023-07-03\", \"certificate\": {\"level\": \"senior\"}, "
    "\"subsidies\": []}\n"
    "What is left out, or null, is unknown; a list that is known to be empty is []. A decision "
    "that\n"
    "depends on something unknown says so. The outcome is eligible, ineligible, undetermined or\n"
    "fault; all of them are exit code 0.\n"
    "\n"
    "Where the text leaves a question open, --reading answers it; without, every answer is shown.\n"
    "GIVEN.json brings lists, tables and parameters that the rulebook leaves to its user:\n"
    "  {\"lists\": {\"urgent\": {\"editions\": [{\"from\": \"2024-12-04\", \"until\": "
    "\"2026-12-31\",\n"
    "   \"rows\": [\"...\"]}], \"known\": [{\"from\": \"2024-12-04\", \"until\": "
    "\"2026-12-31\"}]}}}\n"
    "A receipt, for taking the decision again with `bajigong replay`, needs a salt: a secret of "
    "at\n"
    "least 16 bytes, kept in a file.";

struct Options {
    std::vector<std::string> rulebooks;
    std::string rule, place, on, law_date, facts, given, salt_file, receipt;
    std::string format = "text";
    std::vector<std::string> readings;
};

void decide_case(const Options& options, Context& context) {
    DecideOptions how;
    how.as_of = read_day("--on", options.on);
    if (!options.law_date.empty()) how.law_date = read_day("--law-date", options.law_date);
    const bool json = read_choice("--format", options.format, {"text", "json"}) == 1;
    if (options.rule.empty() == options.place.empty()) throw Failure(Problem{"T021", {}, {}});
    if (!options.place.empty() && !options.receipt.empty()) throw Failure(Problem{"T022", {}, {}});
    if (!options.receipt.empty() && options.salt_file.empty()) {
        throw Failure(Problem{"T011", {}, {}});
    }
    const std::vector<ReadingChoice> readings = read_choices(options.readings);
    if (!options.salt_file.empty()) how.salt = read_salt(options.salt_file);

    const Rulebooks rulebooks = Rulebooks::load(options.rulebooks);
    const std::string facts_text = read_input(context, options.facts);
    const Facts facts = Facts::from_json(rulebooks, facts_text, input_name(options.facts));
    const std::optional<Given> given =
        read_given(context, rulebooks, options.rule, options.given, readings);
    if (!options.place.empty()) {
        const Matching matching =
            match(rulebooks, facts, options.place, how, given ? &*given : nullptr);
        context.console.out << (json ? matching.json() + '\n' : matching.text(context.language));
        return;
    }
    const Decision decision =
        decide(rulebooks, options.rule, facts, how, given ? &*given : nullptr);
    if (!options.receipt.empty()) write_output(options.receipt, decision.receipt() + '\n');
    context.console.out << (json ? decision.json() + '\n' : decision.text(context.language));
}

}  // namespace

void add_decide(CLI::App& app, Context& context) {
    const auto options = std::make_shared<Options>();
    CLI::App* command = add_command(app, context, "decide",
                                    "decide one case under one rule / 判定一个案例", kFooter);
    add_rulebooks(*command, options->rulebooks);
    command->add_option("--rule", options->rule, "id of the rule; `bajigong rules` lists them")
        ->type_name("RULE");
    command
        ->add_option("--place", options->place,
                     "instead of a rule: all rules of this place (six digits of GB/T 2260, or CN)")
        ->type_name("PLACE");
    command->add_option("--on", options->on, "day of decision")->type_name("DATE")->required();
    command
        ->add_option("FACTS", options->facts,
                     "the case's facts, a JSON file, or - for standard input")
        ->type_name("FILE")
        ->required();
    command
        ->add_option("--reading", options->readings,
                     "answer an open reading; may be given more than once")
        ->type_name("NAME=OPTION")
        ->expected(1)
        ->take_all();
    command->add_option("--given", options->given, "lists, tables, parameters and readings brought")
        ->type_name("GIVEN.json");
    command->add_option("--law-date", options->law_date, "decide by the rules of this day")
        ->type_name("DATE");
    command->add_option("--salt-file", options->salt_file, "secret that keys the facts' digest")
        ->type_name("FILE");
    command->add_option("--receipt", options->receipt, "write a receipt to this file")
        ->type_name("FILE");
    command->add_option("--format", options->format, "text or json (default text)")
        ->type_name("FORMAT");
    on_run(*command, [options, &context] { decide_case(*options, context); });
}

}  // namespace bajigong::tool
