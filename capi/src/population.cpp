// Populations: many cases as Arrow columns.
#include "bajigong/population.hpp"

#include <memory>

#include "arrow/owned.hpp"
#include "capi/src/arguments.hpp"
#include "capi/src/buffer.hpp"
#include "capi/src/request.hpp"
#include "capi/src/running.hpp"

using namespace bajigong::capi;

namespace {

// A host's callback with its context, which is freed once.
class Progress {
   public:
    Progress() = default;
    Progress(bjg_progress told, void* context, bjg_context_free context_free)
        : told_(told), context_(context), free_(context_free) {}
    Progress(Progress&& other) noexcept { *this = std::move(other); }
    Progress& operator=(Progress&& other) noexcept {
        std::swap(told_, other.told_);
        std::swap(context_, other.context_);
        std::swap(free_, other.free_);
        return *this;
    }
    ~Progress() {
        if (free_ != nullptr) free_(context_);
    }

    bool operator()(std::uint64_t rows) const {
        return told_ == nullptr || told_(context_, rows) == 0;
    }

   private:
    bjg_progress told_ = nullptr;
    void* context_ = nullptr;
    bjg_context_free free_ = nullptr;
};

bajigong::PopulationRequest population_request(const bjg_request& request) {
    bajigong::PopulationRequest asked;
    asked.rules = request.all_rules();
    asked.how = request.options();
    asked.given = request.given;
    return asked;
}

}  // namespace

struct bjg_population {
    bajigong::Population population;
    Progress progress;
};

std::int32_t bjg_population_bind(const bjg_request* request, const struct ArrowSchema* schema,
                                 const char* options, std::size_t size, bjg_population** out,
                                 bjg_error** err) {
    return guard(err, [&] {
        require(request, "request");
        require(schema, "schema");
        require(out, "out");
        bajigong::Population population =
            bajigong::Population::bind(request->rulebooks, population_request(*request), *schema,
                                       utf8(options, size, "options"));
        *out =
            std::make_unique<bjg_population>(bjg_population{std::move(population), {}}).release();
    });
}

std::int32_t bjg_population_report(const bjg_population* population, bjg_buffer** out,
                                   bjg_error** err) {
    return guard(err, [&] {
        require(population, "population");
        require(out, "out");
        give(out, population->population.report());
    });
}

std::int32_t bjg_population_set_progress(bjg_population* population, bjg_progress progress,
                                         void* context, bjg_context_free context_free,
                                         bjg_error** err) {
    // The one that is replaced, or could not be set, is freed at the end of the call.
    Progress other(progress, context, context_free);
    return guard(err, [&] {
        require(population, "population");
        const Running running(population);
        population->progress = std::move(other);
    });
}

std::int32_t bjg_population_schema(const bjg_population* population, struct ArrowSchema* out,
                                   bjg_error** err) {
    return guard(err, [&] {
        require(population, "population");
        require(out, "out");
        population->population.schema(out);
    });
}

std::int32_t bjg_population_decide(const bjg_population* population, struct ArrowArray* in,
                                   struct ArrowArray* out, bjg_error** err) {
    bajigong::arrow::Owned<ArrowArray> array(in);
    return guard(err, [&] {
        require(population, "population");
        require(in, "in");
        require(out, "out");
        const Running running(population);
        population->population.decide(array.get(), out, [population](std::uint64_t rows) {
            return population->progress(rows);
        });
    });
}

std::int32_t bjg_population_facts(const bjg_population* population, const struct ArrowArray* in,
                                  std::int64_t row, bjg_buffer** out, bjg_error** err) {
    return guard(err, [&] {
        require(population, "population");
        require(in, "in");
        require(out, "out");
        give(out, population->population.facts(*in, row));
    });
}

std::int32_t bjg_population_stream(const bjg_request* request, struct ArrowArrayStream* in,
                                   const char* options, std::size_t size,
                                   struct ArrowArrayStream* out, bjg_error** err) {
    bajigong::arrow::Owned<ArrowArrayStream> stream(in);
    return guard(err, [&] {
        require(request, "request");
        require(in, "in");
        require(out, "out");
        bajigong::decide_stream(request->rulebooks, population_request(*request), stream.get(), out,
                                utf8(options, size, "options"));
    });
}

void bjg_population_free(bjg_population* population) { delete population; }
