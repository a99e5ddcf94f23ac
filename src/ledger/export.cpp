// Books for auditors: one pass for the accounts, one for the transactions.
#include <map>
#include <set>

#include "bajigong/ledger_books.hpp"

#include "ledger/codec.hpp"
#include "ledger/field_json.hpp"
#include "ledger/record.hpp"
#include "ledger/tree.hpp"

namespace bajigong::ledger {
namespace {

constexpr std::uint64_t kStep = 10'000;

// A part of an account's name: beancount takes letters, digits and '-', a capital or digit first.
// Others stand as the digest, under a prefix that no plain one has.
std::string component(char prefix, std::string_view id) {
    const std::string text = book_text(id);
    const bool plain = text == id && text.find_first_of("._") == std::string::npos;
    if (plain) return std::string(1, prefix) + '-' + text;
    const Digest digest = digest_of(Hash::sha256, id);
    return std::string(1, prefix) + "X-" +
           digest_hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::string account_name(std::string_view key) {
    const Account account = account_of(key);
    const bool source = account.kind == AccountKind::appropriation;
    std::string name = source ? "Equity:" : "Assets:";
    name += code(account.kind);
    name += ':' + component('F', account.fund) + ":Y" + std::to_string(account.year);
    if (!account.line.empty()) name += ':' + component('L', account.line);
    if (!account.party.empty()) name += ':' + component('P', account.party);
    if (!account.sub.empty()) name += ':' + component('S', account.sub);
    return name;
}

std::string money(std::int64_t fen) { return Money{fen}.text() + " CNY"; }

class Exporter {
   public:
    Exporter(Ledger& ledger, BookFormat format, const std::function<void(std::string_view)>& write,
             const std::function<void(std::uint64_t, std::uint64_t)>& progress)
        : ledger_(ledger),
          journal_(format == BookFormat::journal),
          write_(write),
          progress_(progress) {}

    void run() {
        find_accounts();
        journal_ ? write_journal_head() : write_beancount_head();
        each_record([this](const Record& record, std::string_view bytes) {
            const Date day = record.booked.day();
            if (!journal_ && day != day_) assert_day();
            day_ = day;
            journal_ ? write_journal(record, bytes) : write_beancount(record, bytes);
        });
        if (!journal_) assert_day();
    }

   private:
    using Visit = std::function<void(const Record&, std::string_view)>;

    // Records that moved something.
    void each_record(const Visit& visit) {
        const std::uint64_t all = ledger_.size();
        ledger_.records(0, [&](std::uint64_t number, std::string_view bytes) {
            const Record record = record_of(bytes);
            if (!record.legs.empty()) visit(record, bytes);
            if (progress_ && (number + 1) % kStep == 0) progress_(number + 1, all);
            return true;
        });
    }

    void find_accounts() {
        each_record([this](const Record& record, std::string_view) {
            if (names_.empty()) day_ = record.booked.day();
            for (const KeyLeg& leg : record.legs) {
                if (names_.contains(leg.account)) continue;
                names_.emplace(leg.account, account_name(leg.account));
            }
        });
    }

    void write_journal_head() {
        write_("; bajigong ledger " + book_text(ledger_.founding().origin) +
               "\ncommodity CNY\n    format 1000.00 CNY\ntag record\ntag hash\ntag id\ntag by\n"
               "tag effective\ntag document\n");
        for (const auto& [key, name] : names_) write_("account " + name + "\n");
    }

    void write_beancount_head() {
        write_("; bajigong ledger " + book_text(ledger_.founding().origin) +
               "\noption \"operating_currency\" \"CNY\"\n");
        for (const auto& [key, name] : names_) write_(day_.text() + " open " + name + " CNY\n");
    }

    std::string leaf(std::string_view bytes) const {
        const Digest digest = leaf_digest(ledger_.founding().hash, bytes);
        return digest_hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
    }

    std::vector<std::pair<const char*, std::string>> tags(const Record& record,
                                                          std::string_view bytes) const {
        const Command command = record.command();
        std::vector<std::pair<const char*, std::string>> tags = {
            {"record", "r" + std::to_string(record.number)},
            {"hash", leaf(bytes)},
            {"id", book_text(command.id())},
            {"by", book_text(command.text(Field::by))},
            {"effective", command.day(Field::on, record.booked.day()).text()}};
        if (command.has(Field::document)) {
            tags.emplace_back("document", book_text(command.text(Field::document)));
        }
        return tags;
    }

    static const char* kind_name(const Record& record) {
        return find_kind(static_cast<std::uint8_t>(record.command().kind()))->name;
    }

    void write_journal(const Record& record, std::string_view bytes) {
        std::string out = "\n" + day_.text() + " * " + kind_name(record) + "\n";
        for (const auto& [name, value] : tags(record, bytes)) {
            out += std::string("    ; ") + name + ": " + value + "\n";
        }
        for (const KeyLeg& leg : record.legs) {
            const std::int64_t balance = balances_[std::string(leg.account)] += leg.fen;
            out += "    " + names_.find(leg.account)->second + "  " + money(leg.fen) + " = " +
                   money(balance) + "\n";
        }
        write_(out);
    }

    void write_beancount(const Record& record, std::string_view bytes) {
        std::string out = "\n" + day_.text() + " * \"" + kind_name(record) + "\"\n";
        for (const auto& [name, value] : tags(record, bytes)) {
            out += std::string("  ") + name + ": \"" + value + "\"\n";
        }
        for (const KeyLeg& leg : record.legs) {
            balances_[std::string(leg.account)] += leg.fen;
            touched_.emplace(leg.account);
            out += "  " + names_.find(leg.account)->second + "  " + money(leg.fen) + "\n";
        }
        write_(out);
    }

    // beancount asserts at the start of a day: what a day left is asserted on the next.
    void assert_day() {
        if (touched_.empty()) return;
        const std::string next = Date{day_.days + 1}.text();
        std::string out = "\n";
        for (const std::string& key : touched_) {
            out += next + " balance " + names_[key] + "  " + Money{balances_[key]}.text() +
                   " ~ 0.00 CNY\n";
        }
        write_(out);
        touched_.clear();
    }

    Ledger& ledger_;
    bool journal_;
    const std::function<void(std::string_view)>& write_;
    const std::function<void(std::uint64_t, std::uint64_t)>& progress_;
    std::map<std::string, std::string, std::less<>> names_;  // by account key
    std::map<std::string, std::int64_t> balances_;           // by account key
    std::set<std::string> touched_;                          // since the last assertions
    Date day_;
};

}  // namespace

void export_books(Ledger& ledger, BookFormat format,
                  const std::function<void(std::string_view)>& write,
                  const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
    Exporter(ledger, format, write, progress).run();
}

}  // namespace bajigong::ledger
