// Results as text.
#include "decision/render_text_results.hpp"

#include <algorithm>

#include "decision/render_text_personal.hpp"

namespace bajigong {

namespace {

const ResultStep* find_step(const Decision::Impl& decision, const std::string& id) {
    for (const ShownVersion& shown : decision.shown) {
        if (shown.version == nullptr) continue;
        for (const ResultStep& step : shown.version->results) {
            if (step.id == id) return &step;
        }
    }
    return nullptr;
}

std::string value_text(const Decision::Impl& decision, const Result& result, const Words& words) {
    if (result.personal) return kMask;
    for (const ShownResult& known : decision.result_values) {
        if (known.result == result) return words.value(known.value);
    }
    return text::printable(result.value);
}

std::string answer_text(const Decision::Impl& decision, const Result& result, const Words& words) {
    switch (result.kind) {
        case Result::Kind::stated: return value_text(decision, result, words);
        case Result::Kind::open:
            return words.in("depends on open questions", "取决于文件没有明确的问题");
        case Result::Kind::fault: return words.in("fault", "出错");
        case Result::Kind::unknown: break;
    }
    return words.in("unknown", "不明");
}

std::string title(const Decision::Impl& decision, const Result& result, const Words& words) {
    const ResultStep* step = find_step(decision, result.id);
    return step == nullptr ? text::printable(result.id) : words.label(step->text);
}

}  // namespace

std::string results_text(const Decision::Impl& decision, const Words& words, Sources& sources) {
    std::string out;
    const bool refused = decision.outcome == Outcome::ineligible;
    for (const Result& result : decision.results) {
        const ResultStep* step = find_step(decision, result.id);
        const bool certain =
            decision.outcome == Outcome::eligible || refused || (step != nullptr && step->always);
        out += certain ? words.in("Result: ", "认定结果：")
                       : words.in("Result, if eligible: ", "如符合，认定结果：");
        out += title(decision, result, words) + words.in(": ", "：") +
               answer_text(decision, result, words);
        const std::string notes = step == nullptr ? std::string() : sources.notes(step->basis);
        if (!notes.empty()) out += words.in("  ", "　") + notes;
        out += '\n';
    }
    return out;
}

std::string results_line(const Decision::Impl& decision, const std::vector<Result>& results,
                         const Words& words) {
    std::string out;
    for (const Result& result : results) {
        out += (out.empty() ? "" : words.in("; ", "；")) + title(decision, result, words) +
               words.in(": ", "：") + answer_text(decision, result, words);
    }
    return out;
}

std::string frame_text(const Frame& frame, const std::string& title, const Words& words) {
    if (frame.outcome == Outcome::ineligible) {
        return words.in("To be looked into: refused by the frame ", "请核实：上级规定“") + title +
               words.in("\n", "”不予支持\n");
    }
    return words.in("To be looked into: beyond the frame of ", "请核实：超出上级规定“") + title +
           words.in(", which gives ", "”的限额，该规定为") + words.amount(frame.amount) + '\n';
}

}  // namespace bajigong
