// A decision as JSON (docs/decision.md). Strings are escaped for any use; money, days, periods and
// ratios are strings.
#include <algorithm>

#include "decision/render.hpp"
#include "decision/render_json_version.hpp"

namespace bajigong {

namespace {

// How many elements of a list are shown.
constexpr std::int64_t kMaxShownElements = 50;

class DecisionWriter {
   public:
    explicit DecisionWriter(const Decision::Impl& decision)
        : decision_(decision), vocabulary_(decision.facts->facts->vocabulary()) {}

    std::string run() {
        w_.open('{');
        w_.key("bajigong_decision");
        w_.raw("1");
        w_.string("rule", decision_.rule->id);
        w_.string("decided_by", decision_.decided->id);
        w_.label("title", decision_.decided->title);
        w_.string("decided_on", decision_.as_of.text());
        w_.text("law_date", decision_.law_date ? decision_.law_date->text() : "");
        w_.string("outcome", name(decision_.outcome));
        w_.text("clause", decision_.clause);
        w_.flag("payable", is_payable(decision_));
        w_.key("amount");
        parts_.amount(decision_.amount);
        payments();
        w_.key("results");
        parts_.results(decision_.results);
        w_.key("answers");
        answers();
        frame();
        w_.key("because");
        parts_.causes(decision_.because);
        strings("versions", decision_.versions);
        chosen();
        alternatives();
        explanations();
        facts();
        lists();
        instruments();
        w_.close('}');
        return w_.take();
    }

   private:
    void strings(std::string_view name, const std::vector<std::string>& values) {
        w_.key(name);
        w_.open('[');
        for (const std::string& value : values) w_.string(value);
        w_.close(']');
    }

    void fund(const Rule& rule, const Payment& payment) {
        const std::optional<Fund>* fund = &rule.fund;
        for (const ShownVersion& shown : decision_.shown) {
            if (shown.version == nullptr) continue;
            for (const Step& step : shown.version->steps) {
                if (step.id == payment.step && step.fund) fund = &step.fund;
            }
        }
        w_.key("fund");
        if (!fund->has_value()) return w_.raw("null");
        const Fund& known = **fund;
        if (!known.open) return w_.string(known.name);
        w_.open('{');
        w_.string(known.open->kind == language::CauseKind::unseen ? "unseen" : "pending",
                  known.open->why);
        w_.close('}');
    }

    void payee(const Payment& payment) {
        const std::optional<language::Cause>& open = decision_.decided->payee_open;
        if (!payment.payee.empty() || !open) return w_.text("payee", payment.payee);
        w_.key("payee");
        w_.open('{');
        w_.string(open->kind == language::CauseKind::unseen ? "unseen" : "pending", open->why);
        w_.close('}');
    }

    void payments() {
        w_.key("payments");
        w_.open('[');
        for (const Payment& payment : decision_.payments) {
            w_.open('{');
            w_.string("step", payment.step);
            payee(payment);
            fund(*decision_.decided, payment);
            w_.key("amount");
            parts_.amount(payment.amount);
            if (payment.paid_before) {
                w_.key("paid_before");
                parts_.amount(*payment.paid_before);
                w_.key("due");
                parts_.amount(payment.due());
                w_.key("recover");
                parts_.amount(payment.recover());
            }
            w_.close('}');
        }
        w_.close(']');
    }

    void frame() {
        w_.key("frame");
        if (!decision_.frame) return w_.raw("null");
        w_.open('{');
        w_.string("rule", decision_.frame->rule);
        w_.string("outcome", name(decision_.frame->outcome));
        w_.key("amount");
        parts_.amount(decision_.frame->amount);
        w_.flag("outside", decision_.frame->outside);
        w_.close('}');
    }

    void answers() {
        w_.open('[');
        for (const Answer& answer : decision_.answers) {
            w_.open('{');
            w_.string("name", answer.name);
            w_.string("rule", answer.rule);
            w_.string("outcome", name(answer.outcome));
            w_.text("clause", answer.clause);
            w_.key("because");
            parts_.causes(answer.because);
            w_.close('}');
        }
        w_.close(']');
    }

    void chosen() {
        const Rulebook& book = *decision_.decided->book;
        w_.key("readings_chosen");
        w_.open('[');
        for (std::size_t i = 0; i < decision_.chosen.size(); ++i) {
            const ChosenReading& chosen = decision_.chosen[i];
            if (chosen.option < 0) continue;
            w_.open('{');
            w_.string("reading", book.readings[i].name);
            w_.string("option", book.readings[i].options[chosen.option].name);
            w_.text("by", chosen.by);
            w_.text("authority", chosen.authority);
            w_.close('}');
        }
        w_.close(']');
    }

