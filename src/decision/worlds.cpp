// Running a case through its worlds.
#include "decision/worlds.hpp"

#include <algorithm>

#include "decision/fault_cause.hpp"
#include "decision/state_result.hpp"
#include "decision/step_amount.hpp"

namespace bajigong {

namespace {

using engine::Machine;
using language::CauseKind;
using language::Register;

class CaseRun {
   public:
    CaseRun(Machine& machine, const WorldInputs& inputs)
        : machine_(machine), inputs_(inputs), rule_(*inputs.rule), names_(rule_.book->environment) {
        block_.facts = inputs.facts;
        block_.vocabulary = names_.vocabulary;
        block_.supply = inputs.supply;
        block_.as_of = inputs.as_of;
        block_.rows = 1;
        block_.first = inputs.row;
        for (std::size_t i = 0; i < rule_.book->readings.size(); ++i) {
            options_.push_back(std::max(0, inputs.chosen[i].option));
        }
    }

    Truth overrides(Causes& causes) {
        begin(rule_.selector);
        machine_.run(rule_.selector_code);
        check_cost();
        const Truth truth = truth_at(machine_.column(rule_.override_when), 0);
        engine::collect_causes(machine_, names_, rule_.override_when, 0, causes);
        return truth;
    }

    std::vector<VersionResult> run() {
        const std::vector<int> open = open_readings(rule_.key_readings);
        // The versions first: every combination of the readings that pick them.
        if (!inputs_.law_date) begin(rule_.selector);
        for_each_combination(open, false, [&] { pick_version(open); });
        for (VersionResult& result : results_) {
            for (const auto& [reading, option] : result.shown.key_options) {
                options_[reading] = option;
            }
            if (result.shown.version != nullptr) run_version(result);
        }
        return std::move(results_);
    }

   private:
    bool is_open(int reading) const { return inputs_.chosen[reading].option < 0; }
    std::vector<int> open_readings(const std::vector<int>& readings) const {
        std::vector<int> open;
        std::copy_if(readings.begin(), readings.end(), std::back_inserter(open),
                     [&](int r) { return is_open(r); });
        return open;
    }

    // Sets options_ to every combination of the readings, options in declared order or the other
    // way round, and to the first at the end.
    template <class F>
    void for_each_combination(const std::vector<int>& readings, bool backwards, F f) {
        const auto last = [&](int r) {
            return static_cast<int>(rule_.book->readings[r].options.size()) - 1;
        };
        for (const int r : readings) options_[r] = backwards ? last(r) : 0;
        while (true) {
            f();
            std::size_t place = readings.size();
            for (; place > 0; --place) {
                const int r = readings[place - 1];
                const int end = backwards ? 0 : last(r);
                if (options_[r] != end) {
                    options_[r] += backwards ? -1 : 1;
                    break;
                }
                options_[r] = backwards ? last(r) : 0;
            }
            if (place == 0) break;
        }
        for (const int r : readings) options_[r] = 0;
    }

    void begin(const language::Program& program) {
        machine_.begin(program, block_);
        for (std::size_t i = 0; i < options_.size(); ++i)
            machine_.choose(static_cast<int>(i), options_[i]);
    }

    void check_cost() const {
        if (machine_.overloaded()) {
            throw Failure(Problem{"D001", {}, {std::to_string(engine::kMaxElementsPerCase)}});
        }
    }

    // The version of the key date; where there is none, the reason stands in `fixed`.
    void pick_version(const std::vector<int>& open) {
        VersionResult& result = results_.emplace_back();
        ShownVersion& shown = result.shown;
        for (const int r : open) shown.key_options.emplace_back(r, options_[r]);
        if (inputs_.law_date) {
            shown.key_date = *inputs_.law_date;
        } else {
            for (const int r : open) machine_.choose(r, options_[r]);
            machine_.run(rule_.selector_code);
            check_cost();
            const Column& key = machine_.column(rule_.key);
            if (!key.is_known(0)) {
                result.fixed = key.is_fault(0) ? Truth::fault : Truth::unknown;
                engine::collect_causes(machine_, names_, rule_.key, 0, result.fixed_causes);
                note_fault(machine_, names_, rule_.key, "keyed_on", result.fixed_faults);
                return;
            }
            shown.key_date = Date{static_cast<std::int32_t>(key.numbers[0])};
        }
        shown.key_known = true;
        for (const Version& version : rule_.versions) {
            if (version.from.under(options_) <= shown.key_date &&
                shown.key_date <= version.until.under(options_)) {
                shown.version = &version;
                return;
            }
        }
        result.fixed = Truth::unknown;
        result.uncovered = std::make_unique<std::string>(shown.key_date.text());
        result.fixed_causes.insert({CauseKind::uncovered, *result.uncovered});
    }

