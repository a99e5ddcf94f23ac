// The smallest program that uses the library: public headers only, no option of its own.
#include <cstdlib>
#include <iostream>

#include "bajigong/date.hpp"
#include "bajigong/money.hpp"

int main() {
    const auto day = bajigong::Date::parse("2023-01-31");
    const auto base = bajigong::Money::parse("2500");
    if (!day || !base) return EXIT_FAILURE;
    // 民法典 202: the period ends on the month's last day if it has no corresponding one.
    const auto end = bajigong::add(*day, bajigong::Period{1, 0});
    if (!end || end->text() != "2023-02-28") return EXIT_FAILURE;
    std::cout << "  one month after " << day->text() << " is " << end->text() << "; "
              << base->text() << " yuan is " << base->fen << " fen\n";
    return EXIT_SUCCESS;
}
