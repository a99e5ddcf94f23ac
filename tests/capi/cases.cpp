// The worked cases through the C interface: bajigong_capi_cases POLICIES < lines of `bajigong test
// POLICIES --list`
//
// Decides every run with bajigong.h alone and compares what the lines expect. The lines themselves
// are read with the library's own JSON.
#include <bajigong.h>
#include <cstdio>
#include <iostream>
#include <map>
#include <set>
#include <string>

#include "text/json.hpp"
#include "text/json_text.hpp"

namespace {

using bajigong::text::Json;
using bajigong::text::json_quote;
using bajigong::text::JsonKind;

std::string text_of(const Json& object, const char* key) {
    const Json* member = object.find(key);
    return std::string(member == nullptr ? "" : member->text);
}

// One run, and what of it came out otherwise.
class Run {
   public:
    Run(const bjg_rulebooks* rulebooks, const Json& line) : line_(line) {
        const std::string request =
            "{\"rule\": " + json_quote(text_of(line, "rule")) +
            ", \"as_of\": " + json_quote(text_of(line, "as_of")) +
            ", \"given\": " + bajigong::text::json_text(*line.find("given")) + "}";
        const std::string facts = bajigong::text::json_text(*line.find("facts"));
        if (taken(bjg_request_new(rulebooks, request.data(), request.size(), &request_, &error_)) &&
            taken(bjg_facts_from_json(rulebooks, facts.data(), facts.size(), &facts_, &error_))) {
            taken(bjg_decide(request_, facts_, &decision_, &error_));
        }
    }
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;
    ~Run() {
        bjg_error_free(error_);
        bjg_decision_free(decision_);
        bjg_facts_free(facts_);
        bjg_request_free(request_);
    }

    // True if all is as expected.
    bool check() {
        if (decision_ == nullptr) return false;
        for (const Json& member : line_.find("expect")->children) compare(member);
        return good_;
    }

   private:
    bool taken(std::int32_t status) {
        if (status == BJG_OK) return true;
        tell("decided", "a decision", bjg_error_message(error_, 0, BJG_EN, nullptr));
        return false;
    }

    void tell(std::string_view what, std::string_view expected, std::string_view came) {
        if (expected == came) return;
        good_ = false;
        std::cout << text_of(line_, "file") << ':' << line_.find("line")->text << ": "
                  << text_of(line_, "name") << ", " << text_of(line_, "run") << ": " << what
                  << ": expected " << expected << ", came " << came << '\n';
    }

    void compare(const Json& expected) {
        const std::string_view key = expected.key;
        if (key == "outcome") {
            static const char* const kNames[] = {"eligible", "ineligible", "undetermined", "fault"};
            tell(key, expected.text, kNames[bjg_decision_outcome(decision_)]);
        } else if (key == "clause") {
            tell(key, expected.text, bjg_decision_clause(decision_, nullptr));
        } else if (key == "version") {
            tell(key, expected.text, versions());
        } else if (key == "because") {
            tell(key, bajigong::text::json_text(expected), because());
        } else if (key == "amount") {
            tell(key, amount(expected),
                 amount(bjg_decision_amount_kind(decision_), bjg_decision_amount_low(decision_),
                        bjg_decision_amount_high(decision_)));
        } else if (key == "payments") {
            for (const Json& payment : expected.children) compare_payment(payment);
        } else if (key == "results") {
            for (const Json& result : expected.children) compare_result(result);
        } else if (key == "due") {
            tell(key, expected.text, sum(bjg_decision_payment_due));
        } else if (key == "recover") {
            tell(key, expected.text, sum(bjg_decision_payment_recover));
        } else {
            tell(key, "a member that is known", "none");
        }
    }

    std::string versions() const {
        std::string out;
        for (std::size_t i = 0; i < bjg_decision_version_count(decision_); ++i) {
            out += (i == 0 ? "" : ", ") + std::string(bjg_decision_version(decision_, i, nullptr));
        }
        return out;
    }

    std::string because() const {
        std::set<std::pair<std::string, std::string>> causes;
        for (std::size_t i = 0; i < bjg_decision_cause_count(decision_); ++i) {
            const std::string kind = bjg_decision_cause_kind(decision_, i, nullptr);
            causes.emplace(
                kind, kind == "uncovered" ? "" : bjg_decision_cause_name(decision_, i, nullptr));
        }
        std::string out;
        for (const auto& [kind, name] : causes) {
            out += (out.empty() ? "[" : ",[") + json_quote(kind) + ',' + json_quote(name) + ']';
        }
        return '[' + out + ']';
    }

    // "exact 200000 200000"
    static std::string amount(std::int32_t kind, std::int64_t low, std::int64_t high) {
        static const char* const kNames[] = {"none",    "exact", "at_most", "at_least",
                                             "between", "open",  "unknown", "fault"};
        return std::string(kNames[kind]) + ' ' + std::to_string(low) + ' ' + std::to_string(high);
    }

    static std::string amount(const Json& expected) {
        const auto figure = [&](const char* key) {
            const std::string text = text_of(expected, key);
            return text.empty() ? "0" : text;
        };
        return text_of(expected, "kind") + ' ' + figure("low") + ' ' + figure("high");
    }

    void compare_payment(const Json& expected) {
        std::string came = "none of that step";
        for (std::size_t i = 0; i < bjg_decision_payment_count(decision_); ++i) {
            if (bjg_decision_payment_step(decision_, i, nullptr) != expected.key) continue;
            came = amount(bjg_decision_payment_kind(decision_, i),
                          bjg_decision_payment_low(decision_, i),
                          bjg_decision_payment_high(decision_, i));
        }
        tell("payment " + std::string(expected.key), amount(expected), came);
    }

    void compare_result(const Json& expected) {
        std::string came = "null";
        for (std::size_t i = 0; i < bjg_decision_result_count(decision_); ++i) {
            if (bjg_decision_result_id(decision_, i, nullptr) != expected.key) continue;
            came = bjg_decision_result_value(decision_, i, nullptr);
        }
        tell("result " + std::string(expected.key), bajigong::text::json_text(expected), came);
    }

    std::string sum(std::int64_t (*part)(const bjg_decision*, std::size_t)) const {
        std::int64_t fen = 0;
        for (std::size_t i = 0; i < bjg_decision_payment_count(decision_); ++i) {
            if (part(decision_, i) < 0) return "not known";
            fen += part(decision_, i);
        }
        return std::to_string(fen);
    }

    const Json& line_;
    bjg_request* request_ = nullptr;
    bjg_facts* facts_ = nullptr;
    bjg_decision* decision_ = nullptr;
    bjg_error* error_ = nullptr;
    bool good_ = true;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    const std::string sources = "{\"paths\": [" + json_quote(argv[1]) + "]}";
    bjg_rulebooks* rulebooks = nullptr;
    if (bjg_rulebooks_load(sources.data(), sources.size(), &rulebooks, nullptr) != BJG_OK) return 2;
    unsigned long passed = 0;
    unsigned long failed = 0;
    for (std::string line; std::getline(std::cin, line);) {
        const bajigong::text::JsonDocument document = bajigong::text::parse_json(line, "line");
        ++(Run(rulebooks, document.root).check() ? passed : failed);
    }
    bjg_rulebooks_free(rulebooks);
    std::cout << passed << " passed, " << failed << " failed\n";
    return passed == 0 || failed > 0 ? 1 : 0;
}