    void run_version(VersionResult& result) {
        ShownVersion& shown = result.shown;
        const Version& version = *shown.version;
        if (version.kind == Version::Kind::none) {
            result.fixed = Truth::no;
            shown.clause = "none";
            return;
        }
        if (version.kind == Version::Kind::open) {
            result.fixed = Truth::unknown;
            const language::Cause& cause = version.open;
            result.fixed_causes.insert(
                {cause.kind, cause.name.empty() ? rule_.id : cause.name, cause.why});
            return;
        }
        result.has_rules = true;
        if (const VersionResult* done = same_run(version)) {
            result.same_as = static_cast<int>(done - results_.data());
            ShownVersion copy = done->shown;
            copy.key_options = std::move(shown.key_options);
            copy.key_date = shown.key_date;
            copy.same_as = result.same_as;
            shown = std::move(copy);
            return;
        }
        begin(version.program);
        machine_.run(version.base.code);
        run_groups(version, result);
        check_cost();
        show(version, result.groups, shown);
    }

    // The run of the same version under other answers, where those that pick the version reach
    // nothing in it.
    const VersionResult* same_run(const Version& version) const {
        for (const ReadingGroup& group : version.groups) {
            if ((group.mask & rule_.key_mask) != 0) return nullptr;
        }
        for (const VersionResult& result : results_) {
            if (result.shown.version != &version) continue;
            return result.groups.empty() ? nullptr : &result;
        }
        return nullptr;
    }

    void run_groups(const Version& version, VersionResult& result) {
        result.groups.reserve(version.groups.size() + 1);
        GroupResult& base = result.groups.emplace_back(version.base);
        base.combinations.push_back(combination(version, base));
        for (const ReadingGroup& of : version.groups) {
            GroupResult& group = result.groups.emplace_back(of);
            group.readings = open_in_group(of);
            // From the last to the first, so that the first is what the registers hold at the end,
            // for the explanation.
            for_each_combination(group.readings, true, [&] {
                for (const int r : of.readings) machine_.choose(r, options_[r]);
                machine_.run(of.code);
                group.combinations.push_back(combination(version, group));
            });
            std::reverse(group.combinations.begin(), group.combinations.end());
        }
    }

    // Those of the group's readings that are open and do not pick the version.
    std::vector<int> open_in_group(const ReadingGroup& group) const {
        std::vector<int> open;
        for (const int r : group.readings) {
            if (is_open(r) && (rule_.key_mask >> r & 1) == 0) open.push_back(r);
        }
        return open;
    }

    Combination combination(const Version& version, const GroupResult& group) {
        Combination result;
        result.items.reserve(group.items.size());
        result.steps.reserve(group.steps.size());
        for (const int r : group.readings) result.options.push_back(options_[r]);
        for (const int i : group.items) {
            const Register pass = version.items[i].pass;
            const Truth truth = truth_at(machine_.column(pass), 0);
            result.items.push_back(truth);
            if (truth == Truth::unknown)
                engine::collect_causes(machine_, names_, pass, 0, result.causes);
            if (truth == Truth::fault)
                note_fault(machine_, names_, pass, version.id_of(version.items[i]), result.faults);
        }
        result.truth = all_of(result.items);
        for (const int i : group.steps)
            result.steps.push_back(step_amount(machine_, names_, version.steps[i]));
        for (const int i : group.results)
            result.results.push_back(
                state_result(machine_, names_, version.program, version.results[i]));
        return result;
    }

    ShownValue value_of(const Version& version, Register r) const {
        return shown_value(machine_, version.program, r);
    }

    Truth shown_truth(Register r) const {
        if (r == language::kNoRegister || machine_.column(r).truths == nullptr)
            return Truth::unknown;
        return truth_at(machine_.column(r), 0);
    }

    void show(const Version& version, const std::vector<GroupResult>& groups,
              ShownVersion& shown) const {
        shown.clauses.reserve(version.clauses.size());
        for (const Clause& clause : version.clauses)
            shown.clauses.push_back(shown_truth(clause.truth));
        shown.limits.reserve(version.limits.size());
        for (const Limit& limit : version.limits) {
            shown.limits.push_back({value_of(version, limit.counted), value_of(version, limit.own),
                                    value_of(version, limit.allowed), shown_truth(limit.applies),
                                    shown_truth(limit.within)});
        }
        shown.lets.reserve(version.lets.size());
        for (const Let& let : version.lets) shown.lets.push_back(value_of(version, let.value));
        shown.steps.resize(version.steps.size());
        shown.results.resize(version.results.size());
        for (const GroupResult& group : groups) {
            for (std::size_t i = 0; i < group.results.size(); ++i) {
                shown.results[group.results[i]] = group.combinations.front().results[i];
            }
            for (std::size_t i = 0; i < group.steps.size(); ++i) {
                shown.steps[group.steps[i]] = group.combinations.front().steps[i];
            }
        }
    }

    Machine& machine_;
    const WorldInputs& inputs_;
    const Rule& rule_;
    const language::Environment& names_;
    engine::Inputs block_;
    std::vector<int> options_;
    std::vector<VersionResult> results_;
};

}  // namespace

Truth all_of(const std::vector<Truth>& truths) {
    Truth result = Truth::yes;
    for (const Truth truth : truths) result = truth_and(result, truth);
    return result;
}

std::vector<VersionResult> run_worlds(Machine& machine, const WorldInputs& inputs) {
    return CaseRun(machine, inputs).run();
}

Truth override_applies(Machine& machine, const WorldInputs& inputs, Causes& causes) {
    return CaseRun(machine, inputs).overrides(causes);
}

}  // namespace bajigong
