// Evaluates expressions for the conformance run: JSON lines in, JSON lines out.
//
// In: {"id": "...", "expression": "...", "facts": "{...}"}, the facts as a JSON text in a string.
// Out: {"id": "...", "value": <what evaluate() printed>}, or {"id": "...", "refused": {"code",
// "line", "column", "message"}}. A fault or an unknown is a value here, as evaluate() prints it.
#include <iostream>
#include <string>

#include "bajigong/expression.hpp"
#include "bajigong/problem.hpp"

#include "text/json.hpp"

namespace {

using bajigong::text::Json;
using bajigong::text::json_quote;

std::string member(const Json& object, std::string_view key) {
    const Json* found = object.find(key);
    return found == nullptr ? std::string() : std::string(found->text);
}

std::string answer(const std::string& expression, const std::string& facts) {
    try {
        bajigong::ExpressionInput input;
        if (!facts.empty()) input.facts = facts;
        return "\"value\":" + bajigong::evaluate(expression, input);
    } catch (const bajigong::Failure& failure) {
        const bajigong::Problem& problem = failure.problems().front();
        return "\"refused\":{\"code\":" + json_quote(problem.code) +
               ",\"line\":" + std::to_string(problem.place.line) +
               ",\"column\":" + std::to_string(problem.place.column) +
               ",\"message\":" + json_quote(problem.message(bajigong::Language::en)) + "}";
    }
}

}  // namespace

int main() {
    std::string line;
    while (std::getline(std::cin, line)) {
        const bajigong::text::JsonDocument request = bajigong::text::parse_json(line, "request");
        std::cout << "{\"id\":" << json_quote(member(request.root, "id")) << ","
                  << answer(member(request.root, "expression"), member(request.root, "facts"))
                  << "}\n";
    }
    return 0;
}
