// Facts of worked cases as trees: paths made into nested objects, changes laid over them.
#pragma once

#include <string>
#include <vector>

#include "text/json_text.hpp"

namespace bajigong::tool {

// The most elements that {"times": n, "of": …} may make.
inline constexpr std::int64_t kMaxTimes = 10'000;

// Appends a problem (C…) for each thing that is wrong.
class FactTree {
   public:
    FactTree(const text::JsonDocument& document, std::vector<Problem>& problems)
        : document_(document), problems_(problems) {}

    // Lays `changes` over `facts`: members nested or by path. A list or value replaces what stood
    // there, {"unknown": true} takes it away, {"times": n, "of": x} is a list of n times x.
    // `fresh`: nothing may stand there yet.
    void lay(text::MadeJson& facts, const text::Json& changes, bool fresh);

   private:
    void lay_member(text::MadeJson& object, const text::Json& change, std::string_view path,
                    bool fresh);
    text::MadeJson value(const text::Json& json);
    void repeat(text::MadeJson& list, const text::Json& json);
    void fail(const char* code, const text::Json& at, std::vector<std::string> args = {});

    const text::JsonDocument& document_;
    std::vector<Problem>& problems_;
};

}  // namespace bajigong::tool
