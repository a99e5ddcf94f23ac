// What subcommands share: the console, the language, and how options are read.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "bajigong/date.hpp"
#include "bajigong/problem.hpp"

#include "tool/tool.hpp"

namespace bajigong::tool {

// The largest file, or standard input, that is read.
inline constexpr std::size_t kMaxInputBytes = std::size_t{64} << 20;

struct Context {
    Console console;
    Language language = Language::en;
    int status = kDone;

    // A text of the tool's own in the language asked for.
    const char* in(const char* en, const char* zh) const {
        return language == Language::zh ? zh : en;
    }
};

// One subcommand each; the callback runs it and leaves its exit code in the context, or throws
// Failure.
void add_decide(CLI::App& app, Context& context);
void add_test(CLI::App& app, Context& context);
void add_lint(CLI::App& app, Context& context);
void add_rules(CLI::App& app, Context& context);
void add_show(CLI::App& app, Context& context);
void add_readings(CLI::App& app, Context& context);
void add_replay(CLI::App& app, Context& context);
void add_eval(CLI::App& app, Context& context);
void add_ledger(CLI::App& app, Context& context);

// A subcommand with --lang and an example under its help.
CLI::App* add_command(CLI::App& app, Context& context, const std::string& name,
                      const std::string& description, const std::string& footer);
// What the subcommand does once its options are read; what it did not ask for is refused first.
void on_run(CLI::App& command, std::function<void()> body);
// Throws Failure (T003 to T005) if `command` was given what it does not know.
void refuse_extras(const CLI::App& command);
// --rulebooks, which may be given more than once.
void add_rulebooks(CLI::App& command, std::vector<std::string>& folders);

// Throws Failure T006 unless `value` is a day.
Date read_day(const std::string& option, const std::string& value);
// Throws Failure T007 unless `value` is among `choices`; returns its place there.
std::size_t read_choice(const std::string& option, const std::string& value,
                        const std::vector<std::string>& choices);

// A file's bytes, or those of standard input for "-". Throws Failure (J001, J002).
std::string read_input(Context& context, const std::string& path);
// What messages call that input.
std::string input_name(const std::string& path);
// Writes a whole file. Throws Failure T010.
void write_output(const std::string& path, std::string_view bytes);

}  // namespace bajigong::tool
