// The arithmetic of a step for a reader. It decides nothing: the figures are those the decision
// holds; branches are followed only where the truths it shows settle them.
#include "decision/render_text_amount.hpp"
#include "decision/render_text_names.hpp"
#include "decision/render_text_personal.hpp"
#include "language/tree.hpp"

namespace bajigong {

namespace {

using language::Node;
using language::NodeKind;

class Arithmetic {
   public:
    Arithmetic(const Decision::Impl& decision, const ShownVersion& shown, std::size_t step,
               const Words& words)
        : decision_(decision), shown_(shown), step_(step), words_(words) {}

    std::string run(const Node& node) {
        const std::optional<std::string> text = explain(node);
        return text && operators_ > 0 ? *text : std::string();
    }

   private:
    std::optional<std::string> explain(const Node& node) {
        switch (node.kind) {
            case NodeKind::integer: return std::to_string(node.number);
            case NodeKind::conditional: {
                const Truth condition = truth(node.children[0]);
                if (condition == Truth::yes) return explain(node.children[1]);
                if (condition == Truth::no) return explain(node.children[2]);
                return std::nullopt;
            }
            case NodeKind::binary: return binary(node);
            case NodeKind::call: return call(node);
            case NodeKind::name:
            case NodeKind::select: return named(node);
            default: return std::nullopt;
        }
    }

    std::optional<std::string> binary(const Node& node) {
        const bool product = node.text == "*" || node.text == "/";
        if (!product && node.text != "+" && node.text != "-") return std::nullopt;
        std::optional<std::string> left = operand(node.children[0], product);
        std::optional<std::string> right = operand(node.children[1], product || node.text == "-");
        if (!left || !right) return std::nullopt;
        ++operators_;
        const std::string sign(node.text == "*" ? "×" : node.text == "/" ? "÷" : node.text);
        return *left + " " + sign + " " + *right;
    }

    // In parentheses where the text would otherwise read as another sum.
    std::optional<std::string> operand(const Node& node, bool tight) {
        const int before = operators_;
        std::optional<std::string> text = explain(node);
        if (text && tight && operators_ > before && text->find(" + ") != std::string::npos) {
            return "(" + *text + ")";
        }
        if (text && tight && operators_ > before && text->find(" - ") != std::string::npos) {
            return "(" + *text + ")";
        }
        return text;
    }

    std::optional<std::string> call(const Node& node) {
        const auto whole = [&](std::size_t i) -> std::optional<std::int64_t> {
            if (i >= node.children.size() || node.children[i].kind != NodeKind::integer) {
                return std::nullopt;
            }
            return node.children[i].number;
        };
        if (node.text == "yuan" && node.children.size() == 1) {
            const Node& argument = node.children[0];
            const std::optional<Money> money = argument.kind == NodeKind::text
                                                   ? Money::parse(argument.text)
                                               : whole(0) ? Money::parse(std::to_string(*whole(0)))
                                                          : std::nullopt;
            if (money) return words_.money(*money);
        }
        if (node.text == "percent" && whole(0)) return std::to_string(*whole(0)) + "%";
        if (node.text == "ratio" && whole(0) && whole(1)) {
            return std::to_string(*whole(0)) + "/" + std::to_string(*whole(1));
        }
        if (node.text == "min" || node.text == "max") {
            std::string text;
            for (const Node& child : node.children) {
                const std::optional<std::string> one = explain(child);
                if (!one) return std::nullopt;
                text += (text.empty() ? "" : words_.in(", ", "，")) + *one;
            }
            ++operators_;
            const bool least = node.text == "min";
            return words_.in(least ? "the least of (" : "the greatest of (",
                             least ? "取最小(" : "取最大(") +
                   text + ")";
        }
        return std::nullopt;
    }

