// Decides many cases over one loaded set of rulebooks. usage: many FACTS.jsonl
#include <fstream>
#include <iostream>

#include "bajigong_c.hpp"
#include "example.hpp"

namespace {

void print_decision(unsigned line, const bjg_decision* decision) {
    std::cout << "{\"line\":" << line << ",\"outcome\":\""
              << kOutcomes[bjg_decision_outcome(decision)]
              << "\",\"clause\":" << quoted(bjg_decision_clause(decision, nullptr))
              << ",\"amount\":\"" << kAmounts[bjg_decision_amount_kind(decision)]
              << "\",\"low\":" << bjg_decision_amount_low(decision)
              << ",\"high\":" << bjg_decision_amount_high(decision) << "}\n";
}

}  // namespace

int main(int argc, char** argv) try {
    bjg::check_abi();
    if (argc != 2) return 2;
    const auto rulebooks = bjg::load(R"({"paths": ["policies"]})");
    const auto request =
        bjg::request(rulebooks, R"({"rule": "skill_upgrading", "as_of": "2023-07-03"})");

    std::ifstream file(argv[1]);
    std::string text;
    for (unsigned line = 1; std::getline(file, text); ++line) {
        try {
            const auto facts = bjg::facts(rulebooks, text);
            print_decision(line, bjg::decide(request, facts).get());
        } catch (const bjg::Error& error) {
            // A line that cannot be read is told of, and the next one is decided.
            std::cout << "{\"line\":" << line << ",\"error\":\"" << error.code
                      << "\",\"pointer\":" << quoted(error.pointer) << "}\n";
        }
    }
    return 0;
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
