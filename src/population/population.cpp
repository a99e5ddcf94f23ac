// Deciding populations: arrays in, arrays out.
#include "bajigong/population.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

#include "arrow/check.hpp"
#include "arrow/owned.hpp"
#include "decision/step_amount.hpp"
#include "population/block.hpp"
#include "population/results.hpp"
#include "population/row_json.hpp"

namespace bajigong {

using namespace population;

struct Population::Impl {
    std::shared_ptr<const Rulebooks::Impl> rulebooks;
    std::shared_ptr<const Rulebooks> handle;  // for deciding a row as a case
    PopulationRequest request;
    Binding binding;
    std::vector<RuleShape> rules;
    arrow::Owned<ArrowSchema> kept;  // the kept columns, as they came
};

namespace {

std::vector<RuleShape> shapes(const Rulebooks::Impl& rulebooks,
                              const std::vector<std::string>& ids) {
    std::vector<RuleShape> shapes;
    if (ids.empty()) throw Failure(Problem{"D012", {}, {}});
    for (const std::string& id : ids) {
        shapes.emplace_back(rulebooks.rule(id));
        if (std::count(ids.begin(), ids.end(), id) > 1) throw Failure(Problem{"D013", {}, {id}});
    }
    return shapes;
}

// One array on its way through all rules, by one thread or several.
class Run {
   public:
    Run(const Population::Impl& population, const ArrowArray& array, const RowsDone& done,
        std::int64_t first_row)
        : population_(population),
          array_(array),
          done_(done),
          first_row_(first_row),
          lanes_(population.binding.options.portable ? portable_lanes() : widest_lanes()),
          results_(population.rules, population.binding.options, array.length) {}

    Results take() {
        const int threads = static_cast<int>(std::min<std::int64_t>(
            population_.binding.options.threads, (array_.length + kChunk - 1) / kChunk));
        std::vector<std::thread> others;
        for (int i = 1; i < threads; ++i) {
            try {
                others.emplace_back([this] { work(false); });
            } catch (const std::system_error&) {
                break;  // with fewer hands, then
            }
        }
        work(true);
        for (std::thread& other : others) other.join();
        if (error_ != nullptr) std::rethrow_exception(error_);
        if (!tell(array_.length)) throw Failure(Problem{"P013", {}, {}});
        return std::move(results_);
    }

   private:
    static constexpr std::int64_t kChunk = kBlockRows;

    bool tell(std::int64_t rows) const { return !done_ || done_(static_cast<std::uint64_t>(rows)); }

    // Takes chunks until there are none, or until something went wrong before them.
    void work(bool calling) {
        std::int64_t first = 0;
        try {
            Worker worker(*this);
            while ((first = next_.fetch_add(kChunk)) < array_.length && !stop_) {
                const std::int64_t count = std::min(kChunk, array_.length - first);
                chunk(worker, first, static_cast<std::size_t>(count));
                const std::int64_t done = rows_ += count;
                if (calling && done < array_.length && !tell(done))
                    throw Failure(Problem{"P013", {}, {}});
            }
        } catch (...) {
            const std::lock_guard lock(mutex_);
            if (error_ == nullptr || first < failed_at_) {
                error_ = std::current_exception();
                failed_at_ = first;
            }
            stop_ = true;
        }
    }

