// `bajigong rules`: what rules there are.
#include <ostream>

#include "bajigong/rulebooks.hpp"

#include "text/json.hpp"
#include "tool/command.hpp"

namespace bajigong::tool {

namespace {

constexpr const char* kFooter =
    "Example:\n"
    "  bajigong rules policies --lang zh\n"
    "\n"
    "One rule a line, separated by tabs: its id (for --rule), its kind, where it applies (a GB/T\n"
    "2260 code, or CN), its rulebook, its title.";

void list_rules(const std::vector<std::string>& folders, Context& context) {
    for (const RuleSummary& rule : Rulebooks::load(folders).rules()) {
        const std::string& title = context.language == Language::zh ? rule.title_zh : rule.title_en;
        context.console.out << rule.id << '\t' << rule.kind << '\t' << rule.jurisdiction << '\t'
                            << rule.rulebook << '\t' << text::printable(title) << '\n';
    }
}

}  // namespace

void add_rules(CLI::App& app, Context& context) {
    const auto folders = std::make_shared<std::vector<std::string>>();
    CLI::App* command =
        add_command(app, context, "rules", "list the rules / 列出各项规则", kFooter);
    command->add_option("RULEBOOKS", *folders, "folders with rulebooks and vocabulary.json")
        ->type_name("DIR")
        ->required();
    on_run(*command, [folders, &context] { list_rules(*folders, context); });
}

}  // namespace bajigong::tool
