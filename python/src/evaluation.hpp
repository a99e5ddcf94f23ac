// The results of a table, kept, and given out as an Arrow stream as often as somebody asks.
//
// Keeps the input too, by its own buffers, so that a row can be explained. Immutable once made:
// safe from any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "bajigong/population.hpp"

#include "arrow/owned.hpp"

namespace bajigong::python {

class Evaluation {
   public:
    // Decides every array of `in`, which is moved. Throws Failure as Population does, and P012 if
    // the input fails.
    static std::shared_ptr<const Evaluation> make(const Rulebooks& rulebooks,
                                                  const PopulationRequest& request,
                                                  ArrowArrayStream* in, std::string_view options,
                                                  const RowsDone& done);

    std::uint64_t rows() const { return rows_; }
    std::string report() const { return population_.report(); }
    // The facts that the rules read of a row, as JSON. Throws std::out_of_range.
    std::string facts(std::uint64_t row) const;
    void schema(ArrowSchema* out) const { population_.schema(out); }
    // A new stream of the results, which shares their buffers.
    static void stream(const std::shared_ptr<const Evaluation>& evaluation, ArrowArrayStream* out);

   private:
    struct Chunk {
        arrow::SharedArray in, out;
        std::uint64_t first = 0;  // its first row
    };
    struct Reading;

    explicit Evaluation(Population population) : population_(std::move(population)) {}
    void add(ArrowArray* array, const RowsDone& done);

    Population population_;
    std::vector<Chunk> chunks_;
    std::uint64_t rows_ = 0;
};

}  // namespace bajigong::python
