// `bajigong replay`: takes a decision again from its receipt.
#include <ostream>

#include "bajigong/receipt.hpp"

#include "text/json.hpp"
#include "tool/command.hpp"
#include "tool/given.hpp"

namespace bajigong::tool {

namespace {

constexpr const char* kFooter =
    "Example:\n"
    "  bajigong decide --rulebooks policies --rule skill_upgrading --on 2023-07-03 case.json \\\n"
    "      --salt-file salt --receipt receipt.json\n"
    "  bajigong replay receipt.json case.json --rulebooks policies --salt-file salt\n"
    "\n"
    "Decides again with the rule, day and readings of the receipt, and says `same` or what "
    "differs:\n"
    "the rules, the lists brought, the facts, or the decision. Exit code 1 if something differs.";

struct Options {
    std::vector<std::string> rulebooks;
    std::string receipt, facts, given, salt_file;
};

void replay_receipt(const Options& options, Context& context) {
    const std::string salt = read_salt(options.salt_file);
    const Rulebooks rulebooks = Rulebooks::load(options.rulebooks);
    const std::string receipt = read_input(context, options.receipt);
    const std::string name = input_name(options.receipt);
    const std::string rule = rule_of_receipt(receipt, name);
    const Facts facts =
        Facts::from_json(rulebooks, read_input(context, options.facts), input_name(options.facts));
    const std::optional<Given> given = read_given(context, rulebooks, rule, options.given, {});
    const Replay result = replay(rulebooks, receipt, facts, salt, given ? &*given : nullptr, name);
    std::ostream& out = context.console.out;
    if (result.same) {
        out << context.in("same\n", "一致\n");
        return;
    }
    for (const std::string& line : result.differences) out << text::printable(line) << '\n';
    context.status = kFailed;
}

}  // namespace

void add_replay(CLI::App& app, Context& context) {
    const auto options = std::make_shared<Options>();
    CLI::App* command = add_command(
        app, context, "replay", "take a decision again from its receipt / 依凭据重新判定", kFooter);
    command->add_option("RECEIPT", options->receipt, "a receipt that decide wrote")
        ->type_name("FILE")
        ->required();
    command->add_option("FACTS", options->facts, "the case's facts, a JSON file, or -")
        ->type_name("FILE")
        ->required();
    add_rulebooks(*command, options->rulebooks);
    command->add_option("--salt-file", options->salt_file, "the secret that decide was given")
        ->type_name("FILE")
        ->required();
    command->add_option("--given", options->given, "what was brought to the decision")
        ->type_name("GIVEN.json");
    on_run(*command, [options, &context] { replay_receipt(*options, context); });
}

}  // namespace bajigong::tool
