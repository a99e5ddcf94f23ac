// `bajigong show`: a rule as prose.
#include <ostream>

#include "decision/render.hpp"
#include "rulebook/set.hpp"
#include "tool/command.hpp"

namespace bajigong::tool {

namespace {

constexpr const char* kFooter =
    "Example:\n"
    "  bajigong show skill_upgrading --rulebooks policies --on 2023-07-03 --lang zh\n"
    "\n"
    "Says in prose what the rulebook says: who is covered, on what conditions, what excludes, how\n"
    "often, how much, from when to when, and what the text leaves open; each with its instrument "
    "and\n"
    "article. With --on only the version in force on that day, else all versions.";

struct Options {
    std::vector<std::string> rulebooks;
    std::string rule, on;
};

void show_rule(const Options& options, Context& context) {
    const Date on = options.on.empty() ? Date::never() : read_day("--on", options.on);
    const Rulebooks rulebooks = Rulebooks::load(options.rulebooks);
    const Rule& rule = rulebooks.impl().rule(options.rule);
    context.console.out << render_rule(rulebooks.impl(), rule, on, context.language);
}

}  // namespace

void add_show(CLI::App& app, Context& context) {
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        add_command(app, context, "show", "a rule as prose / 用文字说明一项规则", kFooter);
    command->add_option("RULE", options->rule, "id of the rule; `bajigong rules` lists them")
        ->type_name("RULE")
        ->required();
    add_rulebooks(*command, options->rulebooks);
    command->add_option("--on", options->on, "only the version in force on this day")
        ->type_name("DATE");
    on_run(*command, [options, &context] { show_rule(*options, context); });
}

}  // namespace bajigong::tool
