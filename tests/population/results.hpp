// Results of a population, read back.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "bajigong/population.hpp"

#include "arrow/owned.hpp"

namespace bajigong::tables {

// The names that dictionary codes stand for, and fen.
class Results {
   public:
    Results(const Population& population, arrow::Owned<ArrowArray> array)
        : array_(std::move(array)) {
        arrow::Owned<ArrowSchema> schema;
        population.schema(schema.get());
        for (std::int64_t i = 0; i < schema->n_children; ++i)
            places_[schema->children[i]->name] = static_cast<int>(i);
    }
    std::int64_t rows() const { return array_->length; }
    const ArrowArray& column(const std::string& name) const {
        return *array_->children[places_.at(name)];
    }
    bool known(const std::string& name, std::int64_t row) const {
        const auto* bits = static_cast<const std::uint8_t*>(column(name).buffers[0]);
        return bits == nullptr || (bits[row / 8] >> (row % 8) & 1) != 0;
    }
    std::string text(const std::string& name, std::int64_t row) const {
        if (!known(name, row)) return "";
        const ArrowArray& codes = column(name);
        const bool narrow = name == "outcome" || name == "amount_kind";
        const std::int64_t code = narrow ? static_cast<const std::int8_t*>(codes.buffers[1])[row]
                                         : static_cast<const std::int32_t*>(codes.buffers[1])[row];
        return element(*codes.dictionary, code);
    }
    static std::string element(const ArrowArray& texts, std::int64_t at) {
        const auto* offsets = static_cast<const std::int64_t*>(texts.buffers[1]);
        return {static_cast<const char*>(texts.buffers[2]) + offsets[at],
                static_cast<std::size_t>(offsets[at + 1] - offsets[at])};
    }
    std::int64_t fen(const std::string& name, std::int64_t row) const {
        return static_cast<const std::int64_t*>(column(name).buffers[1])[row * 2];
    }
    std::vector<std::string> causes(std::int64_t row) const {
        const ArrowArray& list = column("causes");
        const auto* offsets = static_cast<const std::int64_t*>(list.buffers[1]);
        std::vector<std::string> causes;
        for (std::int64_t i = offsets[row]; i < offsets[row + 1]; ++i)
            causes.push_back(element(*list.children[0], i));
        return causes;
    }

   private:
    arrow::Owned<ArrowArray> array_;
    std::map<std::string, int> places_;
};

inline void expect_same(const Decision& decision, const Results& results, std::int64_t row) {
    EXPECT_EQ(results.text("outcome", row), name(decision.outcome()));
    EXPECT_EQ(results.text("clause", row), decision.clause());
    const Amount& amount = decision.amount();
    EXPECT_EQ(results.text("amount_kind", row), name(amount.kind));
    EXPECT_EQ(results.known("amount", row), amount.kind == Amount::Kind::exact);
    if (amount.kind == Amount::Kind::exact) {
        EXPECT_EQ(results.fen("amount", row), amount.low.fen);
    }
    if (amount.kind == Amount::Kind::between) {
        EXPECT_EQ(results.fen("amount_low", row), amount.low.fen);
        EXPECT_EQ(results.fen("amount_high", row), amount.high.fen);
    }
    for (const DecisionCause& cause : decision.because()) {
        const std::vector<std::string> causes = results.causes(row);
        EXPECT_NE(std::find(causes.begin(), causes.end(), cause.kind + ":" + cause.name),
                  causes.end())
            << cause.name;
    }
    const std::vector<std::string>& versions = decision.versions();
    EXPECT_EQ(results.text("version", row), versions.size() == 1 ? versions.front() : "");
}

}  // namespace bajigong::tables
