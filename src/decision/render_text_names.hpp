// How renderings call the names that expressions use.
#pragma once

#include <optional>
#include <string>

#include "decision/render_text_words.hpp"
#include "language/tree.hpp"

namespace bajigong {

// "certificate.level" of a name or a chain of selections; empty for anything else.
inline std::optional<std::string> path_of(const language::Node& node) {
    if (node.kind == language::NodeKind::name) return std::string(node.text);
    if (node.kind != language::NodeKind::select) return std::nullopt;
    const std::optional<std::string> base = path_of(node.children[0]);
    if (!base) return std::nullopt;
    return *base + "." + std::string(node.text);
}

// What a let is called before a reader: its text, how it is derived, or its id in quotes.
inline std::string let_name(const Let& let, const Words& words) {
    if (!let.text.zh.empty()) return words.label(let.text);
    if (!let.basis.derived.zh.empty()) return words.label(let.basis.derived);
    return words.in("'", "“") + let.id + words.in("'", "”");
}

}  // namespace bajigong
