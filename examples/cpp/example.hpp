// What the C++ examples share: words for constants, reading a file, quoting.
#pragma once

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>

inline constexpr const char* kOutcomes[] = {"eligible", "ineligible", "undetermined", "fault"};
inline constexpr const char* kAmounts[] = {"none",    "exact", "at_most", "at_least",
                                           "between", "open",  "unknown", "fault"};
inline constexpr const char* kTruths[] = {"true", "false", "unknown", "fault"};

inline std::string read_file(const char* path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (!(text << file.rdbuf())) throw std::runtime_error(std::string("cannot read ") + path);
    return text.str();
}

// A text as JSON writes it.
inline std::string quoted(std::string_view text) {
    constexpr char kHex[] = "0123456789abcdef";
    std::string out = "\"";
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20) {
            out += std::string("\\u00") + kHex[c >> 4] + kHex[c & 15];
            continue;
        }
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}
