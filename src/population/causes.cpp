// Numbering causes, sorting them by row, and writing the column.
#include "population/causes.hpp"

#include <algorithm>

namespace bajigong::population {

std::int32_t CauseColumn::code(const std::string& text) {
    const std::lock_guard lock(mutex_);
    const auto [place, is_new] = codes_.emplace(text, static_cast<std::int32_t>(texts_.size()));
    if (is_new) texts_.push_back(text);
    return place->second;
}

void CauseColumn::put(std::int64_t first, std::vector<std::uint32_t> ends,
                      std::vector<std::int32_t> codes) {
    Block& block = blocks_[static_cast<std::size_t>(first) / kBlockRows];
    block.ends = std::move(ends);
    block.codes = std::move(codes);
}

arrow::MadeArray CauseColumn::give() && {
    arrow::MadeArray list;
    list.length = rows_;
    list.buffers.emplace_back();
    list.buffers.emplace_back((static_cast<std::size_t>(rows_) + 1) * sizeof(std::int64_t));
    auto* offsets = list.buffers.back().as<std::int64_t>();
    std::vector<std::int32_t> all;
    std::size_t row = 0;
    for (const Block& block : blocks_) {
        const auto before = static_cast<std::int64_t>(all.size());
        for (const std::uint32_t end : block.ends) offsets[++row] = before + end;
        all.insert(all.end(), block.codes.begin(), block.codes.end());
    }
    arrow::give(arrow::texts(texts_, all), &list.children.emplace_back());
    return list;
}

void BlockOfCauses::begin(std::size_t rows) {
    state_.assign(rows, State::nothing);
    added_.clear();
    settled_.clear();
}

std::int32_t BlockOfCauses::code(std::string_view kind, const std::string& name) {
    std::string text = std::string(kind) + ":" + name;
    const std::int32_t code = column_->code(text);
    const auto place = static_cast<std::size_t>(code);
    if (text_of_.size() <= place) text_of_.resize(place + 1);
    text_of_[place] = std::move(text);
    return code;
}

void BlockOfCauses::add(std::size_t row, const engine::CauseView& cause) {
    // One cause is told of many rows in turn.
    if (const std::pair key{cause.kind, cause.name}; key != last_) {
        const auto [place, is_new] = known_.emplace(key, 0);
        if (is_new) place->second = code(engine::name(cause.kind), *cause.name);
        last_ = key;
        last_code_ = place->second;
    }
    added_.push_back({static_cast<std::uint32_t>(row), last_code_});
    if (state_[row] == State::nothing) state_[row] = State::some;
}

void BlockOfCauses::settle(std::size_t row, const std::vector<DecisionCause>& causes) {
    for (const DecisionCause& cause : causes)
        settled_.push_back({static_cast<std::uint32_t>(row), code(cause.kind, cause.name)});
    state_[row] = State::settled;
}

void BlockOfCauses::put(std::int64_t first) {
    std::erase_if(added_, [&](const Told& told) { return state_[told.row] == State::settled; });
    added_.insert(added_.end(), settled_.begin(), settled_.end());
    std::vector<std::uint32_t> ends(state_.size());
    for (const Told& told : added_) ++ends[told.row];
    std::uint32_t at = 0;
    for (std::uint32_t& end : ends) at += std::exchange(end, at);
    std::vector<std::int32_t> codes(added_.size());
    for (const Told& told : added_) codes[ends[told.row]++] = told.code;
    // Each row's in the order of their texts, and once.
    const auto by_text = [&](std::int32_t a, std::int32_t b) {
        return text_of_[static_cast<std::size_t>(a)] < text_of_[static_cast<std::size_t>(b)];
    };
    std::uint32_t from = 0;
    auto kept = codes.begin();
    for (std::uint32_t& end : ends) {
        const auto begin = codes.begin() + std::exchange(from, end);
        const auto last = codes.begin() + end;
        if (last - begin > 1) std::sort(begin, last, by_text);
        kept = std::move(begin, std::unique(begin, last), kept);
        end = static_cast<std::uint32_t>(kept - codes.begin());
    }
    codes.erase(kept, codes.end());
    column_->put(first, std::move(ends), std::move(codes));
}

}  // namespace bajigong::population
