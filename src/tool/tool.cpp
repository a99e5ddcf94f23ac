// The command's front: reads the arguments, runs the subcommand, reports what went wrong.
#include "tool/tool.hpp"

#include <algorithm>
#include <new>
#include <ostream>

#include "text/json.hpp"
#include "tool/command.hpp"

namespace bajigong::tool {

namespace {

constexpr const char* kAbout =
    "Decides vocational-skill cases (certification, subsidies) from rulebooks, with reasons.\n"
    "依据规则手册判定职业技能评价和补贴事项，并说明理由。";

constexpr const char* kFooter =
    "A first decision:\n"
    "  bajigong decide --rulebooks policies --rule skill_upgrading --on 2023-07-03 FACTS.json\n"
    "What rules there are, and what one of them says:\n"
    "  bajigong rules policies\n"
    "  bajigong show skill_upgrading --rulebooks policies --on 2023-07-03 --lang zh\n"
    "`bajigong COMMAND --help` explains a command, with an example.\n"
    "\n"
    "Exit codes: 0 done, 1 a test or lint failed, 2 bad input or usage.";

// The language of messages about arguments that could not be read.
Language language_of(const std::vector<std::string>& arguments) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const bool next = arguments[i] == "--lang" && i + 1 < arguments.size();
        if (arguments[i] == "--lang=zh" || (next && arguments[i + 1] == "zh")) return Language::zh;
    }
    return Language::en;
}

// How many problems are printed.
constexpr std::size_t kMaxShownProblems = 100;

void report(const Context& context, const std::vector<Problem>& problems) {
    const std::size_t shown = std::min(problems.size(), kMaxShownProblems);
    for (std::size_t i = 0; i < shown; ++i) {
        context.console.err << problems[i].text(context.language) << '\n';
    }
    if (shown == problems.size()) return;
    const Problem more{"T019", {}, {std::to_string(problems.size() - shown)}};
    context.console.err << more.text(context.language) << '\n';
}

// "--on": what CLI11 says without the rest of its sentence.
std::string option_of(const std::string& message) {
    std::string option = message.substr(0, message.find_first_of(": "));
    return option;
}

std::vector<std::string> names_of_commands(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
        names.push_back(command->get_name());
    }
    return names;
}

Problem unknown_command(const CLI::App& app, const std::string& first) {
    const std::vector<std::string> names = names_of_commands(app);
    const std::string near = text::is_plain_name(first) ? text::nearest(first, names) : "";
    if (!near.empty()) return {"T014", {}, {first, near}};
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
    return {"T002", {}, {all}};
}

Problem usage_problem(const CLI::App& app, const CLI::ParseError& error) {
    const std::string message = error.what();
    const bool chosen = !app.get_subcommands().empty();
    if (!chosen) {
        const std::vector<std::string> rest = app.remaining();
        return unknown_command(app, rest.empty() ? "" : rest.front());
    }
    if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
        return {"T001", {}, {option_of(message)}};
    }
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
        return {"T015", {}, {option_of(message)}};
    }
    return {"T003", {}, {}};
}

int run_checked(const std::vector<std::string>& arguments, Context& context) {
    CLI::App app(kAbout, "bajigong");
    app.footer(kFooter);
    app.set_version_flag("--version", "bajigong " BAJIGONG_VERSION);
    app.require_subcommand(1);
    app.allow_extras();
    add_decide(app, context);
    add_test(app, context);
    add_lint(app, context);
    add_rules(app, context);
    add_show(app, context);
    add_readings(app, context);
    add_replay(app, context);
    add_eval(app, context);
    add_ledger(app, context);
    try {
        std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
        app.parse(reversed);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
            app.exit(error, context.console.out, context.console.err);
            return kDone;
        }
        for (const CLI::App* command : app.get_subcommands()) refuse_extras(*command);
        throw Failure(usage_problem(app, error));
    }
    return context.status;
}

}  // namespace

int run(const std::vector<std::string>& arguments, const Console& console) {
    Context context{console, language_of(arguments)};
    int status = kRefused;
    try {
        status = run_checked(arguments, context);
    } catch (const Failure& failure) {
        report(context, failure.problems());
    } catch (const std::bad_alloc&) {
        report(context, {{"T016", {}, {}}});
    } catch (const std::exception&) {
        // Whatever it says may hold a value of the input.
        report(context, {{"T017", {}, {}}});
    }
    console.out.flush();
    if (!console.out) {
        report(context, {{"T018", {}, {}}});
        return kRefused;
    }
    return status;
}

}  // namespace bajigong::tool
