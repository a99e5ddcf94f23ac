// Picking by the day that selects, and sorting rows by version.
#include "decision/version_picks.hpp"

#include <algorithm>

namespace bajigong {

void VersionPicks::pick(engine::Machine& machine, const RuleInputs& own, const FactsView& facts,
                        std::optional<Date> law_date, std::size_t first, std::size_t rows,
                        const Word* meant, const engine::CauseOfRow& causes) {
    const Rule& rule = *own.rule;
    first_ = first;
    rows_ = rows;
    whole_ = kNone;
    sorted_ = false;
    spans_.clear();
    for (const Version& version : rule.versions) {
        spans_.push_back({version.from.under(own.readings.options).days,
                          version.until.under(own.readings.options).days});
    }
    const auto covering = [&](std::int64_t day) {
        for (std::size_t v = 0; v < spans_.size(); ++v) {
            if (spans_[v].from <= day && day <= spans_[v].until)
                return static_cast<std::int16_t>(v);
        }
        return kNone;
    };
    const auto of_rules = [&](std::int16_t v) {
        return v >= 0 && rule.versions[v].kind == Version::Kind::rules;
    };
    const auto leave_others = [&] {
        for (std::size_t i = 0; meant != nullptr && i < rows; ++i) {
            if (!bit(meant, i)) picked_[i] = kLeft;
        }
    };
    if (law_date) {
        picked_.assign(rows, covering(law_date->days));
        return leave_others();
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
            if (of_rules(likely) && meant == nullptr) {
                whole_ = likely;
                return;
            }
            picked_.assign(rows, likely);
            return leave_others();
        }
    }
    picked_.assign(rows, kNone);
    Word* unknown = machine.arena().zero_bits(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        if (meant != nullptr && !bit(meant, i)) {
            picked_[i] = kLeft;
        } else if (key.is_fault(i)) {
            picked_[i] = kAtFault;
        } else if (key.is_known(i)) {
            picked_[i] = covering(key.numbers[key.at(i)]);
        } else {
            set_bit(unknown, i);
        }
    }
    if (!causes) return;
    engine::BlockCauses why(machine, rule.book->environment);
    why.ask(rule.key, unknown);
    why.tell([&](std::size_t i, const engine::CauseView& cause) { causes(first + i, cause); });
}

void VersionPicks::sort_by_version() {
    starts_.assign(spans_.size() + 1, 0);
    for (const std::int16_t v : picked_) {
        if (v >= 0) ++starts_[static_cast<std::size_t>(v) + 1];
    }
    for (std::size_t v = 0; v < spans_.size(); ++v) starts_[v + 1] += starts_[v];
    order_.resize(rows_);
    std::vector<std::size_t> next(starts_.begin(), starts_.end() - 1);
    for (std::size_t i = 0; i < rows_; ++i) {
        const std::int16_t v = picked_[i];
        if (v >= 0)
            order_[next[static_cast<std::size_t>(v)]++] = static_cast<std::int64_t>(first_ + i);
    }
    sorted_ = true;
}

bool VersionPicks::select(std::size_t version, BlockRows& rows) {
    if (whole_ != kNone) {
        rows = {first_, rows_};
        return static_cast<std::size_t>(whole_) == version;
    }
    if (!sorted_) sort_by_version();
    const std::size_t count = starts_[version + 1] - starts_[version];
    if (count == 0) return false;
    if (count == rows_) {
        rows = {first_, rows_};
        return true;
    }
    const std::int64_t* selection = order_.data() + starts_[version];
    marks_.assign(words_for(rows_), 0);
    for (std::size_t i = 0; i < count; ++i)
        set_bit(marks_.data(), static_cast<std::size_t>(selection[i]) - first_);
    // Running all is cheaper than gathering most.
    if (count * 2 >= rows_) {
        rows = {first_, rows_, nullptr, marks_.data()};
    } else {
        rows = {first_, count, selection, nullptr, marks_.data(), rows_};
    }
    return true;
}

}  // namespace bajigong
