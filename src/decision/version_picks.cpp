// Picking by the day that selects.
#include "decision/version_picks.hpp"

#include <algorithm>

#include "values/truth_words.hpp"

namespace bajigong {

void VersionPicks::pick(engine::Machine& machine, const RuleInputs& own, const FactsView& facts,
                        std::optional<Date> law_date, std::size_t first, std::size_t rows,
                        const Word* meant, const engine::CauseOfRow& causes) {
    const Rule& rule = *own.rule;
    first_ = first;
    rows_ = rows;
    whole_ = kNone;
    spans_.clear();
    for (const Version& version : rule.versions) {
        spans_.push_back({version.from.under(own.readings.options).days,
                          version.until.under(own.readings.options).days});
    }
    const auto covering = [&](std::int64_t day) {
        const auto found = std::find_if(spans_.begin(), spans_.end(), [=](const Span& span) {
            return span.from <= day && day <= span.until;
        });
        return found == spans_.end() ? kNone : static_cast<std::int16_t>(found - spans_.begin());
    };
    const std::size_t words = words_for(rows);
    left_.resize(words);
    BlockRows{first, rows, nullptr, meant}.each_word(
        [&](std::size_t w, Word here) { left_[w] = here; });
    fault_.assign(words, 0);
    marks_.resize(spans_.size());
    for (std::vector<Word>& marks : marks_) marks.assign(words, 0);
    // The rows left of `of` are of the version.
    const auto take = [&](std::size_t version, auto of) {
        for (std::size_t w = 0; w < words; ++w) {
            marks_[version][w] = left_[w] & of(w);
            left_[w] &= ~marks_[version][w];
        }
    };
    if (law_date) {
        const std::int16_t version = covering(law_date->days);
        if (version >= 0)
            take(static_cast<std::size_t>(version), [](std::size_t) { return ~Word{0}; });
        return;
    }
    own.begin(machine, rule.selector, facts, {first, rows});
    machine.run(rule.selector_code);
    const Column& key = machine.column(rule.key);
    // Most blocks lie within one version.
    const std::int16_t likely = key.is_known(0) ? covering(key.numbers[0]) : kNone;
    if (likely >= 0 && key.known == nullptr && key.fault == nullptr) {
        const Span span = spans_[likely];
        if (key.constant ||
            machine.lanes().within(key.numbers, span.from, span.until, span.from, rows)) {
            if (meant == nullptr) {
                whole_ = likely;
            } else {
                take(static_cast<std::size_t>(likely), [](std::size_t) { return ~Word{0}; });
            }
            return;
        }
    }
    Word* unknown = machine.arena().array<Word>(words);
    for (std::size_t w = 0; w < words; ++w) {
        fault_[w] = left_[w] & fault_word(key, w);
        unknown[w] = left_[w] & ~known_word(key, w) & ~fault_[w];
        left_[w] &= known_word(key, w);
    }
    Word* after = machine.arena().array<Word>(words);
    Word* before = machine.arena().array<Word>(words);
    for (std::size_t v = 0; v < spans_.size(); ++v) {
        if (key.constant) {
            const bool covers = covering(key.numbers[0]) == static_cast<std::int16_t>(v);
            std::fill_n(after, words, covers ? ~Word{0} : 0);
            std::fill_n(before, words, ~Word{0});
        } else {
            const Lanes& lanes = machine.lanes();
            lanes.compare_with(Comparison::greater_equal, key.numbers, spans_[v].from, rows, after);
            lanes.compare_with(Comparison::less_equal, key.numbers, spans_[v].until, rows, before);
        }
        take(v, [&](std::size_t w) { return after[w] & before[w]; });
    }
    for (std::size_t w = 0; w < words; ++w) left_[w] |= unknown[w];
    if (!causes) return;
    engine::BlockCauses why(machine, rule.book->environment);
    why.ask(rule.key, unknown);
    why.tell([&](std::size_t i, const engine::CauseView& cause) { causes(first + i, cause); });
}

Word VersionPicks::of_version(std::size_t version, std::size_t w) const {
    if (whole_ == kNone) return marks_[version][w];
    return static_cast<std::size_t>(whole_) == version ? ~Word{0} : 0;
}

bool VersionPicks::select(std::size_t version, BlockRows& rows) {
    if (whole_ != kNone) {
        rows = {first_, rows_};
        return static_cast<std::size_t>(whole_) == version;
    }
    const std::vector<Word>& marks = marks_[version];
    selection_.clear();
    for (std::size_t w = 0; w < marks.size(); ++w) {
        each_bit(marks[w], w, [&](std::size_t i) {
            selection_.push_back(static_cast<std::int64_t>(first_ + i));
        });
    }
    const std::size_t count = selection_.size();
    if (count == rows_) {
        rows = {first_, rows_};
    } else if (count * 2 >= rows_) {
        // Running all is cheaper than gathering most.
        rows = {first_, rows_, nullptr, marks.data()};
    } else {
        rows = {first_, count, selection_.data(), nullptr, marks.data(), rows_};
    }
    return count != 0;
}

}  // namespace bajigong
