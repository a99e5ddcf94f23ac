// Expectations of worked cases, from JSON.
#include "tool/expectation.hpp"

#include <algorithm>
#include <array>

#include "text/members.hpp"

namespace bajigong::tool {

using text::Json;
using text::JsonDocument;
using text::JsonKind;
using text::Members;

namespace {

constexpr std::array<std::string_view, 6> kForms = {"amount",  "at_most", "at_least",
                                                    "between", "open",    "unknown"};

class Reader {
   public:
    Reader(const JsonDocument& document, std::vector<Problem>& problems)
        : document_(document), problems_(problems) {}

    Expectation read(const Json& json) {
        Expectation expect;
        expect.line = json.line;
        Members members(document_, json, problems_,
                        {"outcome", "clause", "version", "because", "amount", "at_most", "at_least",
                         "between", "open", "unknown", "results", "due", "recover", "answers",
                         "payments", "out_of_bounds", "outside_principle"});
        if (!json.is(JsonKind::object)) return expect;
        if (const Json* word = members.get("outcome", JsonKind::string)) {
            expect.outcome = outcome(*word);
        }
        if (const Json* clause = members.get("clause", JsonKind::string)) {
            expect.clause = clause->text;
        }
        if (const Json* version = members.get("version", JsonKind::string)) {
            expect.version = version->text;
        }
        if (const Json* because = members.get("because", JsonKind::object)) {
            expect.because = causes(*because);
        }
        const auto stands = [&](std::string_view form) { return json.find(form) != nullptr; };
        const auto forms = std::count_if(kForms.begin(), kForms.end(), stands);
        if (forms > 1) fail("C013", json);
        if (forms == 1) expect.amount = amount(members);
        if (const Json* due = members.get("due")) expect.due = money(*due);
        if (const Json* recover = members.get("recover")) expect.recover = money(*recover);
        if (members.get("out_of_bounds") != nullptr)
            expect.out_of_bounds = members.flag("out_of_bounds");
        if (members.get("outside_principle") != nullptr)
            expect.outside_principle = members.flag("outside_principle");
        if (const Json* payments = members.get("payments", JsonKind::object)) {
            for (const Json& json : payments->children)
                expect.payments.emplace_back(json.key, payment(json));
        }
        if (const Json* answers = members.get("answers", JsonKind::object)) {
            for (const Json& json : answers->children) expect.answers.push_back(answer(json));
        }
        if (const Json* results = members.get("results", JsonKind::object)) {
            for (const Json& json : results->children) expect.results.push_back(result(json));
        }
        return expect;
    }

   private:
    void fail(const char* code, const Json& at, std::vector<std::string> args = {}) {
        if (problems_.size() >= kMaxCaseProblems) return;
        problems_.push_back({code, document_.place(at), std::move(args), Severity::error});
    }

    std::optional<Outcome> outcome(const Json& word) {
        for (const Outcome one :
             {Outcome::eligible, Outcome::ineligible, Outcome::undetermined, Outcome::fault}) {
            if (word.text == name(one)) return one;
        }
        fail("C012", word);
        return std::nullopt;
    }

    Causes causes(const Json& json) {
        Causes causes;
        const Members members(
            document_, json, problems_,
            {"facts", "readings", "supply", "pending", "unseen", "waiting", "uncovered"});
        for (const Json& kind : json.children) {
            if (kind.key == "uncovered") {
                if (kind.is(JsonKind::boolean) && kind.boolean) {
                    causes.emplace("uncovered", "");
                } else {
                    fail("C002", kind, {"true", std::string(name(kind.kind))});
                }
                continue;
            }
            if (!kind.is(JsonKind::array)) {
                fail("C002", kind,
                     {std::string(name(JsonKind::array)), std::string(name(kind.kind))});
                continue;
            }
            for (const Json& entry : kind.children) {
                if (entry.is(JsonKind::string) && !entry.text.empty()) {
                    causes.emplace(kind.key, entry.text);
                } else {
                    fail("C002", entry,
                         {std::string(name(JsonKind::string)), std::string(name(entry.kind))});
                }
            }
        }
        return causes;
    }

    Money money(const Json& json) {
        const bool written = json.is(JsonKind::string) || json.is(JsonKind::number);
        const std::optional<Money> money = written ? Money::parse(json.text) : std::nullopt;
        if (!money) fail("C014", json);
        return money.value_or(Money{});
    }

