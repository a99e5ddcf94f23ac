// Problems as text: places, messages from the catalogue with their arguments, and the exception
// that carries them.
#include "bajigong/problem.hpp"

#include "text/catalogue.hpp"
#include "text/json.hpp"

namespace bajigong {
namespace {

// An argument as it prints: a term of the catalogue in the message's language, anything else
// escaped.
std::string argument_text(std::string_view arg, Language language) {
    if (language == Language::zh) {
        for (const text::Term& term : text::terms()) {
            if (arg == term.en) return term.zh;
        }
    }
    return text::printable(arg);
}

// `form` with its {0}, {1}, ... replaced. A placeholder without an argument stays, so that a
// mistake is seen.
std::string fill(std::string_view form, const std::vector<std::string>& args, Language language) {
    std::string out;
    for (std::size_t at = 0; at < form.size(); ++at) {
        const bool placeholder = form[at] == '{' && at + 2 < form.size() && form[at + 2] == '}' &&
                                 form[at + 1] >= '0' && form[at + 1] <= '9';
        const std::size_t index =
            placeholder ? static_cast<std::size_t>(form[at + 1] - '0') : args.size();
        if (index < args.size()) {
            out += argument_text(args[index], language);
            at += 2;
        } else {
            out += form[at];
        }
    }
    return out;
}

std::string place_without_pointer(const Place& place) {
    std::string out = text::printable(place.file);
    for (const std::int32_t number : {place.line, place.column}) {
        if (number <= 0) break;
        if (!out.empty()) out += ':';
        out += std::to_string(number);
    }
    return out;
}

// What stands in parentheses behind the message: the pointer, and for an expression that a file
// holds the column within the expression, as the file's own column would be that of its string.
std::string trail(const Place& place, bool in_expression, Language language) {
    if (place.pointer.empty()) return {};
    std::string column;
    if (in_expression) {
        const std::string number = std::to_string(place.column);
        column = language == Language::zh ? "表达式中第 " + number + " 个字符，"
                                          : "in the expression, column " + number + "; ";
    }
    return " (" + column + text::printable(place.pointer) + ')';
}

std::string what_of(const std::vector<Problem>& problems) {
    std::string out;
    for (const Problem& problem : problems) {
        if (!out.empty()) out += '\n';
        out += problem.text(Language::en);
    }
    return out;
}

}  // namespace

std::string Place::text() const {
    std::string out = place_without_pointer(*this);
    if (pointer.empty()) return out;
    if (!out.empty()) out += ' ';
    return out + '(' + text::printable(pointer) + ')';
}

std::string Problem::message(Language language) const {
    const text::Message* message = text::find_message(code);
    if (message == nullptr) return code;
    return fill(language == Language::zh ? message->zh : message->en, args, language);
}

std::string Problem::text(Language language) const {
    const bool in_expression =
        !code.empty() && code[0] == 'X' && place.column > 0 && !place.pointer.empty();
    Place shown = place;
    if (in_expression) shown.column = 0;
    std::string out = place_without_pointer(shown);
    if (!out.empty()) out += ": ";
    if (language == Language::zh) {
        out += severity == Severity::error ? "错误 " : "警告 ";
        out += code + "：";
    } else {
        out += severity == Severity::error ? "error " : "warning ";
        out += code + ": ";
    }
    out += message(language);
    return out + trail(place, in_expression, language);
}

Failure::Failure(std::vector<Problem> problems)
    : problems_(std::move(problems)), what_(what_of(problems_)) {}

Failure::Failure(Problem problem) : Failure(std::vector<Problem>{std::move(problem)}) {}

}  // namespace bajigong
