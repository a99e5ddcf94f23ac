// Writes every run of worked cases with what it expects.
#include "tool/case_list.hpp"

#include "decision/render_json_writer.hpp"
#include "text/json_text.hpp"

namespace bajigong::tool {

namespace {

class Lines {
   public:
    explicit Lines(const CaseFile& file) : file_(file) {}

    std::string run() {
        for (const WorkedCase& worked : file_.cases) {
            write(worked, "case", worked.line, worked.facts, worked.given, worked.expect);
            if (worked.turned_facts) {
                write(worked, "turned", worked.turned_to.line, *worked.turned_facts, worked.given,
                      worked.turned_to);
            }
            for (const UnderRun& under : worked.under) {
                write(worked, "under", under.line, under.facts, under.given, under.expect);
            }
        }
        return std::move(out_);
    }

   private:
    void write(const WorkedCase& worked, const char* run, std::int32_t line,
               const text::MadeJson& facts, const text::MadeJson& given,
               const Expectation& expect) {
        JsonWriter json;
        json.open('{');
        json.string("file", file_.name);
        json.key("line");
        json.raw(std::to_string(line));
        json.string("name", worked.name);
        json.string("run", run);
        json.string("rule", worked.rule);
        json.string("as_of", worked.on.text());
        json.key("facts");
        json.raw(text::json_text(facts));
        json.key("given");
        json.raw(text::json_text(given));
        json.key("expect");
        write(json, expect);
        json.close('}');
        out_ += json.take() + '\n';
    }

    static void fen(JsonWriter& json, std::string_view key, Money money) {
        json.key(key);
        json.raw(std::to_string(money.fen));
    }

    static void write(JsonWriter& json, const Expectation& expect) {
        json.open('{');
        if (expect.outcome) json.string("outcome", name(*expect.outcome));
        if (expect.clause) json.string("clause", *expect.clause);
        if (expect.version) json.string("version", *expect.version);
        if (expect.because) {
            json.key("because");
            json.open('[');
            for (const auto& [kind, cause] : *expect.because) {
                json.open('[');
                json.string(kind);
                json.string(cause);
                json.close(']');
            }
            json.close(']');
        }
        if (expect.amount) amount(json, "amount", *expect.amount);
        if (!expect.payments.empty()) {
            json.key("payments");
            json.open('{');
            for (const auto& [step, expected] : expect.payments) amount(json, step, expected);
            json.close('}');
        }
        if (!expect.results.empty()) results(json, expect.results);
        if (expect.due) fen(json, "due", *expect.due);
        if (expect.recover) fen(json, "recover", *expect.recover);
        json.close('}');
    }

    static void amount(JsonWriter& json, std::string_view key, const ExpectedAmount& amount) {
        using Kind = Amount::Kind;
        json.key(key);
        json.open('{');
        json.string("kind", name(amount.kind));
        const bool exact = amount.kind == Kind::exact;
        if (exact || amount.kind == Kind::at_least || amount.kind == Kind::between)
            fen(json, "low", amount.low);
        if (exact || amount.kind == Kind::at_most || amount.kind == Kind::between)
            fen(json, "high", exact ? amount.low : amount.high);
        json.close('}');
    }

    // Those that are stated with a value; null for one that must not be stated.
    static void results(JsonWriter& json, const std::vector<ExpectedResult>& results) {
        json.key("results");
        json.open('{');
        for (const ExpectedResult& result : results) {
            if (result.stated && result.kind != Result::Kind::stated) continue;
            json.key(result.id);
            json.raw(result.stated ? result.value : "null");
        }
        json.close('}');
    }

    const CaseFile& file_;
    std::string out_;
};

}  // namespace

std::string case_lines(const CaseFile& file) { return Lines(file).run(); }

}  // namespace bajigong::tool
