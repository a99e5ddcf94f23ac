// Options, inputs and outputs that subcommands share.
#include "tool/command.hpp"

#include <algorithm>
#include <fstream>
#include <istream>

#include "text/json.hpp"

namespace bajigong::tool {

namespace {

constexpr const char* kStandardInput = "standard input";

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
    return out;
}

// What stood on the command line and nobody asked for. Only what reads as an option or a command is
// repeated: anything else may be personal.
Problem unexpected(const CLI::App& command, const std::string& argument) {
    const std::size_t dashes = std::min(argument.find_first_not_of('-'), argument.size());
    // "-x + 1" is no option of a command that takes an expression.
    if (dashes == 1 && command.get_name() == "eval") return {"T020", {}, {}};
    const std::string word = argument.substr(dashes, argument.find('=') - dashes);
    if (dashes == 0 || dashes > 2 || !text::is_plain_name(word)) return {"T003", {}, {}};
    std::vector<std::string> known;
    for (const CLI::Option* option : command.get_options()) {
        for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
    }
    const std::string shown = argument.substr(0, dashes) + word;
    const std::string near = text::nearest(shown, known);
    if (near.empty()) return {"T004", {}, {shown}};
    return {"T005", {}, {shown, near}};
}

}  // namespace

CLI::App* add_command(CLI::App& app, Context& context, const std::string& name,
                      const std::string& description, const std::string& footer) {
    CLI::App* command = app.add_subcommand(name, description);
    command->footer(footer);
    command->allow_extras();  // refused by on_run, which names the nearest option
    command
        ->add_option_function<std::string>(
            "--lang",
            [&context](const std::string& value) {
                context.language =
                    read_choice("--lang", value, {"zh", "en"}) == 0 ? Language::zh : Language::en;
            },
            "language of texts and messages: zh or en (default en)")
        ->type_name("LANG");
    return command;
}

void refuse_extras(const CLI::App& command) {
    std::vector<Problem> problems;
    for (const std::string& argument : command.remaining()) {
        if (argument == "--") continue;  // what follows is no option
        problems.push_back(unexpected(command, argument));
    }
    if (!problems.empty()) throw Failure(std::move(problems));
}

void on_run(CLI::App& command, std::function<void()> body) {
    command.callback([&command, body = std::move(body)] {
        refuse_extras(command);
        body();
    });
}

void add_rulebooks(CLI::App& command, std::vector<std::string>& folders) {
    command
        .add_option("--rulebooks", folders,
                    "folder with rulebooks and vocabulary.json; may be given more than once")
        ->type_name("DIR")
        ->expected(1)
        ->take_all()
        ->required();
}

Date read_day(const std::string& option, const std::string& value) {
    const std::optional<Date> day = Date::parse(value);
    if (!day || day->is_never()) throw Failure(Problem{"T006", {}, {option}});
    return *day;
}

std::size_t read_choice(const std::string& option, const std::string& value,
                        const std::vector<std::string>& choices) {
    const auto found = std::find(choices.begin(), choices.end(), value);
    if (found == choices.end()) throw Failure(Problem{"T007", {}, {option, joined(choices)}});
    return static_cast<std::size_t>(found - choices.begin());
}

std::string read_input(Context& context, const std::string& path) {
    if (path != "-") return text::read_file(path, kMaxInputBytes);
    std::string bytes;
    constexpr std::size_t kBlock = std::size_t{1} << 16;
    std::istream& in = context.console.in;
    while (in && bytes.size() <= kMaxInputBytes) {
        const std::size_t length = bytes.size();
        bytes.resize(length + kBlock);
        in.read(bytes.data() + length, kBlock);
        bytes.resize(length + static_cast<std::size_t>(in.gcount()));
    }
    if (bytes.size() > kMaxInputBytes) {
        const Place place{kStandardInput, 0, 0, ""};
        throw Failure(Problem{"J002", place, {std::to_string(kMaxInputBytes)}});
    }
    return bytes;
}

std::string input_name(const std::string& path) { return path == "-" ? kStandardInput : path; }

void write_output(const std::string& path, std::string_view bytes) {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) throw Failure(Problem{"T010", {path, 0, 0, ""}, {}});
}

}  // namespace bajigong::tool
