// The explanation of a version as JSON.
#include "decision/render_json_version.hpp"

#include "decision/render_text_personal.hpp"
#include "decision/state_result.hpp"

namespace bajigong {

namespace {

std::string_view truth_name(Truth truth) {
    static constexpr std::string_view kNames[] = {"false", "true", "unknown", "fault"};
    return kNames[static_cast<std::size_t>(truth)];
}

}  // namespace

void DecisionJson::amount(const Amount& amount) {
    using Kind = Amount::Kind;
    const Kind kind = amount.kind;
    w_.open('{');
    w_.string("kind", name(kind));
    if (kind == Kind::exact) w_.string("value", amount.low.text());
    if (kind == Kind::at_least || kind == Kind::between) w_.string("low", amount.low.text());
    if (kind == Kind::at_most || kind == Kind::between) w_.string("high", amount.high.text());
    if (amount.certain.fen != 0) w_.string("certain", amount.certain.text());
    if (amount.out_of_bounds) w_.flag("out_of_bounds", true);
    if (amount.outside_principle) w_.flag("outside_principle", true);
    if (!amount.causes.empty()) {
        w_.key("because");
        causes(amount.causes);
    }
    w_.close('}');
}

void DecisionJson::causes(const std::vector<DecisionCause>& causes) {
    w_.open('[');
    for (const DecisionCause& cause : causes) {
        w_.open('{');
        w_.string("kind", cause.kind);
        const bool hidden = cause.kind == "uncovered" && key_is_personal();
        w_.text("name", hidden ? "" : cause.name);
        if (!cause.why.empty()) w_.string("why", cause.why);
        w_.close('}');
    }
    w_.close(']');
}

void DecisionJson::results(const std::vector<Result>& results) {
    w_.open('[');
    for (const Result& result : results) {
        w_.open('{');
        w_.string("id", result.id);
        w_.string("kind", name(result.kind));
        if (result.kind == Result::Kind::stated) {
            w_.key("value");
            w_.raw(result.personal ? "{\"masked\":true}" : result.value);
        }
        if (!result.causes.empty()) {
            w_.key("because");
            causes(result.causes);
        }
        w_.close('}');
    }
    w_.close(']');
}

void DecisionJson::readings(const std::vector<ReadingChoice>& choices) {
    w_.key("readings");
    w_.open('{');
    for (const auto& [reading, option] : choices) w_.string(reading, option);
    w_.close('}');
}

void DecisionJson::scalar(const Type& type, std::int64_t number, std::int64_t second,
                          std::string_view text) {
    w_.raw(json_scalar(vocabulary_, type, number, second, text));
}

bool DecisionJson::key_is_personal() const {
    const Rule& rule = *decision_.decided;
    return rule.key != language::kNoRegister &&
           reads_personal(rule.selector, rule.key, vocabulary_);
}

void DecisionJson::explanation(const ShownVersion& shown) {
    const Rulebook& book = *decision_.decided->book;
    w_.open('{');
    std::vector<ReadingChoice> choices;
    for (const auto& [reading, option] : shown.key_options) {
        choices.emplace_back(book.readings[reading].name,
                             book.readings[reading].options[option].name);
    }
    readings(choices);
    w_.key("key_date");
    if (!shown.key_known) {
        w_.raw("null");
    } else if (key_is_personal() && !decision_.law_date) {
        w_.raw("{\"masked\":true}");
    } else {
        w_.string(shown.key_date.text());
    }
    w_.string("outcome", name(shown.outcome));
    w_.text("clause", shown.clause);
    w_.key("version");
    if (shown.version == nullptr) {
        w_.raw("null");
    } else {
        version(*shown.version);
        const std::size_t begin = w_.mark();
        if (shown.same_as >= 0) {
            const auto [from, to] = contents_[static_cast<std::size_t>(shown.same_as)];
            w_.repeat(from, to);
        } else if (shown.version->kind == Version::Kind::rules) {
            contents(*shown.version, shown);
        }
        contents_.resize(written_ + 1);
        contents_[written_] = {begin, w_.mark()};
    }
    ++written_;
    w_.close('}');
}

void DecisionJson::day(std::string_view key, const VersionDay& day) {
    const auto text = [](Date date) { return date == kEver ? std::string("ever") : date.text(); };
    if (day.reading < 0) return w_.string(key, text(day.day));
    const Reading& reading = decision_.decided->book->readings[day.reading];
    w_.key(key);
    w_.open('{');
    w_.string("reading", reading.name);
    for (std::size_t i = 0; i < day.of_option.size(); ++i) {
        w_.string(reading.options[i].name, text(day.of_option[i]));
    }
    w_.close('}');
}

void DecisionJson::version(const Version& version) {
    w_.open('{');
    w_.text("instrument", version.instrument);
    day("from", version.from);
    day("until", version.until);
    if (!version.instrument.empty())
        reads_.cited.emplace(decision_.decided->book->id, version.instrument);
    if (version.kind == Version::Kind::none) w_.label("none", version.none);
    if (version.kind == Version::Kind::open) {
        w_.string(version.open.kind == language::CauseKind::unseen ? "unseen" : "pending",
                  version.open.why);
    }
    basis(version.basis);
    w_.close('}');
}

bool DecisionJson::is_masked(const Version& version, language::Register value) const {
    return value != language::kNoRegister &&
           version.program.types[static_cast<std::size_t>(value)].base != Base::truth &&
           personal_[static_cast<std::size_t>(value)];
}

void DecisionJson::contents(const Version& version, const ShownVersion& shown) {
    personal_ = personal_registers(version.program, vocabulary_);
    for (const bool negated : {false, true}) {
        w_.key(negated ? "unless" : "require");
        w_.open('[');
        for (const Item& item : version.items) {
            if (item.clause >= 0 && item.negated == negated) clause(version, shown, item.clause);
        }
        w_.close(']');
    }
    w_.key("limits");
    w_.open('[');
    for (std::size_t i = 0; i < version.limits.size(); ++i) limit(version, shown, i);
    w_.close(']');
    w_.key("lets");
    w_.open('[');
    for (std::size_t i = 0; i < version.lets.size(); ++i) let(version, shown, i);
    w_.close(']');
    w_.key("amounts");
    w_.open('[');
    for (std::size_t i = 0; i < version.steps.size(); ++i) step(version, shown, i);
    w_.close(']');
    w_.key("results");
    w_.open('[');
    for (const ResultStep& step : version.results) result(step);
    w_.close(']');
}

void DecisionJson::entry(const Entry& entry) {
    w_.string("id", entry.id);
    if (!entry.text.zh.empty()) w_.label("text", entry.text);
    basis(entry.basis);
}

void DecisionJson::basis(const Basis& basis) {
    if (!basis.cites.empty()) {
        w_.key("cite");
        w_.open('[');
        for (const Citation& cite : basis.cites) {
            w_.open('{');
            w_.string("instrument", cite.rulebook + ":" + cite.instrument);
            w_.text("place", cite.place);
            w_.close('}');
            reads_.cited.emplace(cite.rulebook, cite.instrument);
        }
        w_.close(']');
    }
    if (!basis.derived.zh.empty()) w_.label("derived", basis.derived);
    if (basis.evidence) w_.string("evidence", name(*basis.evidence));
}

void DecisionJson::clause(const Version& version, const ShownVersion& shown, int index) {
    const Clause& clause = version.clauses[index];
    w_.open('{');
    entry(clause);
    w_.string("truth", truth_name(shown.clauses[index]));
    if (clause.kind == Clause::Kind::leaf) {
        w_.string("if", clause.expression);
        reads(version, clause);
    } else {
        group(version, shown, clause);
    }
    w_.close('}');
}

void DecisionJson::group(const Version& version, const ShownVersion& shown, const Clause& clause) {
    switch (clause.kind) {
        case Clause::Kind::all: w_.key("all"); break;
        case Clause::Kind::any: w_.key("any"); break;
        case Clause::Kind::none: w_.key("none"); break;
        default:
            w_.key("at_least");
            w_.raw(std::to_string(clause.needed));
            w_.key("of");
    }
    w_.open('[');
    for (const int child : clause.children) this->clause(version, shown, child);
    w_.close(']');
}

void DecisionJson::reads(const Version& version, const Clause& clause) {
    w_.key("facts");
    w_.open('[');
    for (const int fact : clause.facts) {
        w_.string(vocabulary_.tables()[0].columns[fact].path);
        reads_.facts.insert(fact);
    }
    w_.close(']');
    w_.key("lists");
    w_.open('[');
    for (const int list : clause.lists) {
        w_.string(vocabulary_.tables()[list].path);
        reads_.lists.insert(list);
    }
    w_.close(']');
    w_.key("lets");
    w_.open('[');
    for (const int let : clause.lets) w_.string(version.lets[let].id);
    w_.close(']');
}

void DecisionJson::value(const ShownValue& value, bool masked) {
    if (value.fault) return w_.raw("{\"fault\":true}");
    if (!value.known) return w_.raw("null");
    if (masked) return w_.raw("{\"masked\":true}");
    if (value.type.bounds && value.number != value.second) {
        w_.open('{');
        if (value.number != kNoLowerBound) {
            w_.key("at_least");
            scalar(value.type, value.number, 1, {});
        }
        if (value.second != kNoUpperBound) {
            w_.key("at_most");
            scalar(value.type, value.second, 1, {});
        }
        return w_.close('}');
    }
    scalar(value.type, value.number, value.second, value.text);
}

void DecisionJson::limit(const Version& version, const ShownVersion& shown, std::size_t index) {
    const Limit& limit = version.limits[index];
    const ShownLimit& value = shown.limits[index];
    w_.open('{');
    entry(limit);
    w_.string("count", limit.count);
    for (const auto& [key, expression] :
         {std::pair("sum", &limit.sum), std::pair("where", &limit.where),
          std::pair("when", &limit.when)}) {
        if (!expression->empty()) w_.string(key, *expression);
    }
    w_.string("applies", truth_name(value.applies));
    w_.string("within", truth_name(value.within));
    w_.key("counted");
    this->value(value.counted, false);
    if (!limit.sum.empty()) {
        w_.key("own");
        this->value(value.own, is_masked(version, limit.own));
    }
    w_.key("at_most");
    this->value(value.allowed, is_masked(version, limit.allowed));
    w_.close('}');
    const int list = vocabulary_.list(0, limit.list);
    if (list >= 0) reads_.lists.insert(list);
}

void DecisionJson::let(const Version& version, const ShownVersion& shown, std::size_t index) {
    const Let& let = version.lets[index];
    w_.open('{');
    entry(let);
    w_.string("is", let.expression);
    if (!let.each_list.empty()) {
        w_.string("each", let.each_variable + " in " + let.each_list);
    } else if (let.value != language::kNoRegister) {
        w_.key("value");
        value(shown.lets[index], is_masked(version, let.value));
    }
    w_.close('}');
    reads_.facts.insert(let.facts.begin(), let.facts.end());
    reads_.lists.insert(let.lists.begin(), let.lists.end());
}

void DecisionJson::result(const ResultStep& step) {
    w_.open('{');
    entry(step);
    if (!step.expression.empty()) w_.string("is", step.expression);
    w_.flag("always", step.always);
    w_.close('}');
}

void DecisionJson::step(const Version& version, const ShownVersion& shown, std::size_t index) {
    const Step& step = version.steps[index];
    const ShownStep& value = shown.steps[index];
    w_.open('{');
    entry(step);
    if (!step.expression.empty()) w_.string("is", step.expression);
    w_.flag("pays", step.pays);
    if (value.when != Truth::yes) w_.string("when", truth_name(value.when));
    w_.key("amount");
    amount(value.amount);
    if (step.line != language::kNoRegister) {
        w_.string("each", step.each_variable + " in " + step.each_list);
        w_.key("lines");
        w_.open('[');
        for (const ShownLine& line : value.lines) {
            w_.open('{');
            w_.string("when", truth_name(line.when));
            w_.key("amount");
            this->value(line.amount, is_masked(version, step.line));
            w_.close('}');
        }
        w_.close(']');
        w_.key("lines_in_all");
        w_.raw(std::to_string(value.lines_in_all));
    }
    w_.close('}');
}

}  // namespace bajigong
