// The smallest program that uses the library: public headers only, no option of its own.
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "bajigong/date.hpp"
#include "bajigong/ledger.hpp"
#include "bajigong/money.hpp"
#include "bajigong/sqlite_store.hpp"

int main() {
    const auto day = bajigong::Date::parse("2023-01-31");
    const auto base = bajigong::Money::parse("2500");
    if (!day || !base) return EXIT_FAILURE;
    // 民法典 202: the period ends on the month's last day if it has no corresponding one.
    const auto end = bajigong::add(*day, bajigong::Period{1, 0});
    if (!end || end->text() != "2023-02-28") return EXIT_FAILURE;
    std::cout << "  one month after " << day->text() << " is " << end->text() << "; "
              << base->text() << " yuan is " << base->fen << " fen\n";

    namespace ledger = bajigong::ledger;
    constexpr const char* kFile = "consumer.ledger";
    std::remove(kFile);
    {
        ledger::Ledger books =
            ledger::Ledger::create(ledger::sqlite_store(kFile, ledger::Access::create),
                                   {"consumer.example", ledger::Hash::sm3});
        const ledger::Outcome outcome = books.apply(
            R"({"do":"appropriate","id":"a1","at":"2026-01-05T10:00:00+08:00","by":"clerk","fund":"f",)"
            R"("year":2026,"line":"l","amount":"1.00","document":"d"})");
        if (outcome.verdict != ledger::Verdict::accepted) return EXIT_FAILURE;
    }
    const ledger::Ledger again =
        ledger::Ledger::open(ledger::sqlite_store(kFile, ledger::Access::read));
    if (again.size() != 1) return EXIT_FAILURE;
    std::cout << "  and the ledger in " << kFile << " has a record\n";
    return EXIT_SUCCESS;
}
