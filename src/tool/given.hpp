// What the host brings to a decision, from --given, --reading and --salt-file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bajigong/decision.hpp"

#include "tool/command.hpp"

namespace bajigong::tool {

inline constexpr std::size_t kMinSaltBytes = 16;
inline constexpr std::size_t kMaxSaltBytes = 4096;

// "NAME=OPTION" each. Throws Failure T008, T009.
std::vector<ReadingChoice> read_choices(const std::vector<std::string>& arguments);

// The file's data with the readings added; empty if there is neither. Throws Failure, also where a
// reading stands in both.
std::optional<Given> read_given(Context& context, const Rulebooks& rulebooks,
                                const std::string& rule, const std::string& path,
                                const std::vector<ReadingChoice>& readings);

// A file's bytes without the line break at their end. Throws Failure T012 for fewer than
// kMinSaltBytes.
std::string read_salt(const std::string& path);

}  // namespace bajigong::tool
