// Lines of commands for a ledger in memory: whatever they are, the books balance, each command
// that is one reads back as itself, and judging it all again gives the same log.
#include "bajigong/ledger.hpp"

#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>

#include "bajigong/ledger_log.hpp"

#include "ledger/command_json.hpp"
#include "stores/borrowed.hpp"

namespace {

using namespace bajigong;
using namespace bajigong::ledger;

void check(bool good) {
    if (!good) std::abort();
}

void check_round_trip(const std::string& line) {
    try {
        const Command command = command_from_json(line).command;
        std::string json = command_json(command);
        json.insert(1, "\"at\":\"2026-01-01T00:00:00Z\",");
        check(command_from_json(json).command.bytes() == command.bytes());
    } catch (const Failure&) {
        // No command.
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    const std::unique_ptr<Store> store = memory_store();
    {
        Ledger books = Ledger::create(std::make_unique<Borrowed>(*store), {"fuzz", Hash::sha256});
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            const std::string line(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
            check_round_trip(line);
            const Outcome outcome = books.apply(line);
            check(outcome.verdict != Verdict::accepted || outcome.problems.empty());
            (void)outcome.json();
        }
        std::map<std::string, std::int64_t> funds;
        books.accounts([&funds](const Leg& leg) { funds[leg.account.fund] += leg.fen; });
        for (const auto& [fund, fen] : funds) check(fen == 0);
    }
    check(verify(*store, {}).good());
    return 0;
}
