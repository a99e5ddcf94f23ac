// `bajigong ledger backup`, `upgrade` and `export`.
#include <ostream>

#include "bajigong/ledger_books.hpp"

#include "tool/ledger.hpp"

namespace bajigong::tool {

namespace {

constexpr const char* kBackupFooter =
    "Example:\n"
    "  bajigong ledger backup county.ledger county.2026-04-01.ledger\n"
    "\n"
    "A whole ledger of its own, as of now. The file must not be there yet.";

constexpr const char* kUpgradeFooter =
    "Example:\n"
    "  bajigong ledger upgrade county.ledger\n"
    "\n"
    "Brings a file of an older format to this program's. A newer one is refused. Back it up first.";

constexpr const char* kExportFooter =
    "Example:\n"
    "  bajigong ledger export county.ledger --format journal > county.journal\n"
    "  hledger -f county.journal check --strict ordereddates\n"
    "  ledger -f county.journal --pedantic --explicit balance\n"
    "  bajigong ledger export county.ledger --format beancount > county.beancount\n"
    "  bean-check county.beancount\n"
    "\n"
    "Every posting stands with the balance it leads to, so that the programs check more than sums.";

}  // namespace

void add_ledger_backup(CLI::App& group, Context& context) {
    struct Options {
        std::string file, to;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        add_command(group, context, "backup", "copy the ledger / 备份账本", kBackupFooter);
    add_ledger_file(*command, options->file);
    command->add_option("TO", options->to, "the copy")->type_name("TO")->required();
    on_run(*command,
           [options] { open_ledger(options->file, ledger::Access::write).backup(options->to); });
}

void add_ledger_upgrade(CLI::App& group, Context& context) {
    const auto file = std::make_shared<std::string>();
    CLI::App* command = add_command(group, context, "upgrade",
                                    "bring an old file up to date / 升级账本", kUpgradeFooter);
    add_ledger_file(*command, *file);
    on_run(*command, [file, &context] {
        const bool changed = ledger::upgrade_sqlite(*file);
        context.console.out << (changed ? context.in("upgraded\n", "已升级\n")
                                        : context.in("nothing to do\n", "无需升级\n"));
    });
}

void add_ledger_export(CLI::App& group, Context& context) {
    struct Options {
        std::string file, format;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        add_command(group, context, "export", "books for auditors / 导出账册", kExportFooter);
    add_ledger_file(*command, options->file);
    command->add_option("--format", options->format, "journal (hledger, ledger) or beancount")
        ->type_name("FORMAT")
        ->required();
    on_run(*command, [options, &context] {
        const bool journal =
            read_choice("--format", options->format, {"journal", "beancount"}) == 0;
        ledger::Ledger books = open_ledger(options->file, ledger::Access::read);
        Progress progress(context, context.in("records", "记录"));
        ledger::export_books(
            books, journal ? ledger::BookFormat::journal : ledger::BookFormat::beancount,
            [&context](std::string_view text) { context.console.out << text; },
            [&progress](std::uint64_t done, std::uint64_t all) { progress.at(done, all); });
    });
}

}  // namespace bajigong::tool
