// Populations (人群): many cases as Arrow columns, decided under one rule or several.
//
// A row says what the same case alone would say, whatever stands beside it. Columns are read where
// they lie; docs/arrow.md has the table of types. Arrays and streams are handed over by the Arrow C
// interfaces: one that is moved in has no `release` afterwards, whatever the outcome.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bajigong/arrow.hpp"
#include "bajigong/decision.hpp"

namespace bajigong {

struct PopulationRequest {
    std::vector<std::string> rules;  // ids; at least one, none twice
    DecideOptions how;               // a salt only matters where receipts are asked for
    std::optional<Given> given;      // with several rules: what Given::for_all read
};

// Told how many rows are done, on the calling thread; false stops with Failure P013.
using RowsDone = std::function<bool(std::uint64_t rows)>;

// The columns of a schema, bound to the facts that the rules read. Immutable; copies share it; safe
// from any thread.
class Population {
   public:
    // `options` is empty or a JSON object, docs/arrow.md: "columns" names facts and codes, "keep"
    // passes columns through, "outputs" adds columns, "threads" is how many share an array's rows.
    // `schema` is read and not kept. Throws Failure (P…, J…, R…) with every problem found: a type
    // that does not fit its fact, floating point, two columns for one fact, a column that is not
    // there.
    static Population bind(const Rulebooks& rulebooks, const PopulationRequest& request,
                           const ArrowSchema& schema, std::string_view options = {});

    // What was bound, as JSON: {"bound": {fact: column}, "unused": [column], "missing": [fact],
    // "similar": {column: fact}}. A fact that is missing is unknown in every row; a column that is
    // unused, or a field in one ("person/level"), may be such a fact, misspelt.
    std::string report() const;
    // The schema of the results, for the caller to release.
    void schema(ArrowSchema* out) const;
    // Decides every row of `in`, which is moved. `out` is the caller's to release; kept columns
    // share the buffers of `in`. Throws Failure for an array that does not fit the schema or a
    // value that is none (naming column and row, never the value); `out` is untouched then. Rows
    // are counted from `first_row` in messages, for an array that is a part of a table.
    void decide(ArrowArray* in, ArrowArray* out, const RowsDone& done = {},
                std::int64_t first_row = 0) const;
    // The facts that the rules read of one row, as JSON for Facts::from_json. Throws Failure (P016)
    // for a row that `in` has not.
    std::string facts(const ArrowArray& in, std::int64_t row) const;

    struct Impl;

   private:
    explicit Population(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
    std::shared_ptr<const Impl> impl_;
};

// The same as a stream, in constant memory: an array pulled from `out` pulls one from `in`, which
// is moved. Failures while pulling come as errors of the stream (EINVAL, ECANCELED, ENOMEM, or the
// error of `in`). Throws Failure as Population::bind does.
void decide_stream(const Rulebooks& rulebooks, const PopulationRequest& request,
                   ArrowArrayStream* in, ArrowArrayStream* out, std::string_view options = {},
                   RowsDone done = {});

}  // namespace bajigong