    // What one thread works with.
    struct Worker {
        explicit Worker(const Run& run)
            : reader(run.population_.rulebooks->vocabulary, run.population_.binding, run.array_,
                     run.lanes_),
              machine(run.lanes_) {
            inputs.reserve(run.population_.rules.size());
            batches.reserve(run.population_.rules.size());
            blocks.resize(run.population_.rules.size());
            for (const RuleShape& shape : run.population_.rules) {
                inputs.push_back(run.inputs_of(shape.rule(), reader.view()));
                inputs.back().alone = [this](std::size_t row, const Decision::Impl& decision) {
                    told.emplace_back(row, decision.clause, decision.versions);
                    if (causes != nullptr) causes->settle(row, all_causes(decision));
                };
                if (run.population_.binding.options.causes) {
                    inputs.back().causes = [this](std::size_t row, const engine::CauseView& cause) {
                        causes->add(row, cause);
                    };
                    gathered.emplace_back(run.results_.causes(gathered.size()));
                }
                batches.emplace_back(machine, inputs.back());
            }
        }
        struct Told {
            Told(std::size_t row, std::string clause, std::vector<std::string> versions)
                : row(row), clause(std::move(clause)), versions(std::move(versions)) {}
            std::size_t row;
            std::string clause;
            std::vector<std::string> versions;
        };
        BlockReader reader;
        engine::Machine machine;
        std::vector<BatchInputs> inputs;
        std::vector<Batch> batches;
        std::vector<BatchResult> blocks;      // by rule
        std::vector<Told> told;               // of the rows decided alone
        std::vector<BlockOfCauses> gathered;  // by rule, if causes are wanted
        BlockOfCauses* causes = nullptr;      // of the rule in hand
    };

    BatchInputs inputs_of(const Rule& rule, const FactsView& facts) const {
        const Options& options = population_.binding.options;
        BatchInputs inputs;
        inputs.rule = &rule;
        inputs.facts = &facts;
        inputs.as_of = population_.request.how.as_of;
        inputs.law_date = population_.request.how.law_date;
        if (population_.request.given) inputs.given = &population_.request.given->impl();
        inputs.block_rows = static_cast<std::size_t>(options.block_rows);
        inputs.figures = options.range;
        inputs.clauses = options.clauses;
        return inputs;
    }

    void chunk(Worker& worker, std::int64_t first, std::size_t count) {
        const FactsView& facts = worker.reader.read(first, count, first_row_);
        for (std::size_t r = 0; r < population_.rules.size(); ++r)
            one_rule(r, worker, first, count);
        if (!population_.binding.options.receipt) return;
        for (std::size_t r = 0; r < population_.rules.size(); ++r) receipts(r, facts, first, count);
    }

    void one_rule(std::size_t r, Worker& worker, std::int64_t first, std::size_t count) {
        worker.causes = worker.gathered.empty() ? nullptr : &worker.gathered[r];
        if (worker.causes != nullptr) worker.causes->begin(count);
        worker.told.clear();
        BatchResult& block = worker.blocks[r];
        worker.batches[r].decide(0, count, block);
        results_.put(r, first, count, block, lanes_);
        for (const Worker::Told& row : worker.told) {
            results_.put_alone(r, first + static_cast<std::int64_t>(row.row), row.clause,
                               row.versions);
        }
        if (worker.causes == nullptr) return;
        for (std::size_t i = 0; i < count; ++i) {
            const bool decided =
                block.outcome[i] == Outcome::eligible || block.outcome[i] == Outcome::ineligible;
            if (decided || worker.causes->says_of(i)) continue;
            worker.causes->settle(i, all_causes(decide_row(worker.machine, worker.inputs[r], i)));
        }
        worker.causes->put(first);
    }

    // Of the outcome, and of an amount that is not exact.
    static std::vector<DecisionCause> all_causes(const Decision::Impl& decision) {
        std::vector<DecisionCause> causes = decision.because;
        const Amount& amount = decision.amount;
        if (amount.kind != Amount::Kind::exact)
            causes.insert(causes.end(), amount.causes.begin(), amount.causes.end());
        return causes;
    }

    // A receipt is made of the case as it would be decided alone.
    void receipts(std::size_t r, const FactsView& facts, std::int64_t first, std::size_t count) {
        const Vocabulary& vocabulary = population_.rulebooks->vocabulary;
        for (std::size_t i = 0; i < count; ++i) {
            const Facts one = Facts::from_json(
                *population_.handle, row_json(vocabulary, population_.binding.root, facts, i));
            const Decision decision = bajigong::decide(
                *population_.handle, population_.request.rules[r], one, population_.request.how,
                population_.request.given ? &*population_.request.given : nullptr);
            results_.put_receipt(r, first + static_cast<std::int64_t>(i), decision.receipt());
        }
    }

