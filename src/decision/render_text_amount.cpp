// Steps of an amount as text.
#include "decision/render_text_amount.hpp"

#include "decision/render_text_personal.hpp"

namespace bajigong {

namespace {

// What each element of a list adds, a line each.
std::string lines_text(const ShownStep& step, bool masked, const Words& words) {
    std::string out;
    for (std::size_t i = 0; i < step.lines.size(); ++i) {
        const ShownLine& line = step.lines[i];
        out += "      " + std::to_string(i + 1) + words.in(": ", "：");
        if (line.when == Truth::no) {
            out += words.in("not due", "不支付");
        } else {
            out += masked ? kMask : words.value(line.amount);
            if (line.when == Truth::unknown)
                out += words.in(" (whether it is due is not known)", "（是否适用尚不明确）");
        }
        out += '\n';
    }
    if (step.lines_in_all > step.lines.size()) {
        out += words.in("      lines in all: ", "      共计：") +
               std::to_string(step.lines_in_all) + words.in("", "项") + '\n';
    }
    return out;
}

}  // namespace

std::string amounts_text(const Decision::Impl& decision, const ShownVersion& shown,
                         const Words& words, Sources& sources) {
    std::string out;
    const Version& version = *shown.version;
    for (std::size_t i = 0; i < version.steps.size(); ++i) {
        const Step& step = version.steps[i];
        const ShownStep& value = shown.steps[i];
        // The author's words for the step; its id is for those who write rulebooks.
        const std::string named = step.text.zh.empty() ? step.id : words.label(step.text);
        out += "  " + named + words.in(": ", "：");
        const bool exact = value.amount.kind == Amount::Kind::exact;
        if (value.when == Truth::no) {
            out += words.in("not due here", "本案不适用");
        } else {
            const std::string arithmetic = exact && step.line == language::kNoRegister
                                               ? arithmetic_text(decision, shown, i, words)
                                               : std::string();
            if (!arithmetic.empty()) out += arithmetic + " = ";
            out += words.amount(value.amount);
            if (value.when == Truth::unknown) {
                out += words.in(" (whether it is due is not known)", "（是否适用尚不明确）");
            }
        }
        const std::string notes = sources.notes(step.basis);
        if (!notes.empty()) out += words.in("  ", "　") + notes;
        out += '\n';
        const bool masked = step.line != language::kNoRegister &&
                            is_masked(version.program, step.line, words.vocabulary());
        if (step.line != language::kNoRegister) out += lines_text(value, masked, words);
    }
    return out;
}

}  // namespace bajigong
