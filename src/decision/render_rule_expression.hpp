// Expressions in words, in Chinese or English: what a condition says, for one who does not program.
#pragma once

#include <map>

#include "decision/render_text_words.hpp"
#include "language/tree.hpp"

namespace bajigong {

class ExpressionText {
   public:
    // `version` gives the lets and steps that expressions may name; null for keys of rules.
    ExpressionText(const Words& words, const Rulebook& book, const Version* version)
        : words_(words), book_(book), version_(version) {}

    // The expression in words. What has no words of its own stands as it was written.
    std::string text(const std::string& expression) const;
    // Of a field of list elements: `variable` stands for one element of `list`.
    std::string text(const std::string& expression, const std::string& variable,
                     const std::string& list) const;

   private:
    using Node = language::Node;
    // What kind of value compares how: days are early and late, levels high and low.
    enum class Order { number, day, level };
    struct Scope {
        std::map<std::string, int> lists;  // variable to table of its list; -1: of no record
        std::string innermost;
        void enter(const std::string& variable, int list) {
            lists[variable] = list;
            innermost = variable;
        }
    };

    std::string say(const Node& node, const Scope& scope) const;
    std::string say_inside(const Node& node, const Scope& scope) const;
    std::string joined(const Node& node, const Scope& scope) const;
    std::string binary(const Node& node, const Scope& scope) const;
    std::string compared(const Node& node, const Scope& scope) const;
    std::string membership(const Node& node, const Scope& scope) const;
    std::string named(const Node& node, const Scope& scope) const;
    std::string call(const Node& node, const Scope& scope) const;
    std::string look_up(const Node& node, const Scope& scope) const;
    std::string method(const Node& node, const Scope& scope) const;
    std::string literal_date(const Node& node, const Scope& scope) const;
    std::string reading_is(const Node& node) const;
    int list_of(const Node& node, const Scope& scope) const;
    std::string list_name(const Node& node, const Scope& scope) const;
    std::string find_name(const std::string& path, const Scope& scope) const;
    Order order_of(const Node& node, const Scope& scope) const;
    const Type* type_of(const Node& node, const Scope& scope) const;
    std::string fill(const char* en, const char* zh, const std::vector<std::string>& parts) const;

    const Words& words_;
    const Rulebook& book_;
    const Version* version_;
};

}  // namespace bajigong
