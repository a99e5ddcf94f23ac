// Tables of tests, bound to the rule `r` and decided.
#pragma once

#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "bajigong/population.hpp"

#include "arrow/columns.hpp"

namespace bajigong::tables {

using columns::Made;

inline PopulationRequest request() {
    PopulationRequest request;
    request.rules = {"r"};
    request.how.as_of = Date{20'000};
    return request;
}

inline Population bind(const Rulebooks& books, const Made& table, const std::string& options = "",
                       const PopulationRequest& asked = request()) {
    arrow::Owned<ArrowSchema> schema;
    *schema.get() = table.give_schema();
    return Population::bind(books, asked, *schema, options);
}

// `in` is moved.
inline arrow::Owned<ArrowArray> decided(const Population& population, ArrowArray in) {
    arrow::Owned<ArrowArray> out;
    population.decide(&in, out.get());
    return out;
}

// The first problem of an array that is not taken.
inline Problem refused(const Population& population, ArrowArray in, std::int64_t first_row = 0) {
    ArrowArray out{};
    try {
        population.decide(&in, &out, {}, first_row);
    } catch (const Failure& failure) {
        EXPECT_EQ(in.release, nullptr);
        EXPECT_EQ(out.release, nullptr);
        return failure.problems().front();
    }
    ADD_FAILURE() << "accepted";
    out.release(&out);
    return {};
}

// A table of so many rows.
template <class... Columns>
Made of(std::size_t rows, Columns... given) {
    std::vector<Made> root;
    (root.push_back(std::move(given)), ...);
    return columns::record("", std::move(root), rows);
}

}  // namespace bajigong::tables
