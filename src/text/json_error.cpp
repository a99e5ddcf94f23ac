// Problems of JSON texts: finding the place, and saying what stood there and what was expected.
#include "text/json_error.hpp"

#include <algorithm>

#include "text/utf8.hpp"

namespace bajigong::text {
namespace {

// What may stand at the place of an error, from the context that the parser names.
struct Expectation {
    std::string_view context;
    std::string_view term;
};
constexpr Expectation kExpectations[] = {
    {"while parsing object key - ", "a key in quotes"},
    {"while parsing object separator - ", "':' after a key"},
    {"while parsing array - ", "',' or ']'"},
    {"while parsing object - ", "',' or '}'"},
};

// What the parser calls its tokens, and our terms for them.
struct TokenName {
    std::string_view theirs;
    std::string_view ours;
};
constexpr TokenName kTokens[] = {
    {"unexpected true literal", "true"},
    {"unexpected false literal", "false"},
    {"unexpected null literal", "null"},
    {"unexpected string literal", "a string"},
    {"unexpected number literal", "a number"},
    {"unexpected '['", "'['"},
    {"unexpected ']'", "']'"},
    {"unexpected '{'", "'{'"},
    {"unexpected '}'", "'}'"},
    {"unexpected ':'", "':'"},
    {"unexpected ','", "','"},
};

// What the parser says of characters that make no token, and the code for it.
struct LexicalFault {
    std::string_view theirs;
    const char* code;
};
constexpr LexicalFault kLexicalFaults[] = {
    {"invalid string: missing closing quote", "J008"},
    {"invalid string: control character", "J009"},
    {"invalid string: ", "J010"},
    {"invalid number", "J011"},
    {"invalid comment", "J014"},
};

// Marks of a Chinese keyboard, and what JSON has in their place.
struct FullWidthMark {
    char32_t mark;
    const char* plain;
};
constexpr FullWidthMark kFullWidthMarks[] = {
    {U'，', ","},  {U'、', ","}, {U'：', ":"}, {U'“', "\""}, {U'”', "\""},
    {U'＂', "\""}, {U'‘', "\""}, {U'’', "\""}, {U'｛', "{"}, {U'｝', "}"},
    {U'【', "["},  {U'】', "]"}, {U'［', "["}, {U'］', "]"},
};

const FullWidthMark* full_width_mark(std::string_view bytes, std::size_t offset) {
    if (offset >= bytes.size()) return nullptr;
    const Scalar scalar = decode_utf8(bytes, offset);
    for (const FullWidthMark& known : kFullWidthMarks) {
        if (scalar.value == known.mark) return &known;
    }
    return nullptr;
}

std::string_view expected_term(std::string_view what) {
    if (what.ends_with("; expected end of input")) return "the end of the text";
    for (const Expectation& expectation : kExpectations) {
        if (what.find(expectation.context) != std::string_view::npos) return expectation.term;
    }
    return "a value";
}

// The complaint without its context: what follows "while parsing ... - ".
std::string_view complaint_of(std::string_view what) {
    const std::size_t context = what.find("while parsing ");
    const std::size_t dash = what.find(" - ", context == std::string_view::npos ? 0 : context);
    return dash == std::string_view::npos ? what : what.substr(dash + 3);
}

// Bytes from the first of the last token to the last taken. The parser keeps the text of a token
// for strings and numbers alone; of a number, it has also taken the byte after it.
std::size_t length_of(std::string_view token, const SyntaxError& error) {
    if (token == "a string") return error.token.size();
    if (token == "a number") return error.token.size() + (error.past_end ? 0 : 1);
    return token.starts_with('\'') ? 1 : token.size();
}

bool follows_comma(std::string_view bytes, std::size_t offset) {
    const std::size_t before = bytes.substr(0, offset).find_last_not_of(" \t\r\n");
    return before != std::string_view::npos && bytes[before] == ',';
}

bool begins_comment(std::string_view bytes, std::size_t offset) {
    const std::string_view start = bytes.substr(std::min(offset, bytes.size()), 2);
    return start == "//" || start == "/*";
}

}  // namespace

Problem JsonErrors::whole(std::string code, std::vector<std::string> args) const {
    Problem problem;
    problem.code = std::move(code);
    problem.place.file = file;
    problem.args = std::move(args);
    return problem;
}

Problem JsonErrors::at(std::string code, std::size_t offset, std::string pointer,
                       std::vector<std::string> args) const {
    Problem problem = whole(std::move(code), std::move(args));
    const std::string_view before = bytes.substr(0, offset);
    const std::size_t line_break = before.rfind('\n');
    const std::size_t line_begin = line_break == std::string_view::npos ? 0 : line_break + 1;
    problem.place.line =
        static_cast<std::int32_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    problem.place.column = static_cast<std::int32_t>(utf8_length(before.substr(line_begin))) + 1;
    problem.place.pointer = std::move(pointer);
    return problem;
}

Problem JsonErrors::of_syntax(const SyntaxError& error, std::string pointer) const {
    const std::string_view complaint = complaint_of(error.what);
    const std::string expected{expected_term(error.what)};
    const std::size_t last = error.taken == 0 ? 0 : error.taken - 1;

    if (error.what.find("out_of_range") != std::string_view::npos) {
        return at("J012", last, std::move(pointer), {});
    }
    if (complaint.starts_with("unexpected end of input")) {
        return at("J004", bytes.size(), std::move(pointer), {expected});
    }
    for (const LexicalFault& fault : kLexicalFaults) {
        if (!complaint.starts_with(fault.theirs)) continue;
        const bool unclosed = std::string_view(fault.code) == "J008";
        const std::size_t token_begin = error.taken - std::min(error.taken, error.token.size());
        const std::size_t offset = unclosed ? token_begin : error.past_end ? bytes.size() : last;
        return at(fault.code, offset, std::move(pointer), {});
    }
    for (const TokenName& token : kTokens) {
        if (!complaint.starts_with(token.theirs)) continue;
        const std::size_t begin = error.taken - std::min(error.taken, length_of(token.ours, error));
        const bool closes = token.ours == "']'" || token.ours == "'}'";
        if (closes && follows_comma(bytes, begin)) {
            return at("J007", begin, std::move(pointer), {std::string(token.ours)});
        }
        return at("J005", begin, std::move(pointer), {std::string(token.ours), expected});
    }
    // Neither a token nor the beginning of one.
    if (error.past_end) return at("J004", bytes.size(), std::move(pointer), {"the rest of a word"});
    if (const FullWidthMark* mark = full_width_mark(bytes, last)) {
        std::string found;
        append_utf8(found, mark->mark);
        return at("J006", last, std::move(pointer), {found, mark->plain});
    }
    if (begins_comment(bytes, last)) return at("J013", last, std::move(pointer), {});
    return at("J005", last, std::move(pointer), {"something that JSON does not know", expected});
}

void append_pointer(std::string& pointer, const Json& container, std::size_t index,
                    std::string_view key) {
    pointer += '/';
    if (container.is(JsonKind::array)) {
        pointer += std::to_string(index);
    } else if (is_plain_name(key)) {
        pointer += key;
    } else {
        pointer += '#' + std::to_string(index + 1);
    }
}

}  // namespace bajigong::text
