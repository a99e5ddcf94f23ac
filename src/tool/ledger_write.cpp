// `bajigong ledger init` and `apply`.
#include <filesystem>
#include <fstream>
#include <istream>
#include <ostream>

#include "tool/ledger.hpp"

namespace bajigong::tool {

namespace {

constexpr const char* kInitFooter =
    "Example:\n"
    "  bajigong ledger init county.ledger --origin example.gov.cn/vouchers --hash sm3\n"
    "\n"
    "The origin names the ledger in its checkpoints; it and the digest are fixed for good.";

constexpr const char* kApplyFooter =
    "Example:\n"
    "  bajigong ledger apply county.ledger commands.jsonl --not-after 2026-04-01T00:00:00+08:00\n"
    "\n"
    "One command a line, a JSON object; one result a line. A command that is rejected does not "
    "stop "
    "the\nrest, unless --stop is given. Exit code 1 if any was not accepted.";

// Lines are judged so many at a time, in one commit.
constexpr std::size_t kBatch = 1'000;
constexpr std::size_t kMaxLine = std::size_t{8} << 20;

struct Apply {
    std::string file, commands, not_after;
    bool stop = false;
};

// One line of at most `kMaxLine` bytes; a longer one is cut there, and so refused.
bool read_line(std::istream& in, std::string& line) {
    line.clear();
    for (int c = in.get(); c != std::istream::traits_type::eof(); c = in.get()) {
        if (c == '\n') return true;
        if (line.size() <= kMaxLine) line += static_cast<char>(c);
    }
    return !line.empty();
}

class Applying {
   public:
    Applying(ledger::Ledger& books, Context& context) : books_(books), context_(context) {}

    // `bytes` is how many there are to read; 0: nobody knows, and no bar is shown.
    void run(std::istream& in, std::uint64_t bytes, bool stop) {
        Progress progress(context_, context_.in("bytes of commands", "指令字节"));
        std::vector<std::string> batch;
        std::string line;
        std::uint64_t done = 0;
        while (read_line(in, line)) {
            done += line.size() + 1;
            if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
            batch.push_back(line);
            if (!stop && batch.size() < kBatch) continue;
            apply(batch);
            if (stop && context_.status != kDone) return;
            progress.at(done, bytes);
            batch.clear();
        }
        apply(batch);
    }

   private:
    void apply(const std::vector<std::string>& batch) {
        for (const ledger::Outcome& outcome : books_.apply_all(batch)) {
            context_.console.out << outcome.json(context_.language) << '\n';
            if (outcome.verdict != ledger::Verdict::accepted) context_.status = kFailed;
        }
        // Who waits for an answer gets it once the commit has it.
        context_.console.out.flush();
    }

    ledger::Ledger& books_;
    Context& context_;
};

void apply(const Apply& options, Context& context) {
    ledger::Ledger books = open_ledger(options.file, ledger::Access::write);
    if (!options.not_after.empty()) {
        const std::optional<ledger::Time> latest = ledger::Time::parse(options.not_after);
        if (!latest) throw Failure(Problem{"B042", {}, {"--not-after"}});
        books.set_latest(latest);
    }
    Applying applying(books, context);
    if (options.commands == "-") {
        applying.run(context.console.in, 0, options.stop);
        return;
    }
    std::ifstream in(options.commands, std::ios::binary);
    if (!in) throw Failure(Problem{"J001", {options.commands, 0, 0, ""}, {"not found"}});
    std::error_code unknown;
    const std::uintmax_t size = std::filesystem::file_size(options.commands, unknown);
    applying.run(in, unknown ? 0 : size, options.stop);
}

}  // namespace

void add_ledger_init(CLI::App& group, Context& context) {
    struct Init {
        std::string file, origin, hash = "sha256";
    };
    const auto options = std::make_shared<Init>();
    CLI::App* command =
        add_command(group, context, "init", "make a new ledger / 新建账本", kInitFooter);
    add_ledger_file(*command, options->file);
    command->add_option("--origin", options->origin, "what the ledger is called for good")
        ->type_name("NAME")
        ->required();
    command->add_option("--hash", options->hash, "digest of the log: sha256 or sm3")
        ->type_name("HASH");
    on_run(*command, [options] {
        const bool sm3 = read_choice("--hash", options->hash, {"sha256", "sm3"}) == 1;
        ledger::Ledger::create(ledger::sqlite_store(options->file, ledger::Access::create),
                               {options->origin, sm3 ? ledger::Hash::sm3 : ledger::Hash::sha256});
    });
}

void add_ledger_apply(CLI::App& group, Context& context) {
    const auto options = std::make_shared<Apply>();
    CLI::App* command = add_command(group, context, "apply",
                                    "judge commands and book them / 执行指令", kApplyFooter);
    add_ledger_file(*command, options->file);
    command->add_option("COMMANDS", options->commands, "commands, one JSON object a line, or -")
        ->type_name("COMMANDS.jsonl")
        ->required();
    command->add_flag("--stop", options->stop, "stop at the first that is not accepted");
    command->add_option("--not-after", options->not_after, "refuse what is booked later than this")
        ->type_name("TIME");
    on_run(*command, [options, &context] { apply(*options, context); });
}

}  // namespace bajigong::tool
