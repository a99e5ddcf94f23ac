// Deciding one case: which rule decides, its worlds, and the decision they come to.
#include <array>

#include "bajigong/decision.hpp"

#include "decision/compose.hpp"
#include "decision/receipt.hpp"
#include "decision/render.hpp"
#include "decision/step_amount.hpp"

namespace bajigong {

namespace {

WorldInputs inputs_for(const Rule& rule, const Facts::Impl& facts, const DecideOptions& options,
                       const Given::Impl* given) {
    WorldInputs inputs;
    inputs.rule = &rule;
    inputs.facts = facts.facts.get();
    inputs.supply = &rule.book->supply;
    inputs.chosen.resize(rule.book->readings.size());
    inputs.as_of = options.as_of;
    inputs.law_date = options.law_date;
    if (given != nullptr) {
        if (const auto found = given->books.find(rule.book); found != given->books.end()) {
            inputs.supply = &found->second.supply;
            inputs.chosen = found->second.readings;
        }
    }
    return inputs;
}

}  // namespace

Facts Facts::from_json(const Rulebooks& rulebooks, std::string_view json, const std::string& name) {
    const text::JsonDocument document = text::parse_json(json, name);
    auto impl = std::make_shared<Impl>();
    impl->rulebooks = rulebooks.shared();
    impl->facts = std::make_unique<CaseFacts>(impl->rulebooks->vocabulary, document, document.root);
    return Facts(std::move(impl));
}

Decision decide(const Rulebooks& rulebooks, std::string_view rule_id, const Facts& facts,
                const DecideOptions& options, const Given* given) {
    if (facts.impl().rulebooks != rulebooks.shared()) throw Failure(Problem{"D008", {}, {}});
    const Given::Impl* brought = given == nullptr ? nullptr : &given->impl();
    auto impl = std::make_shared<Decision::Impl>();
    impl->rulebooks = rulebooks.shared();
    impl->facts = facts.shared();
    impl->rule = &rulebooks.impl().rule(rule_id);
    impl->decided = impl->rule;
    impl->as_of = options.as_of;
    impl->law_date = options.law_date;
    engine::Machine machine;
    for (const Rule* other : impl->rule->overridden_by) {
        Causes causes;
        const Truth truth =
            override_applies(machine, inputs_for(*other, facts.impl(), options, brought), causes);
        if (truth == Truth::no) continue;
        if (truth == Truth::yes) {
            impl->decided = other;
            break;
        }
        // Which of the two rules decides is not known.
        impl->outcome = truth == Truth::unknown ? Outcome::undetermined : Outcome::fault;
        impl->because = public_causes(causes);
        impl->chosen.resize(impl->rule->book->readings.size());
        if (!options.salt.empty()) impl->receipt = make_receipt(*impl, brought, options.salt);
        return Decision(std::move(impl));
    }
    const WorldInputs inputs = inputs_for(*impl->decided, facts.impl(), options, brought);
    impl->chosen = inputs.chosen;
    compose(*impl->decided, run_worlds(machine, inputs), *impl);
    if (!options.salt.empty()) impl->receipt = make_receipt(*impl, brought, options.salt);
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

const std::string& Decision::rule() const { return impl_->rule->id; }
Outcome Decision::outcome() const { return impl_->outcome; }
const Amount& Decision::amount() const { return impl_->amount; }
const std::vector<Payment>& Decision::payments() const { return impl_->payments; }
const std::string& Decision::clause() const { return impl_->clause; }
const std::vector<DecisionCause>& Decision::because() const { return impl_->because; }
const std::vector<std::string>& Decision::versions() const { return impl_->versions; }
const std::vector<Alternative>& Decision::alternatives() const { return impl_->alternatives; }
bool Decision::payable() const {
    return impl_->outcome == Outcome::eligible && impl_->amount.kind == Amount::Kind::exact &&
           !impl_->amount.out_of_bounds;
}
std::string Decision::json() const { return render_json(*impl_); }
std::string Decision::text(Language language) const { return render_text(*impl_, language); }
std::string Decision::receipt() const { return impl_->receipt; }

}  // namespace bajigong
