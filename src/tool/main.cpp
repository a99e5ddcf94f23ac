// The `bajigong` command.
#include <iostream>

#include "tool/tool.hpp"

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    return bajigong::tool::run(arguments, {std::cin, std::cout, std::cerr});
}
