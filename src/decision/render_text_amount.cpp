// Steps of an amount as text.
#include "decision/render_text_amount.hpp"

namespace bajigong {

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
            const std::string arithmetic =
                exact ? arithmetic_text(decision, shown, i, words) : std::string();
            if (!arithmetic.empty()) out += arithmetic + " = ";
            out += words.amount(value.amount);
            if (value.when == Truth::unknown) {
                out += words.in(" (whether it is due is not known)", "（是否适用尚不明确）");
            }
        }
        const std::string notes = sources.notes(step.basis);
        if (!notes.empty()) out += words.in("  ", "　") + notes;
        out += '\n';
    }
    return out;
}

}  // namespace bajigong
