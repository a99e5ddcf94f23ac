// Deciding one case: which rule decides, its worlds, and the decision they come to.
#include <algorithm>
#include <array>

#include "bajigong/decision.hpp"

#include "decision/answers.hpp"
#include "decision/batch.hpp"
#include "decision/compose.hpp"
#include "decision/receipt.hpp"
#include "decision/render.hpp"
#include "decision/step_amount.hpp"

namespace bajigong {

namespace {

// A machine for one decision, with the memory of an earlier one where there was one.
class Borrowed {
   public:
    explicit Borrowed(IdleSlot& idle) : idle_(idle), memory_(idle.take()) {
        if (memory_ == nullptr) memory_ = std::make_unique<Memory>();
    }
    Borrowed(const Borrowed&) = delete;
    Borrowed& operator=(const Borrowed&) = delete;
    ~Borrowed() {
        // What one great case needed is not kept for all the small ones.
        if (machine().memory() <= kKeptBytes) idle_.leave(std::move(memory_));
    }
    engine::Machine& machine() { return static_cast<Memory&>(*memory_).machine; }

   private:
    static constexpr std::size_t kKeptBytes = std::size_t{1} << 20;
    struct Memory : IdleMemory {
        engine::Machine machine;
    };
    IdleSlot& idle_;
    std::unique_ptr<IdleMemory> memory_;
};

}  // namespace

WorldInputs world_inputs(const Rule& rule, const FactsView& facts, Date as_of,
                         std::optional<Date> law_date, const Given::Impl* given) {
    WorldInputs inputs;
    inputs.rule = &rule;
    inputs.facts = &facts;
    inputs.supply = &rule.book->supply;
    inputs.chosen.resize(rule.book->readings.size());
    inputs.as_of = as_of;
    inputs.law_date = law_date;
    if (given != nullptr) {
        if (const auto found = given->books.find(rule.book); found != given->books.end()) {
            inputs.supply = &found->second.supply;
            inputs.chosen = found->second.readings;
        }
    }
    return inputs;
}

Decision::Impl decide_row(engine::Machine& machine, const BatchInputs& inputs, std::size_t row) {
    Decision::Impl decision;
    decision.rule = inputs.rule;
    decision.decided = inputs.rule;
    decision.as_of = inputs.as_of;
    decision.law_date = inputs.law_date;
    const auto world = [&](const Rule& rule) {
        WorldInputs result =
            world_inputs(rule, *inputs.facts, inputs.as_of, inputs.law_date, inputs.given);
        result.row = row;
        return result;
    };
    for (const Rule* other : inputs.rule->overridden_by) {
        Causes causes;
        const Truth truth = override_applies(machine, world(*other), causes);
        if (truth == Truth::no) continue;
        if (truth == Truth::yes) {
            decision.decided = other;
            break;
        }
        // Which of the two rules decides is not known.
        decision.outcome = truth == Truth::unknown ? Outcome::undetermined : Outcome::fault;
        decision.because = public_causes(causes);
        decision.chosen.resize(inputs.rule->book->readings.size());
        return decision;
    }
    const WorldInputs chosen = world(*decision.decided);
    decision.chosen = chosen.chosen;
    if (decision.decided == inputs.rule && !inputs.rule->overrides.empty()) {
        // Asked for by itself, it decides only the cases in which it stands in for the other.
        Causes causes;
        const Truth truth = override_applies(machine, chosen, causes);
        if (truth != Truth::yes) {
            decision.outcome = truth == Truth::no        ? Outcome::ineligible
                               : truth == Truth::unknown ? Outcome::undetermined
                                                         : Outcome::fault;
            decision.clause = "overrides";
            decision.because = public_causes(causes);
            return decision;
        }
    }
    if (decision.decided->asks.empty()) {
        compose(*decision.decided, run_worlds(machine, chosen), decision);
        return decision;
    }
    Answers answers(machine, inputs, *decision.decided, row);
    WorldInputs answered = chosen;
    answered.facts = &answers.facts();
    answered.row = 0;
    compose(*decision.decided, run_worlds(machine, answered), decision);
    answers.explain(decision);
    decision.answers = answers.take();
    return decision;
}

Facts Facts::from_json(const Rulebooks& rulebooks, std::string_view json, const std::string& name) {
    const text::JsonDocument document = text::parse_json(json, name);
    auto impl = std::make_shared<Impl>();
    impl->rulebooks = rulebooks.shared();
    impl->facts = std::make_unique<CaseFacts>(impl->rulebooks->vocabulary, document, document.root);
    return Facts(std::move(impl));
}

namespace {

Frame frame_of(const Amount& amount, const Decision::Impl& decision) {
    Frame frame{decision.rule->id, decision.outcome, decision.amount, false};
    using Kind = Amount::Kind;
    const Kind kind = frame.amount.kind;
    const bool most = kind == Kind::at_most || kind == Kind::between || kind == Kind::exact;
    const bool least = kind == Kind::at_least || kind == Kind::between || kind == Kind::exact;
    frame.outside = (most && amount.high.fen > frame.amount.high.fen) ||
                    (least && amount.low.fen < frame.amount.low.fen);
    return frame;
}

}  // namespace

Decision decide(const Rulebooks& rulebooks, std::string_view rule_id, const Facts& facts,
                const DecideOptions& options, const Given* given) {
    if (facts.impl().rulebooks != rulebooks.shared()) throw Failure(Problem{"D008", {}, {}});
    BatchInputs inputs;
    inputs.rule = &rulebooks.impl().rule(rule_id);
    inputs.facts = &facts.impl().facts->view();
    inputs.as_of = options.as_of;
    inputs.law_date = options.law_date;
    inputs.given = given == nullptr ? nullptr : &given->impl();
    Borrowed borrowed(rulebooks.impl().idle);
    auto impl = std::make_shared<Decision::Impl>(decide_row(borrowed.machine(), inputs, 0));
    const bool exact =
        impl->outcome == Outcome::eligible && impl->amount.kind == Amount::Kind::exact;
    if (exact && impl->decided->frame != nullptr) {
        inputs.rule = impl->decided->frame;
        impl->frame = frame_of(impl->amount, decide_row(borrowed.machine(), inputs, 0));
    }
    impl->rulebooks = rulebooks.shared();
    impl->facts = facts.shared();
    if (!options.salt.empty()) impl->receipt = make_receipt(*impl, inputs.given, options.salt);
    return Decision(std::move(impl));
}

std::string_view name(Outcome outcome) {
    static constexpr std::array<std::string_view, 4> kNames = {"eligible", "ineligible",
                                                               "undetermined", "fault"};
    return kNames[static_cast<std::size_t>(outcome)];
}

std::string_view name(Amount::Kind kind) {
    static constexpr std::array<std::string_view, 8> kNames = {
        "none", "exact", "at_most", "at_least", "between", "open", "unknown", "fault"};
    return kNames[static_cast<std::size_t>(kind)];
}

namespace {

// `more` less `less`, or nothing.
Amount difference(const Amount& more, const Amount& less) {
    Amount result;
    result.kind = Amount::Kind::unknown;
    const bool exact = more.kind == Amount::Kind::exact && less.kind == Amount::Kind::exact;
    if (!exact) return result;
    std::int64_t fen = 0;
    if (__builtin_sub_overflow(more.low.fen, less.low.fen, &fen)) {
        result.kind = Amount::Kind::fault;
        return result;
    }
    result.kind = Amount::Kind::exact;
    result.low = result.high = Money{std::max<std::int64_t>(fen, 0)};
    return result;
}

Amount nothing() {
    Amount amount;
    amount.kind = Amount::Kind::exact;
    return amount;
}

}  // namespace

Amount Payment::due() const { return paid_before ? difference(amount, *paid_before) : amount; }
Amount Payment::recover() const {
    return paid_before ? difference(*paid_before, amount) : nothing();
}

std::string_view name(Result::Kind kind) {
    static constexpr std::array<std::string_view, 4> kNames = {"stated", "open", "unknown",
                                                               "fault"};
    return kNames[static_cast<std::size_t>(kind)];
}

const std::string& Decision::rule() const { return impl_->rule->id; }
const std::string& Decision::decided_by() const { return impl_->decided->id; }
Outcome Decision::outcome() const { return impl_->outcome; }
const Amount& Decision::amount() const { return impl_->amount; }
const std::vector<Payment>& Decision::payments() const { return impl_->payments; }
const std::string& Decision::clause() const { return impl_->clause; }
const std::vector<DecisionCause>& Decision::because() const { return impl_->because; }
const std::vector<std::string>& Decision::versions() const { return impl_->versions; }
const std::vector<Alternative>& Decision::alternatives() const { return impl_->alternatives; }
const std::vector<Result>& Decision::results() const { return impl_->results; }
const std::optional<Frame>& Decision::frame() const { return impl_->frame; }
const std::vector<Answer>& Decision::answers() const { return impl_->answers; }
bool is_payable(const Decision::Impl& decision) {
    const bool exact =
        decision.outcome == Outcome::eligible && decision.amount.kind == Amount::Kind::exact;
    return exact && !(decision.decided->payee_open && decision.amount.low.fen != 0) &&
           std::all_of(
               decision.payments.begin(), decision.payments.end(),
               [](const Payment& payment) { return payment.due().kind == Amount::Kind::exact; });
}
bool Decision::payable() const { return is_payable(*impl_); }
std::string Decision::json() const { return render_json(*impl_); }
std::string Decision::text(Language language) const { return render_text(*impl_, language); }
std::string Decision::receipt() const { return impl_->receipt; }

}  // namespace bajigong