    void alternatives() {
        w_.key("alternatives");
        w_.open('[');
        for (const Alternative& alternative : decision_.alternatives) {
            w_.open('{');
            parts_.readings(alternative.readings);
            w_.string("outcome", name(alternative.outcome));
            w_.text("clause", alternative.clause);
            w_.key("amount");
            parts_.amount(alternative.amount);
            w_.key("results");
            parts_.results(alternative.results);
            w_.close('}');
        }
        w_.close(']');
    }

    void explanations() {
        w_.key("explanations");
        w_.open('[');
        for (const ShownVersion& shown : decision_.shown) parts_.explanation(shown);
        w_.close(']');
    }

    void fact(int table, int column, std::size_t row) {
        const Fact& info = vocabulary_.tables()[table].columns[column];
        const CaseFacts::Shown shown = decision_.facts->facts->show(table, column, row);
        if (!shown.known) return w_.raw("null");
        if (info.personal) return w_.raw("{\"masked\":true}");
        parts_.scalar(shown.type, shown.number, shown.second, shown.text);
    }

    void facts() {
        w_.key("facts");
        w_.open('[');
        for (const int column : reads_.facts) {
            const Fact& info = vocabulary_.tables()[0].columns[column];
            w_.open('{');
            w_.string("path", info.path);
            w_.label("label", info.label);
            w_.key("value");
            fact(0, column, 0);
            w_.close('}');
        }
        w_.close(']');
    }

    void lists() {
        w_.key("lists");
        w_.open('[');
        for (const int list : reads_.lists) this->list(list);
        w_.close(']');
    }

    void list(int index) {
        const FactTableInfo& info = vocabulary_.tables()[index];
        const FactTable& table = decision_.facts->facts->view().tables[index];
        w_.open('{');
        w_.string("path", info.path);
        w_.label("label", info.label);
        // A list within a list has elements for each row of that one; only its size is told.
        const bool of_case = info.parent == 0;
        const bool listed = !of_case || table.listed == nullptr || bit(table.listed, 0);
        w_.flag("known", listed);
        w_.flag("complete", of_case && table.is_complete(0));
        w_.key("size");
        w_.raw(std::to_string(table.rows));
        if (of_case && listed) elements(index, info, static_cast<std::int64_t>(table.rows));
        w_.close('}');
    }

    void elements(int index, const FactTableInfo& info, std::int64_t rows) {
        w_.key("elements");
        w_.open('[');
        for (std::int64_t row = 0; row < std::min(rows, kMaxShownElements); ++row) {
            w_.open('{');
            for (std::size_t column = 0; column < info.columns.size(); ++column) {
                if (info.columns[column].answer) continue;  // stands among the answers
                w_.key(info.columns[column].path);
                fact(index, static_cast<int>(column), static_cast<std::size_t>(row));
            }
            w_.close('}');
        }
        w_.close(']');
    }

    void instruments() {
        w_.key("instruments");
        w_.open('{');
        for (const auto& [rulebook, key] : reads_.cited) {
            const auto& books = decision_.rulebooks->books;
            const auto book =
                std::find_if(books.begin(), books.end(),
                             [&id = rulebook](const Rulebook& b) { return b.id == id; });
            const Instrument* instrument = book == books.end() ? nullptr : book->instrument(key);
            if (instrument == nullptr) continue;
            w_.key(std::string(rulebook).append(":").append(key));
            w_.open('{');
            w_.string("title", instrument->title);
            w_.text("number", instrument->number);
            w_.text("issuer", instrument->issuer);
            w_.text("issued", instrument->issued);
            w_.string("evidence", name(instrument->evidence));
            w_.flag("in_part", instrument->in_part);
            if (!instrument->note.zh.empty()) w_.label("note", instrument->note);
            w_.close('}');
        }
        w_.close('}');
    }

    const Decision::Impl& decision_;
    const Vocabulary& vocabulary_;
    JsonWriter w_;
    JsonReads reads_;
    DecisionJson parts_{w_, decision_, reads_};
};

}  // namespace

std::string render_json(const Decision::Impl& decision) { return DecisionWriter(decision).run(); }

}  // namespace bajigong
