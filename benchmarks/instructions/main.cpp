// One pass over a table of fixed size, for callgrind to count: bajigong_instructions TABLE VECTORS
#include <iostream>
#include <string>

#include "population_tables.hpp"

namespace {

using namespace bajigong::bench;

constexpr std::size_t kRows = 32'768;

Table table_of(const std::string& name) {
    if (name == "narrow") return narrow_table(kRows);
    if (name == "reading") return reading_table(kRows);
    if (name == "versions") return versions_table(kRows);
    if (name == "lists") return lists_table(kRows);
    return wide_table(kRows);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    const std::string name = argv[1];
    std::string options = std::string(R"({"vectors": ")") + argv[2] + '"';
    if (name == "wide_causes") options += R"(, "outputs": ["causes"])";
    if (name == "wide_clauses") options += R"(, "outputs": ["clauses"])";
    if (name == "narrow" || name == "reading" || name == "versions")
        options += std::string(", ") + kNarrowOptions;
    const Table table = table_of(name);
    const bajigong::Population population = table.bind(options + '}');
    ArrowArray in = again(table.rows);
    ArrowArray out;
    population.decide(&in, &out);
    const std::int64_t rows = out.length;
    out.release(&out);
    std::cout << rows << '\n';
}
