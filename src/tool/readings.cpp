// `bajigong readings`: what the texts leave open.
#include <ostream>

#include "decision/render.hpp"
#include "rulebook/set.hpp"
#include "tool/command.hpp"

namespace bajigong::tool {

namespace {

constexpr const char* kFooter =
    "Example:\n"
    "  bajigong readings policies --lang zh\n"
    "\n"
    "By rule: every question that its texts leave open, with the possible answers (for "
    "--reading);\n"
    "every value that is pending or was not read; every list that the user is to bring; and every\n"
    "instrument that was not read in full from its issuer.";

void list_readings(const std::vector<std::string>& folders, Context& context) {
    const Rulebooks rulebooks = Rulebooks::load(folders);
    context.console.out << render_readings(rulebooks.impl(), context.language);
}

}  // namespace

void add_readings(CLI::App& app, Context& context) {
    const auto folders = std::make_shared<std::vector<std::string>>();
    CLI::App* command = add_command(app, context, "readings",
                                    "list what the texts leave open / 列出文件未定事项", kFooter);
    command->add_option("RULEBOOKS", *folders, "folders with rulebooks and vocabulary.json")
        ->type_name("DIR")
        ->required();
    on_run(*command, [folders, &context] { list_readings(*folders, context); });
}

}  // namespace bajigong::tool
