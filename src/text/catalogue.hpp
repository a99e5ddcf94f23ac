// The catalogue of problems: each code with its text in English and Chinese.
//
// {0}, {1}, ... stand for the arguments of a problem. Arguments are names, places and bounds, never
// personal values; one that is an English term of `terms()` prints in Chinese in a Chinese message.
// Constant data, safe from any thread.
#pragma once

#include <span>
#include <string_view>

namespace bajigong::text {

struct Message {
    const char* code;
    const char* en;
    const char* zh;
};
// All messages, in the order of their codes' letters: J, V, X, R, L, F, D, C, T, B, P, A.
std::span<const Message> catalogue();
// The message of `code`; nullptr if there is none.
const Message* find_message(std::string_view code);

// A phrase that an argument may consist of: "a number", 数.
struct Term {
    const char* en;
    const char* zh;
};
std::span<const Term> terms();

}  // namespace bajigong::text