    const Population::Impl& population_;
    const ArrowArray& array_;
    const RowsDone& done_;
    std::int64_t first_row_;
    const Lanes& lanes_;
    Results results_;
    std::atomic<std::int64_t> next_{0}, rows_{0};
    std::atomic<bool> stop_{false};
    std::mutex mutex_;
    std::exception_ptr error_;
    std::int64_t failed_at_ = 0;
};

}  // namespace

Population Population::bind(const Rulebooks& rulebooks, const PopulationRequest& request,
                            const ArrowSchema& schema, std::string_view options) {
    auto impl = std::make_shared<Impl>();
    impl->rulebooks = rulebooks.shared();
    impl->handle = std::make_shared<Rulebooks>(rulebooks);
    impl->request = request;
    impl->rules = shapes(*impl->rulebooks, request.rules);
    Reads reads;
    for (const RuleShape& shape : impl->rules) {
        note_reads(shape.rule(), impl->rulebooks->vocabulary, reads);
        for (const Rule* other : shape.rule().overridden_by)
            note_reads(*other, impl->rulebooks->vocabulary, reads);
    }
    Options read = read_options(options);
    if (read.receipt && request.how.salt.empty()) throw Failure(Problem{"D014", {}, {}});
    impl->binding = population::bind(impl->rulebooks->vocabulary, reads, arrow::read_schema(schema),
                                     std::move(read));
    arrow::copy(schema, impl->kept.get());
    Population population(std::move(impl));
    arrow::Owned<ArrowSchema> results;
    population.schema(results.get());  // kept columns and results are told apart by name
    return population;
}

std::string Population::report() const {
    const auto array = [](const std::vector<std::string>& names) {
        std::string json = "[";
        for (const std::string& name : names)
            json += (json.size() > 1 ? "," : "") + text::json_quote(name);
        return json + "]";
    };
    const auto object = [](const std::vector<std::pair<std::string, std::string>>& members) {
        std::string json = "{";
        for (const auto& [key, value] : members) {
            json += (json.size() > 1 ? "," : "") + text::json_quote(key) + ":" +
                    text::json_quote(value);
        }
        return json + "}";
    };
    const population::Binding& binding = impl_->binding;
    return "{\"bound\":" + object(binding.bound) + ",\"unused\":" + array(binding.unused) +
           ",\"missing\":" + array(binding.missing) + ",\"similar\":" + object(binding.similar) +
           "}";
}

void Population::schema(ArrowSchema* out) const {
    std::vector<const ArrowSchema*> kept;
    for (const int child : impl_->binding.kept) kept.push_back(impl_->kept->children[child]);
    results_schema(impl_->rules, impl_->binding.options, kept, out);
}

void Population::decide(ArrowArray* in, ArrowArray* out, const RowsDone& done,
                        std::int64_t first_row) const {
    const auto array = std::make_shared<const arrow::Owned<ArrowArray>>(in);
    arrow::check_array(impl_->binding.schema, **array);
    const ArrowArray& root = **array;
    Results results = Run(*impl_, root, done, first_row).take();
    std::vector<ArrowArray> kept(impl_->binding.kept.size());
    for (std::size_t i = 0; i < kept.size(); ++i) {
        arrow::share(array, *root.children[impl_->binding.kept[i]], root.offset, root.length,
                     &kept[i]);
    }
    std::move(results).give(std::move(kept), out);
}

std::string Population::facts(const ArrowArray& in, std::int64_t row) const {
    arrow::check_array(impl_->binding.schema, in);
    if (row < 0 || row >= in.length)
        throw Failure(Problem{"P016", {}, {std::to_string(row), std::to_string(in.length)}});
    const Vocabulary& vocabulary = impl_->rulebooks->vocabulary;
    BlockReader reader(vocabulary, impl_->binding, in);
    return row_json(vocabulary, impl_->binding.root, reader.read(row, 1), 0);
}

}  // namespace bajigong
