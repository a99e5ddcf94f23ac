// `bajigong test`: the worked cases of rulebooks.
#include <algorithm>
#include <filesystem>
#include <ostream>

#include "text/json.hpp"
#include "tool/case_list.hpp"
#include "tool/case_run.hpp"
#include "tool/command.hpp"

namespace bajigong::tool {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxCaseFiles = 10'000;
constexpr int kMaxFolderDepth = 16;

constexpr const char* kFooter =
    "Examples:\n"
    "  bajigong test policies\n"
    "  bajigong test policies policies/shanghai/skill_upgrading.cases.json --coverage\n"
    "\n"
    "Runs every NAME.cases.json under the folder, or those named, and prints each case that comes\n"
    "out otherwise than it should. With --coverage, also every clause and limit that no case "
    "makes\n"
    "true, or none makes false. Exit code 1 if a case failed or a clause is not covered. The last\n"
    "line is `N passed, N failed`. With --list nothing is run: every run of every case is printed "
    "as\n"
    "a line of JSON, for programs that decide through another interface.";

struct Options {
    std::string folder;
    std::vector<std::string> more, cases;
    bool coverage = false, list = false;
};

void collect(const fs::path& folder, int depth, std::vector<std::string>& files) {
    std::error_code error;
    fs::directory_iterator it(folder, error);
    for (const fs::directory_iterator end; !error && it != end; it.increment(error)) {
        const fs::file_status status = it->symlink_status();
        const std::string name = it->path().filename().string();
        if (fs::is_directory(status) && depth < kMaxFolderDepth) {
            collect(it->path(), depth + 1, files);
        } else if (fs::is_regular_file(status) && name.ends_with(".cases.json")) {
            files.push_back(it->path().generic_string());
        }
        if (files.size() > kMaxCaseFiles) break;
    }
}

// Every *.cases.json under folders, and beside rulebooks that are named by themselves.
std::vector<std::string> case_files(const std::vector<std::string>& rulebooks) {
    std::vector<std::string> files;
    for (const std::string& path : rulebooks) {
        std::error_code error;
        if (fs::is_directory(path, error)) {
            collect(path, 0, files);
            continue;
        }
        const fs::path beside = fs::path(path).replace_extension(".cases.json");
        if (fs::is_regular_file(beside, error)) files.push_back(beside.generic_string());
    }
    std::sort(files.begin(), files.end());
    files.erase(std::unique(files.begin(), files.end()), files.end());
    return files;
}

class TestRun {
   public:
    TestRun(const Options& options, Context& context) : options_(options), context_(context) {}

    void run() {
        std::vector<std::string> folders = options_.more;
        folders.insert(folders.begin(), options_.folder);
        const Rulebooks rulebooks = Rulebooks::load(folders);
        const std::vector<std::string> names =
            options_.cases.empty() ? case_files(folders) : options_.cases;
        // All files are read before the first case is run.
        std::vector<CaseFile> files;
        std::vector<Problem> problems;
        for (const std::string& name : names) {
            try {
                files.push_back(read_cases(text::read_file(name, kMaxInputBytes), name));
            } catch (const Failure& failure) {
                problems.insert(problems.end(), failure.problems().begin(),
                                failure.problems().end());
            }
        }
        if (!problems.empty()) throw Failure(std::move(problems));
        if (options_.list) {
            for (const CaseFile& file : files) context_.console.out << case_lines(file);
            return;
        }
        Coverage coverage;
        CaseRunner runner(rulebooks, context_.language, coverage);
        for (const CaseFile& file : files) run_file(runner, file);
        bool covered = true;
        if (options_.coverage) {
            const bool all = options_.cases.empty();
            covered = report_gaps(coverage, all ? all_rules(rulebooks) : coverage.rules());
        }
        context_.console.out << passed_ << " passed, " << failed_ << " failed\n";
        if (failed_ > 0 || !covered) context_.status = kFailed;
    }

   private:
    void run_file(CaseRunner& runner, const CaseFile& file) {
        for (const WorkedCase& worked : file.cases) {
            const std::vector<std::string> lines = runner.run(file, worked);
            ++(lines.empty() ? passed_ : failed_);
            if (lines.empty()) continue;
            std::ostream& out = context_.console.out;
            out << context_.in("FAILED ", "未通过 ") << text::printable(file.name) << ':'
                << worked.line << ": " << text::printable(worked.name) << '\n';
            for (const std::string& line : lines) out << "    " << line << '\n';
        }
    }

    bool report_gaps(const Coverage& coverage, const std::vector<const Rule*>& rules) {
        const std::vector<std::string> gaps = coverage.gaps(rules, context_.language);
        std::ostream& out = context_.console.out;
        for (const std::string& gap : gaps) {
            out << context_.in("NOT COVERED ", "未覆盖 ") << gap << '\n';
        }
        return gaps.empty();
    }

    const Options& options_;
    Context& context_;
    std::size_t passed_ = 0, failed_ = 0;
};

}  // namespace

void add_test(CLI::App& app, Context& context) {
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        add_command(app, context, "test", "run worked cases / 核对各规则手册的案例", kFooter);
    command->add_option("RULEBOOKS", options->folder, "folder with rulebooks and vocabulary.json")
        ->type_name("DIR")
        ->required();
    command->add_option("CASES", options->cases, "files of cases to run; default all")
        ->type_name("CASES.json");
    command->add_option("--rulebooks", options->more, "another folder; may be given more than once")
        ->type_name("DIR")
        ->expected(1)
        ->take_all();
    command->add_flag("--coverage", options->coverage,
                      "list clauses that no case makes both true and false");
    command->add_flag("--list", options->list, "print the cases as lines of JSON instead");
    on_run(*command, [options, &context] { TestRun(*options, context).run(); });
}

}  // namespace bajigong::tool
