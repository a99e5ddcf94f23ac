// Any bytes as JSON: the fast reader and the library's make the same of them.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "../text/both_readers.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    for (const bool comments : {false, true}) {
        if (const auto told = bajigong::text::difference(bytes, comments)) {
            std::fprintf(stderr, "%s\n", told->c_str());
            std::abort();
        }
    }
    return 0;
}
