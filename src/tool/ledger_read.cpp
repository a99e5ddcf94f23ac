// `bajigong ledger balances`, `voucher` and `status`.
#include <map>
#include <ostream>

#include "bajigong/ledger_report.hpp"

#include "text/json.hpp"
#include "tool/ledger.hpp"

namespace bajigong::tool {

namespace {

using ledger::Account;
using ledger::Leg;

constexpr const char* kBalancesFooter =
    "Example:\n"
    "  bajigong ledger balances county.ledger\n"
    "\n"
    "The trial balance: by fund, year and line what each kind of account holds, in yuan. "
    "--accounts "
    "lists\nevery account instead.";

constexpr const char* kVoucherFooter =
    "Example:\n"
    "  bajigong ledger voucher county.ledger V-0001 --on 2026-04-01\n"
    "\n"
    "A line of JSON: its state on that day, worked out from its accounts.";

constexpr const char* kStatusFooter =
    "Example:\n"
    "  bajigong ledger status county.ledger\n"
    "\n"
    "The ledger's name and size, what each kind of account holds, and by line what vouchers that "
    "are\nonly qualified may come to ask of it.";

// The name of an account for people: code, dimensions, each printable.
std::string account_text(const Account& account) {
    std::string out = std::string(code(account.kind)) + ' ' + text::printable(account.fund) + ' ' +
                      std::to_string(account.year);
    for (const std::string& part : {account.line, account.party, account.sub}) {
        if (!part.empty()) out += ' ' + text::printable(part);
    }
    return out;
}

std::string right(const std::string& value, std::size_t width) {
    return value.size() >= width ? value : std::string(width - value.size(), ' ') + value;
}

void print_balances(ledger::Ledger& books, bool accounts, Context& context) {
    std::ostream& out = context.console.out;
    Int128 sum = 0;
    const auto print = [&](const Leg& leg) {
        sum += leg.fen;
        out << right(Money{leg.fen}.text(), 18) << "  " << account_text(leg.account) << '\n';
    };
    if (accounts) {
        books.accounts(print);
    } else {
        books.pools(print);
    }
    out << right(Money{static_cast<std::int64_t>(sum)}.text(), 18) << "  "
        << context.in("in all: must be 0.00", "合计，应为 0.00") << '\n';
}

void print_status(ledger::Ledger& books, Context& context) {
    std::ostream& out = context.console.out;
    const ledger::Checkpoint checkpoint = books.checkpoint();
    const ledger::Founding& founding = books.founding();
    out << founding.origin << ", " << (founding.hash == ledger::Hash::sm3 ? "SM3" : "SHA-256")
        << ", " << checkpoint.size << context.in(" records, last booked ", " 条记录，最后记账 ")
        << checkpoint.time.text() << '\n';
    std::map<ledger::AccountKind, std::int64_t> kinds;
    books.pools([&kinds](const Leg& leg) { kinds[leg.account.kind] += leg.fen; });
    for (const auto& [kind, fen] : kinds) {
        out << right(Money{fen}.text(), 18) << "  " << code(kind) << '\n';
    }
    books.exposures([&](const Leg& leg) {
        out << right(Money{leg.fen}.text(), 18) << "  "
            << context.in("promised, not encumbered: ", "已承诺未占用：")
            << text::printable(leg.account.fund) << ' ' << leg.account.year << ' '
            << text::printable(leg.account.line) << '\n';
    });
}

}  // namespace

void add_ledger_balances(CLI::App& group, Context& context) {
    struct Options {
        std::string file;
        bool accounts = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        add_command(group, context, "balances", "the trial balance / 试算平衡表", kBalancesFooter);
    add_ledger_file(*command, options->file);
    command->add_flag("--accounts", options->accounts, "every single account");
    on_run(*command, [options, &context] {
        ledger::Ledger books = open_ledger(options->file, ledger::Access::read);
        print_balances(books, options->accounts, context);
    });
}

void add_ledger_voucher(CLI::App& group, Context& context) {
    struct Options {
        std::string file, voucher, on;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        add_command(group, context, "voucher", "one voucher on a day / 一张培训券", kVoucherFooter);
    add_ledger_file(*command, options->file);
    command->add_option("ID", options->voucher, "the voucher")->type_name("ID")->required();
    command->add_option("--on", options->on, "the day")->type_name("DATE")->required();
    on_run(*command, [options, &context] {
        ledger::Ledger books = open_ledger(options->file, ledger::Access::read);
        const std::optional<ledger::VoucherStatus> status =
            books.voucher(options->voucher, read_day("--on", options->on));
        if (!status) throw Failure(Problem{"B102", {}, {"voucher"}});
        context.console.out << status->json() << '\n';
    });
}

void add_ledger_status(CLI::App& group, Context& context) {
    const auto file = std::make_shared<std::string>();
    CLI::App* command =
        add_command(group, context, "status", "the ledger at a glance / 账本概况", kStatusFooter);
    add_ledger_file(*command, *file);
    on_run(*command, [file, &context] {
        ledger::Ledger books = open_ledger(*file, ledger::Access::read);
        print_status(books, context);
    });
}

}  // namespace bajigong::tool
