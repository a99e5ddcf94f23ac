// Deciding streams: each array of results pulls one of the input.
#include <cerrno>
#include <new>

#include "bajigong/population.hpp"

#include "arrow/owned.hpp"
#include "text/json.hpp"

namespace bajigong {

namespace {

struct Stream {
    arrow::Owned<ArrowArrayStream> in;
    Population population;
    RowsDone done;
    std::uint64_t rows = 0;  // of the arrays before this one
    std::string error;
    bool ended = false;
};

Stream& self(ArrowArrayStream* stream) { return *static_cast<Stream*>(stream->private_data); }

// Runs one call of the stream; what goes wrong becomes its error.
template <class Call>
int guarded(Stream& stream, Call call) {
    try {
        return call();
    } catch (const Failure& failure) {
        const Problem& first = failure.problems().front();
        stream.error = first.text(Language::en);
        return first.code == "P013" ? ECANCELED : EINVAL;
    } catch (const std::bad_alloc&) {
        stream.error.clear();
        return ENOMEM;
    } catch (const std::exception&) {
        stream.error = "a fault of the library";
        return EIO;
    }
}

int get_schema(ArrowArrayStream* stream, ArrowSchema* out) {
    Stream& own = self(stream);
    return guarded(own, [&] {
        own.population.schema(out);
        return 0;
    });
}

// The words of the input's error; theirs, but in one line.
std::string said(ArrowArrayStream* in) {
    const char* words = in->get_last_error == nullptr ? nullptr : in->get_last_error(in);
    if (words == nullptr || !text::is_utf8(words)) return "no reason given";
    return text::printable(words);
}

int get_next(ArrowArrayStream* stream, ArrowArray* out) {
    Stream& own = self(stream);
    return guarded(own, [&] {
        *out = ArrowArray{};
        if (own.ended) return 0;
        ArrowArray array{};
        if (const int code = own.in->get_next(own.in.get(), &array); code != 0) {
            own.error = said(own.in.get());
            return code;
        }
        if (array.release == nullptr) {
            own.ended = true;
            return 0;
        }
        const auto length = static_cast<std::uint64_t>(std::max<std::int64_t>(array.length, 0));
        own.population.decide(
            &array, out, [&](std::uint64_t rows) { return !own.done || own.done(own.rows + rows); },
            static_cast<std::int64_t>(own.rows));
        own.rows += length;
        return 0;
    });
}

const char* get_last_error(ArrowArrayStream* stream) {
    const Stream& own = self(stream);
    return own.error.empty() ? nullptr : own.error.c_str();
}

void release(ArrowArrayStream* stream) {
    delete &self(stream);
    stream->release = nullptr;
}

}  // namespace

void decide_stream(const Rulebooks& rulebooks, const PopulationRequest& request,
                   ArrowArrayStream* in, ArrowArrayStream* out, std::string_view options,
                   RowsDone done) {
    arrow::Owned<ArrowArrayStream> input(in);
    if (!input || input->get_schema == nullptr || input->get_next == nullptr)
        throw Failure(Problem{"P001", {}, {}});
    arrow::Owned<ArrowSchema> schema;
    if (input->get_schema(input.get(), schema.get()) != 0)
        throw Failure(Problem{"P012", {}, {said(input.get())}});
    Population population = Population::bind(rulebooks, request, *schema, options);
    auto stream = std::make_unique<Stream>(
        Stream{std::move(input), std::move(population), std::move(done), 0, {}, false});
    *out = ArrowArrayStream{};
    out->get_schema = get_schema;
    out->get_next = get_next;
    out->get_last_error = get_last_error;
    out->release = release;
    out->private_data = stream.release();
}

}  // namespace bajigong
