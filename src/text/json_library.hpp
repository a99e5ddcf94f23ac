// Which JSON library this was built with.
#pragma once

#include <string>

namespace bajigong::text {

// "3.11.2"
std::string json_library_version();

}  // namespace bajigong::text