    ExpectedAmount amount(Members& members) {
        ExpectedAmount expected;
        if (const Json* exact = members.get("amount")) {
            expected.low = expected.high = money(*exact);
        } else if (const Json* most = members.get("at_most")) {
            expected.kind = Amount::Kind::at_most;
            expected.high = money(*most);
        } else if (const Json* least = members.get("at_least")) {
            expected.kind = Amount::Kind::at_least;
            expected.low = money(*least);
        } else if (const Json* between = members.get("between", JsonKind::array)) {
            expected.kind = Amount::Kind::between;
            if (between->children.size() == 2) {
                expected.low = money(between->children[0]);
                expected.high = money(between->children[1]);
            } else {
                fail("C014", *between);
            }
        } else if (const Json* open = members.get("open", JsonKind::object)) {
            expected.kind = Amount::Kind::open;
            for (const Json& figure : open->children) {
                std::vector<ReadingChoice> readings = read_reading_list(figure.key);
                if (readings.empty()) fail("C024", figure);
                expected.open.push_back({std::move(readings), money(figure)});
            }
        } else if (const Json* unknown = members.get("unknown", JsonKind::object)) {
            expected.kind = Amount::Kind::unknown;
            expected.causes = causes(*unknown);
        }
        return expected;
    }

    // A figure, or an amount in the forms of an expectation.
    ExpectedAmount payment(const Json& json) {
        if (!json.is(JsonKind::object)) {
            ExpectedAmount expected;
            expected.low = expected.high = money(json);
            return expected;
        }
        Members members(document_, json, problems_,
                        {"amount", "at_most", "at_least", "between", "unknown"});
        if (json.children.size() != 1) fail("C013", json);
        return amount(members);
    }

    ExpectedAnswer answer(const Json& json) {
        ExpectedAnswer expected;
        expected.name = json.key;
        Members members(document_, json, problems_, {"outcome", "clause", "because"});
        if (!json.is(JsonKind::object)) return expected;
        if (const Json* word = members.get("outcome", JsonKind::string))
            expected.outcome = outcome(*word);
        if (const Json* clause = members.get("clause", JsonKind::string))
            expected.clause = clause->text;
        if (const Json* because = members.get("because", JsonKind::object))
            expected.because = causes(*because);
        return expected;
    }

    // A value as JSON writes it; empty, with the problem noted, for anything else.
    std::string value(const Json& json) {
        if (json.is(JsonKind::string)) return text::json_quote(json.text);
        if (json.is(JsonKind::number)) return std::string(json.text);
        if (json.is(JsonKind::boolean)) return json.boolean ? "true" : "false";
        fail("C002", json, {std::string(name(JsonKind::string)), std::string(name(json.kind))});
        return {};
    }

    ExpectedResult result(const Json& json) {
        ExpectedResult expected;
        expected.id = json.key;
        if (json.is(JsonKind::null)) {
            expected.stated = false;
            return expected;
        }
        if (!json.is(JsonKind::object)) {
            expected.value = value(json);
            return expected;
        }
        Members members(document_, json, problems_, {"unknown", "open"});
        if (const Json* unknown = members.get("unknown", JsonKind::object)) {
            expected.kind = Result::Kind::unknown;
            expected.causes = causes(*unknown);
        } else if (const Json* open = members.get("open", JsonKind::object, true)) {
            expected.kind = Result::Kind::open;
            for (const Json& figure : open->children) {
                std::vector<ReadingChoice> readings = read_reading_list(figure.key);
                if (readings.empty()) fail("C024", figure);
                expected.open.push_back({std::move(readings), value(figure)});
            }
        }
        return expected;
    }

    const JsonDocument& document_;
    std::vector<Problem>& problems_;
};

}  // namespace

Expectation read_expectation(const JsonDocument& document, const Json& json,
                             std::vector<Problem>& problems) {
    return Reader(document, problems).read(json);
}

std::vector<ReadingChoice> read_reading_list(std::string_view text) {
    std::vector<ReadingChoice> choices;
    while (true) {
        const std::size_t comma = text.find(',');
        const std::string_view part = text.substr(0, comma);
        const std::size_t sign = part.find('=');
        if (sign == std::string_view::npos) return {};
        const std::string_view name = part.substr(0, sign);
        const std::string_view option = part.substr(sign + 1);
        if (!text::is_plain_name(name) || !text::is_plain_name(option)) return {};
        choices.emplace_back(name, option);
        if (comma == std::string_view::npos) return choices;
        text.remove_prefix(comma + 1);
        while (text.starts_with(' ')) text.remove_prefix(1);
    }
}

}  // namespace bajigong::tool
