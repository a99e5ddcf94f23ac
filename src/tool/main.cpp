// The `bajigong` command.
#include <iostream>

#include "bajigong/expression.hpp"
#include "bajigong/problem.hpp"
int main(int argc, char** argv) {
    try {
        bajigong::ExpressionInput in;
        if (argc > 2) in.facts = argv[2];
        std::cout << bajigong::evaluate(argv[1], in) << "\n";
    } catch (const bajigong::Failure& f) {
        std::cerr << f.what() << "\n";
        return 2;
    }
}
