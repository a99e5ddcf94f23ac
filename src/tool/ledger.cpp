// `bajigong ledger`: the voucher ledger in a file.
#include "tool/ledger.hpp"

#include <algorithm>
#include <iostream>
#include <unistd.h>

#include "text/json.hpp"

namespace bajigong::tool {

namespace {

constexpr const char* kFooter =
    "Example:\n"
    "  bajigong ledger init county.ledger --origin example.gov.cn/vouchers --hash sm3\n"
    "  bajigong ledger apply county.ledger commands.jsonl\n"
    "  bajigong ledger balances county.ledger\n"
    "  bajigong ledger verify county.ledger --checkpoint kept.json\n"
    "\n"
    "docs/ledger.md describes every command that a ledger takes. The file belongs to one program "
    "at "
    "a time.";

constexpr const char* kNames =
    "init, apply, balances, voucher, status, verify, checkpoint, receipt, consistency, backup, "
    "upgrade, export";

}  // namespace

void add_ledger_file(CLI::App& command, std::string& file) {
    command.add_option("FILE", file, "the ledger")->type_name("FILE")->required();
}

ledger::Ledger open_ledger(const std::string& file, ledger::Access access) {
    return ledger::Ledger::open(ledger::sqlite_store(file, access));
}

ledger::SignedCheckpoint read_checkpoint(Context& context, const std::string& path) {
    return ledger::SignedCheckpoint::parse(read_input(context, path), input_name(path));
}

Progress::Progress(Context& context, const char* what)
    : context_(context),
      what_(what),
      shown_(&context.console.err == &std::cerr && isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
    // Leaves the line as it found it.
    if (drawn_) context_.console.err << "\r\033[K" << std::flush;
}

void Progress::at(std::uint64_t done, std::uint64_t all) {
    if (!shown_ || all == 0) return;
    constexpr std::size_t kWidth = 30;
    const std::size_t full = static_cast<std::size_t>(std::min(done, all) * kWidth / all);
    context_.console.err << '\r' << what_ << " [" << std::string(full, '#')
                         << std::string(kWidth - full, ' ') << "] " << done << " / " << all
                         << std::flush;
    drawn_ = true;
}

void add_ledger(CLI::App& app, Context& context) {
    CLI::App* group =
        add_command(app, context, "ledger", "the voucher ledger in a file / 培训券账本", kFooter);
    add_ledger_init(*group, context);
    add_ledger_apply(*group, context);
    add_ledger_balances(*group, context);
    add_ledger_voucher(*group, context);
    add_ledger_status(*group, context);
    add_ledger_verify(*group, context);
    add_ledger_checkpoint(*group, context);
    add_ledger_receipt(*group, context);
    add_ledger_consistency(*group, context);
    add_ledger_backup(*group, context);
    add_ledger_upgrade(*group, context);
    add_ledger_export(*group, context);
    group->callback([group] {
        if (group->get_subcommands().empty()) throw Failure(Problem{"T002", {}, {kNames}});
    });
}

}  // namespace bajigong::tool