    // An earlier step, a let, or a root fact.
    std::optional<std::string> named(const Node& node) const {
        const std::optional<std::string> path = path_of(node);
        if (!path) return std::nullopt;
        const Version& version = *shown_.version;
        for (std::size_t i = 0; i < step_; ++i) {
            if (version.steps[i].id != *path) continue;
            const Amount& amount = shown_.steps[i].amount;
            if (amount.kind != Amount::Kind::exact) return std::nullopt;
            return words_.money(amount.low);
        }
        for (std::size_t i = 0; i < version.lets.size(); ++i) {
            const Let& let = version.lets[i];
            if (let.id != *path || !let.each_list.empty()) continue;
            const bool hidden = is_masked(version.program, let.value, words_.vocabulary());
            if (!shown_.lets[i].known || hidden) return std::nullopt;
            return words_.value(shown_.lets[i]);
        }
        const int column = words_.vocabulary().tables()[0].column(*path);
        if (column < 0) return std::nullopt;
        const CaseFacts& facts = *decision_.facts->facts;
        const Fact& info =
            words_.vocabulary().tables()[0].columns[static_cast<std::size_t>(column)];
        if (info.personal || !facts.show(0, column, 0).known) return std::nullopt;
        return words_.fact(facts, 0, column, 0);
    }

    Truth truth(const Node& node) const {
        switch (node.kind) {
            case NodeKind::truth: return node.number != 0 ? Truth::yes : Truth::no;
            case NodeKind::not_: return truth_not(truth(node.children[0]));
            case NodeKind::all_of: {
                Truth all = Truth::yes;
                for (const Node& child : node.children) all = truth_and(all, truth(child));
                return all;
            }
            case NodeKind::any_of: {
                Truth any = Truth::no;
                for (const Node& child : node.children) any = truth_or(any, truth(child));
                return any;
            }
            case NodeKind::binary: return reading_is(node);
            default: return named_truth(node);
        }
    }

    Truth named_truth(const Node& node) const {
        const std::optional<std::string> path = path_of(node);
        if (!path) return Truth::unknown;
        const Version& version = *shown_.version;
        for (std::size_t i = 0; i < version.lets.size(); ++i) {
            if (version.lets[i].id == *path && version.lets[i].each_list.empty()) {
                return as_truth(shown_.lets[i].known, shown_.lets[i].type, shown_.lets[i].number);
            }
        }
        const int column = words_.vocabulary().tables()[0].column(*path);
        if (column < 0) return Truth::unknown;
        const CaseFacts::Shown fact = decision_.facts->facts->show(0, column, 0);
        return as_truth(fact.known, fact.type, fact.number);
    }

    static Truth as_truth(bool known, const Type& type, std::int64_t number) {
        if (!known || type.base != Base::truth) return Truth::unknown;
        return number != 0 ? Truth::yes : Truth::no;
    }

    // reading.NAME == 'option', under the options that the explanation shows.
    Truth reading_is(const Node& node) const {
        if (node.text != "==" || node.children[1].kind != NodeKind::text) return Truth::unknown;
        const std::optional<std::string> path = path_of(node.children[0]);
        if (!path || !path->starts_with("reading.")) return Truth::unknown;
        const Rulebook& book = *decision_.decided->book;
        const int reading = book.reading(path->substr(std::string_view("reading.").size()));
        if (reading < 0) return Truth::unknown;
        int option = std::max(0, decision_.chosen[static_cast<std::size_t>(reading)].option);
        for (const auto& [key, chosen] : shown_.key_options) {
            if (key == reading) option = chosen;
        }
        const std::vector<ReadingOption>& options =
            book.readings[static_cast<std::size_t>(reading)].options;
        const bool same = options[static_cast<std::size_t>(option)].name == node.children[1].text;
        return same ? Truth::yes : Truth::no;
    }

    const Decision::Impl& decision_;
    const ShownVersion& shown_;
    std::size_t step_;
    const Words& words_;
    int operators_ = 0;
};

}  // namespace

std::string arithmetic_text(const Decision::Impl& decision, const ShownVersion& shown,
                            std::size_t step, const Words& words) {
    const std::string& expression = shown.version->steps[step].expression;
    if (expression.empty()) return {};
    try {
        const language::Tree tree = language::parse(expression, Place{});
        return Arithmetic(decision, shown, step, words).run(tree.root);
    } catch (const Failure&) {
        return {};
    }
}

}  // namespace bajigong
