// Running a case through its worlds.
#include "decision/worlds.hpp"

#include <algorithm>

#include "decision/step_amount.hpp"

namespace bajigong {

namespace {

using engine::Machine;
using language::Cause;
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
        for_each_combination(open, [&] { results_.push_back(run_version(open)); });
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

    // Sets options_ to every combination of the readings, options in declared order, and to the
    // first at the end.
    template <class F>
    void for_each_combination(const std::vector<int>& readings, F f) {
        for (const int r : readings) options_[r] = 0;
        while (true) {
            f();
            std::size_t place = readings.size();
            while (place > 0) {
                int& option = options_[readings[place - 1]];
                if (++option <
                    static_cast<int>(rule_.book->readings[readings[place - 1]].options.size()))
                    break;
                option = 0;
                --place;
            }
            if (place == 0) return;
        }
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

    VersionResult run_version(const std::vector<int>& open) {
        VersionResult result;
        ShownVersion& shown = result.shown;
        for (const int r : open) shown.key_options.emplace_back(r, options_[r]);
        if (!pick_version(result)) return result;
        const Version& version = *shown.version;
        if (version.kind == Version::Kind::none) {
            result.fixed = Truth::no;
            shown.clause = "none";
            return result;
        }
        if (version.kind == Version::Kind::open) {
            result.fixed = Truth::unknown;
            Cause cause = version.open;
            if (cause.name.empty()) cause.name = rule_.id;
            result.fixed_causes.insert(std::move(cause));
            return result;
        }
        result.has_rules = true;
        begin(version.program);
        machine_.run(version.base_code);
        run_groups(version, result);
        check_cost();
        show(version, result.groups, shown);
        return result;
    }

    // The version of the key date; false where there is none, with the reason in `fixed`.
    bool pick_version(VersionResult& result) {
        ShownVersion& shown = result.shown;
        if (inputs_.law_date) {
            shown.key_date = *inputs_.law_date;
            shown.key_known = true;
        } else {
            begin(rule_.selector);
            machine_.run(rule_.selector_code);
            check_cost();
            const Column& key = machine_.column(rule_.key);
            if (!key.is_known(0)) {
                result.fixed = key.is_fault(0) ? Truth::fault : Truth::unknown;
                engine::collect_causes(machine_, names_, rule_.key, 0, result.fixed_causes);
                return false;
            }
            shown.key_date = Date{static_cast<std::int32_t>(key.numbers[0])};
            shown.key_known = true;
        }
        for (const Version& version : rule_.versions) {
            if (version.from.under(options_) <= shown.key_date &&
                shown.key_date <= version.until.under(options_)) {
                shown.version = &version;
                return true;
            }
        }
        result.fixed = Truth::unknown;
        result.fixed_causes.insert({CauseKind::uncovered, shown.key_date.text(), ""});
        return false;
    }

    void run_groups(const Version& version, VersionResult& result) {
        std::vector<std::uint64_t> masks(1,
                                         0);  // readings of each group; the first depends on none
        for (const ReadingGroup& group : version.groups) masks.push_back(group.mask);
        for (std::size_t g = 0; g < masks.size(); ++g) {
            GroupResult group;
            for (std::size_t i = 0; i < version.items.size(); ++i) {
                if (belongs(version.items[i].readings, masks[g]))
                    group.items.push_back(static_cast<int>(i));
            }
            for (std::size_t i = 0; i < version.steps.size(); ++i) {
                if (belongs(step_readings(version, version.steps[i]), masks[g])) {
                    group.steps.push_back(static_cast<int>(i));
                }
            }
            if (g > 0) group.readings = open_in_group(version.groups[g - 1]);
            const std::vector<int> readings = group.readings;
            const auto once = [&] {
                if (g > 0) run_group_code(version.groups[g - 1]);
                group.combinations.push_back(combination(version, group));
            };
            for_each_combination(readings, once);
            // The first combination stands in the registers again, for the explanation.
            if (g > 0 && group.combinations.size() > 1) run_group_code(version.groups[g - 1]);
            result.groups.push_back(std::move(group));
        }
    }

    static bool belongs(std::uint64_t readings, std::uint64_t mask) {
        return mask == 0 ? readings == 0 : (readings & mask) != 0;
    }

    static std::uint64_t step_readings(const Version& version, const Step& step) {
        std::uint64_t mask = 0;
        for (const Register r : {step.is, step.at_most, step.at_least, step.when}) {
            if (r != language::kNoRegister) mask |= version.program.readings[r];
        }
        return mask;
    }

    // Those of the group's readings that are open and do not pick the version.
    std::vector<int> open_in_group(const ReadingGroup& group) const {
        std::vector<int> open;
        for (const int r : group.readings) {
            if (is_open(r) && (rule_.key_mask >> r & 1) == 0) open.push_back(r);
        }
        return open;
    }

    void run_group_code(const ReadingGroup& group) {
        for (const int r : group.readings) machine_.choose(r, options_[r]);
        machine_.run(group.code);
    }

    Combination combination(const Version& version, const GroupResult& group) {
        Combination result;
        for (const int r : group.readings) result.options.push_back(options_[r]);
        for (const int i : group.items) {
            const Register pass = version.items[i].pass;
            const Truth truth = truth_at(machine_.column(pass), 0);
            result.items.push_back(truth);
            if (truth == Truth::unknown)
                engine::collect_causes(machine_, names_, pass, 0, result.causes);
        }
        result.truth = all_of(result.items);
        for (const int i : group.steps)
            result.steps.push_back(step_amount(machine_, names_, version.steps[i]));
        return result;
    }

    ShownValue value_of(const Version& version, Register r) const {
        ShownValue value;
        if (r == language::kNoRegister) return value;
        const Column& column = machine_.column(r);
        value.type = version.program.types[r];
        const bool empty =
            column.numbers == nullptr && column.texts == nullptr && column.truths == nullptr;
        if (empty) return value;
        value.fault = column.is_fault(0);
        value.known = column.is_known(0);
        if (value.type.base == Base::truth) {
            value.number = bit(column.truths, 0) ? 1 : 0;
        } else if (value.type.base == Base::text) {
            value.text = std::string(column.texts[0]);
        } else {
            value.number = column.numbers[0];
            const bool pair = value.type.bounds || value.type.denominator == Type::kVaries;
            value.second = pair ? column.seconds[0] : 1;
        }
        return value;
    }

    Truth shown_truth(Register r) const {
        if (r == language::kNoRegister || machine_.column(r).truths == nullptr)
            return Truth::unknown;
        return truth_at(machine_.column(r), 0);
    }

    void show(const Version& version, const std::vector<GroupResult>& groups,
              ShownVersion& shown) const {
        for (const Clause& clause : version.clauses)
            shown.clauses.push_back(shown_truth(clause.truth));
        for (const Limit& limit : version.limits) {
            shown.limits.push_back({value_of(version, limit.counted),
                                    value_of(version, limit.allowed), shown_truth(limit.applies),
                                    shown_truth(limit.within)});
        }
        for (const Let& let : version.lets) shown.lets.push_back(value_of(version, let.value));
        shown.steps.resize(version.steps.size());
        for (const GroupResult& group : groups) {
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
