// One text through both readers of JSON, which must make the same of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "text/json.hpp"

namespace bajigong::text {

// A tree with the lines of its nodes; or the code, place and arguments of its refusal, the column
// less `shift` on the first line.
inline std::string reading_of(std::string_view bytes, bool comments, int shift) {
    JsonLimits limits;
    limits.comments = comments;
    limits.max_nodes = 1000;
    limits.max_depth = 20;
    std::string out;
    const auto write = [&](const auto& self, const Json& node) -> void {
        out += std::to_string(node.line) + ' ' + std::to_string(static_cast<int>(node.kind));
        out += (node.boolean ? " true " : " ") + json_quote(node.key) + json_quote(node.text) + '[';
        for (const Json& child : node.children) self(self, child);
        out += ']';
    };
    try {
        write(write, parse_json(bytes, "x", limits).root);
    } catch (const Failure& failure) {
        Problem problem = failure.problems().front();
        if (problem.place.line == 1 && problem.place.column > 0) problem.place.column -= shift;
        out = problem.text(Language::en);
    }
    return out;
}

// What the readers make of `bytes` where they differ; empty where they agree. A byte order mark
// before a text changes nothing in it and sends it to the library's reader, unless the text begins
// as such a mark does.
inline std::optional<std::string> difference(std::string_view bytes, bool comments) {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    if (bytes.starts_with(kMark[0]) || !is_utf8(bytes)) return std::nullopt;
    const std::string usual = reading_of(bytes, comments, 0);
    const std::string library = reading_of(std::string(kMark).append(bytes), comments, 1);
    if (usual == library) return std::nullopt;
    return usual + "\nwhere the library alone says\n" + library;
}

}  // namespace bajigong::text
