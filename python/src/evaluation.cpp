// Deciding a whole stream, and giving its results out again.
#include "evaluation.hpp"

#include <algorithm>
#include <cerrno>
#include <new>
#include <stdexcept>

#include "text/json.hpp"

namespace bajigong::python {

namespace {

using arrow::Owned;
using arrow::SharedArray;

// What the input says of its failure.
Failure failure_of(ArrowArrayStream* in) {
    const char* words = in->get_last_error == nullptr ? nullptr : in->get_last_error(in);
    const bool readable = words != nullptr && text::is_utf8(words);
    return Failure(Problem{"P012", {}, {readable ? words : "no reason given"}});
}

void release_alias(ArrowArray* alias) {
    delete static_cast<SharedArray*>(alias->private_data);
    alias->release = nullptr;
}

// The array once more: only what lies at its root is copied, since nothing of it was checked yet.
// Who takes it reads its children and moves none of them.
ArrowArray alias_of(const SharedArray& array) {
    ArrowArray alias = **array;
    alias.private_data = new SharedArray(array);
    alias.release = release_alias;
    return alias;
}

}  // namespace

std::shared_ptr<const Evaluation> Evaluation::make(const Rulebooks& rulebooks,
                                                   const PopulationRequest& request,
                                                   ArrowArrayStream* in, std::string_view options,
                                                   const RowsDone& done) {
    Owned<ArrowArrayStream> stream(in);
    if (!stream) throw Failure(Problem{"P001", {}, {}});
    Owned<ArrowSchema> schema;
    if (stream->get_schema(stream.get(), schema.get()) != 0) throw failure_of(stream.get());
    std::shared_ptr<Evaluation> evaluation(
        new Evaluation(Population::bind(rulebooks, request, *schema, options)));
    while (true) {
        ArrowArray array{};
        if (stream->get_next(stream.get(), &array) != 0) throw failure_of(stream.get());
        if (array.release == nullptr) return evaluation;
        evaluation->add(&array, done);
    }
}

void Evaluation::add(ArrowArray* array, const RowsDone& done) {
    Chunk chunk;
    chunk.in = std::make_shared<const Owned<ArrowArray>>(array);
    chunk.first = rows_;
    ArrowArray alias = alias_of(chunk.in);
    ArrowArray out{};
    population_.decide(
        &alias, &out, [&](std::uint64_t rows) { return !done || done(rows_ + rows); },
        static_cast<std::int64_t>(rows_));
    chunk.out = std::make_shared<const Owned<ArrowArray>>(&out);
    rows_ += static_cast<std::uint64_t>((*chunk.in)->length);
    chunks_.push_back(std::move(chunk));
}

std::string Evaluation::facts(std::uint64_t row) const {
    if (row >= rows_) throw std::out_of_range("no such row");
    const auto after =
        std::upper_bound(chunks_.begin(), chunks_.end(), row,
                         [](std::uint64_t wanted, const Chunk& c) { return wanted < c.first; });
    const Chunk& chunk = *std::prev(after);
    return population_.facts(**chunk.in, static_cast<std::int64_t>(row - chunk.first));
}

// Where a consumer of the results stands.
struct Evaluation::Reading {
    std::shared_ptr<const Evaluation> evaluation;
    std::size_t next = 0;
    std::string error;

    static Reading& of(ArrowArrayStream* stream) {
        return *static_cast<Reading*>(stream->private_data);
    }
    template <class Call>
    int guarded(Call call) {
        try {
            call();
            return 0;
        } catch (const std::bad_alloc&) {
            error.clear();
            return ENOMEM;
        } catch (const std::exception&) {
            error = "a fault of the library";
            return EIO;
        }
    }
    static int get_schema(ArrowArrayStream* stream, ArrowSchema* out) {
        Reading& reading = of(stream);
        return reading.guarded([&] { reading.evaluation->schema(out); });
    }
    static int get_next(ArrowArrayStream* stream, ArrowArray* out) {
        Reading& reading = of(stream);
        *out = ArrowArray{};
        const std::vector<Chunk>& chunks = reading.evaluation->chunks_;
        if (reading.next == chunks.size()) return 0;
        return reading.guarded([&] {
            const SharedArray& array = chunks[reading.next].out;
            arrow::share(array, **array, 0, (*array)->length, out);
            ++reading.next;
        });
    }
    static const char* get_last_error(ArrowArrayStream* stream) {
        const Reading& reading = of(stream);
        return reading.error.empty() ? nullptr : reading.error.c_str();
    }
    static void release(ArrowArrayStream* stream) {
        delete &of(stream);
        stream->release = nullptr;
    }
};

void Evaluation::stream(const std::shared_ptr<const Evaluation>& evaluation,
                        ArrowArrayStream* out) {
    auto* reading = new Reading{evaluation, 0, {}};
    *out = {Reading::get_schema, Reading::get_next, Reading::get_last_error, Reading::release,
            reading};
}

}  // namespace bajigong::python
