// The ledger: making and opening one, booking, and asking.
#include "capi/src/ledger.hpp"

#include "bajigong/ledger_report.hpp"
#include "bajigong/sqlite_store.hpp"

#include "capi/src/buffer.hpp"
#include "capi/src/host_store.hpp"
#include "decision/render_json_writer.hpp"
#include "text/members.hpp"

namespace bajigong::capi {
namespace {

using ledger::Ledger;

constexpr const char* kFounding = "founding";

ledger::Founding read_founding(std::string_view json) {
    const text::JsonDocument document = text::parse_json(json, kFounding);
    std::vector<Problem> problems;
    text::Members members(document, document.root, problems, {"origin", "hash"});
    ledger::Founding founding;
    founding.origin = members.string("origin", true);
    const text::Json* hash = members.get("hash", text::JsonKind::string);
    if (hash != nullptr && hash->text == "sm3") {
        founding.hash = ledger::Hash::sm3;
    } else if (hash != nullptr && hash->text != "sha256") {
        members.fail("A020", *hash, {"\"sha256\" or \"sm3\""});
    }
    if (!problems.empty()) throw Failure(std::move(problems));
    // Tried in memory, so that an origin that is none leaves no file behind.
    Ledger::create(ledger::memory_store(), founding);
    return founding;
}

void hand_over(bjg_ledger** out, Ledger made) {
    auto handle = std::make_unique<bjg_ledger>();
    handle->books = std::make_shared<Ledger>(std::move(made));
    *out = handle.release();
}

// The lines of a text; those that are blank are passed over.
std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        if (line.find_first_not_of(" \t\r") != std::string_view::npos) lines.emplace_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

void append_balance(JsonWriter& json, const ledger::Leg& leg) {
    const ledger::Account& account = leg.account;
    json.open('{');
    json.string("kind", code(account.kind));
    json.string("fund", account.fund);
    json.key("year");
    json.raw(std::to_string(account.year));
    json.string("line", account.line);
    json.string("party", account.party);
    json.string("sub", account.sub);
    json.key("fen");
    json.raw(std::to_string(leg.fen));
    json.close('}');
}

// By the numbers of the header.
constexpr void (Ledger::*kBalances[])(const std::function<void(const ledger::Leg&)>&) = {
    &Ledger::pools, &Ledger::accounts, &Ledger::exposures};

}  // namespace
}  // namespace bajigong::capi

using namespace bajigong::capi;
namespace ledger = bajigong::ledger;

std::int32_t bjg_ledger_create(const char* path, std::size_t path_size, const char* founding,
                               std::size_t founding_size, bjg_ledger** out, bjg_error** err) {
    return guard(err, [&] {
        require(out, "out");
        const std::string file(file_path(path, path_size, true));
        const ledger::Founding read = read_founding(utf8(founding, founding_size, "founding"));
        hand_over(out, ledger::Ledger::create(
                           file.empty() ? ledger::memory_store()
                                        : ledger::sqlite_store(file, ledger::Access::create),
                           read));
    });
}

std::int32_t bjg_ledger_open(const char* path, std::size_t size, std::int32_t access,
                             bjg_ledger** out, bjg_error** err) {
    return guard(err, [&] {
        require(out, "out");
        require_constant(access, 2, "access");
        hand_over(out,
                  ledger::Ledger::open(ledger::sqlite_store(
                      std::string(file_path(path, size)),
                      access == BJG_LEDGER_WRITE ? ledger::Access::write : ledger::Access::read)));
    });
}

std::int32_t bjg_ledger_with_store(const bjg_store* store, const char* founding, std::size_t size,
                                   bjg_ledger** out, bjg_error** err) {
    return guard(err, [&] {
        // First, so that the context is freed whatever else is wrong.
        std::unique_ptr<ledger::Store> made = host_store(store);
        require(out, "out");
        const std::string_view json = utf8(founding, size, "founding");
        hand_over(out, json.empty() ? ledger::Ledger::open(std::move(made))
                                    : ledger::Ledger::create(std::move(made), read_founding(json)));
    });
}

std::int32_t bjg_ledger_set_latest(bjg_ledger* ledger, const char* time, std::size_t size,
                                   bjg_error** err) {
    return guard(err, [&] {
        const LedgerCall books(ledger);
        const std::string_view given = utf8(time, size, "time");
        const std::optional<ledger::Time> latest = ledger::Time::parse(given);
        if (!given.empty() && !latest) throw bajigong::Failure({"B003", {"time", 0, 0, ""}, {}});
        books->set_latest(latest);
    });
}

std::int32_t bjg_ledger_apply(bjg_ledger* ledger, const char* command, std::size_t size,
                              bjg_buffer** out, bjg_error** err) {
    return guard(err, [&] {
        const LedgerCall books(ledger);
        require(out, "out");
        give(out, books->apply(utf8(command, size, "command")).json());
    });
}

std::int32_t bjg_ledger_apply_all(bjg_ledger* ledger, const char* commands, std::size_t size,
                                  bjg_buffer** out, bjg_error** err) {
    return guard(err, [&] {
        const LedgerCall books(ledger);
        require(out, "out");
        std::string answers;
        for (const ledger::Outcome& outcome :
             books->apply_all(lines_of(utf8(commands, size, "commands")))) {
            answers += outcome.json() + '\n';
        }
        give(out, std::move(answers));
    });
}

std::int32_t bjg_ledger_find(bjg_ledger* ledger, const char* id, std::size_t size, bjg_buffer** out,
                             bjg_error** err) {
    return guard(err, [&] {
        const LedgerCall books(ledger);
        require(out, "out");
        const std::optional<ledger::Outcome> outcome = books->find(utf8(id, size, "id"));
        if (outcome) return give(out, outcome->json());
        *out = nullptr;
    });
}

std::int32_t bjg_ledger_size(bjg_ledger* ledger, std::uint64_t* out, bjg_error** err) {
    return guard(err, [&] {
        const LedgerCall books(ledger);
        require(out, "out");
        *out = books->size();
    });
}

std::int32_t bjg_ledger_balances(bjg_ledger* ledger, std::int32_t which, bjg_buffer** out,
                                 bjg_error** err) {
    return guard(err, [&] {
        const LedgerCall books(ledger);
        require(out, "out");
        require_constant(which, static_cast<std::int32_t>(std::size(kBalances)), "which");
        bajigong::JsonWriter json;
        json.open('[');
        ((*books).*
         kBalances[which])([&json](const ledger::Leg& leg) { append_balance(json, leg); });
        json.close(']');
        give(out, json.take());
    });
}

std::int32_t bjg_ledger_voucher(bjg_ledger* ledger, const char* id, std::size_t id_size,
                                const char* day, std::size_t day_size, bjg_buffer** out,
                                bjg_error** err) {
    return guard(err, [&] {
        const LedgerCall books(ledger);
        require(out, "out");
        const bajigong::Date on = day_of(utf8(day, day_size, "day"), {"day", 0, 0, ""});
        const std::optional<ledger::VoucherStatus> status =
            books->voucher(utf8(id, id_size, "id"), on);
        if (status) return give(out, status->json());
        *out = nullptr;
    });
}

void bjg_ledger_free(bjg_ledger* ledger) { delete ledger; }
