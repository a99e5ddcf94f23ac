// The rulebooks in policies/ and their worked cases, for tests of what pages say about them.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "bajigong/rulebooks.hpp"

#include "text/json.hpp"
#include "tool/cases.hpp"

namespace bajigong::docs {

inline const std::filesystem::path kRoot = BAJIGONG_SOURCE_DIR;

inline std::string read(const std::filesystem::path& file) {
    return text::read_file(file.string(), 1u << 24);
}

inline const Rulebooks& shipped() {
    static const Rulebooks rulebooks = Rulebooks::load({(kRoot / "policies").string()});
    return rulebooks;
}

// How many there are, by rule.
inline std::map<std::string, int> worked_cases() {
    std::map<std::string, int> count;
    namespace fs = std::filesystem;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(kRoot / "policies")) {
        const std::string file = entry.path().string();
        if (!file.ends_with(".cases.json")) continue;
        for (const tool::WorkedCase& one : tool::read_cases(read(file), file).cases) {
            ++count[one.rule];
        }
    }
    return count;
}

}  // namespace bajigong::docs
