// `bajigong lint`: what a careful author would change.
#include <ostream>

#include "bajigong/rulebooks.hpp"

#include "tool/command.hpp"

namespace bajigong::tool {

namespace {

constexpr const char* kFooter =
    "Example:\n"
    "  bajigong lint policies\n"
    "\n"
    "Loads the rulebooks and warns of what may not be meant: days between two versions, "
    "conditions\n"
    "that no fact can change, instruments that nothing cites. Exit code 1 if there is a warning, "
    "2\n"
    "if the rulebooks cannot be loaded.";

void lint_rulebooks(const std::vector<std::string>& folders, Context& context) {
    const std::vector<Problem> warnings = Rulebooks::load(folders).lint();
    std::ostream& out = context.console.out;
    for (const Problem& warning : warnings) out << warning.text(context.language) << '\n';
    const char* counted = warnings.size() == 1 ? " warning\n" : " warnings\n";
    out << warnings.size() << context.in(counted, " 条提示\n");
    if (!warnings.empty()) context.status = kFailed;
}

}  // namespace

void add_lint(CLI::App& app, Context& context) {
    const auto folders = std::make_shared<std::vector<std::string>>();
    CLI::App* command = add_command(
        app, context, "lint", "check rulebooks for what may not be meant / 检查规则手册", kFooter);
    command
        ->add_option("RULEBOOKS", *folders,
                     "folders with rulebooks and vocabulary.json, always whole: a rulebook may "
                     "cite another")
        ->type_name("DIR")
        ->required();
    on_run(*command, [folders, &context] { lint_rulebooks(*folders, context); });
}

}  // namespace bajigong::tool
