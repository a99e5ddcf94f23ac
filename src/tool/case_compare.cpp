// Compares a decision with what a worked case expects of it.
#include <algorithm>

#include "text/json.hpp"
#include "tool/case_run.hpp"

namespace bajigong::tool {

namespace {

Causes causes_of(const std::vector<DecisionCause>& causes) {
    Causes out;
    for (const DecisionCause& cause : causes) {
        out.emplace(cause.kind, cause.kind == "uncovered" ? "" : cause.name);
    }
    return out;
}

// What a case file writes, with the words for it in a Chinese report.
struct Word {
    std::string_view name;
    const char* zh;
};
constexpr Word kWords[] = {
    {"outcome", "结论"},
    {"clause", "决定性条件"},
    {"version", "适用文件"},
    {"because", "原因"},
    {"amount", "金额"},
    {"eligible", "符合"},
    {"ineligible", "不符合"},
    {"undetermined", "无法确定"},
    {"fault", "出错"},
    {"none", "无"},
    {"exact", "确定"},
    {"at_most", "至多"},
    {"at_least", "至少"},
    {"between", "介于"},
    {"open", "视理解而定"},
    {"unknown", "待定"},
    {"facts", "事实"},
    {"readings", "理解"},
    {"supply", "须提供的资料"},
    {"unseen", "未读到"},
    {"pending", "另行规定"},
    {"waiting", "尚待发生"},
    {"uncovered", "未收录的日期"},
    {"stated", "列明"},
};

std::string in_words(std::string_view name, bool zh) {
    for (const Word& word : kWords) {
        if (zh && word.name == name) return std::string(word.zh) + "（" + std::string(name) + "）";
    }
    return std::string(name);
}

std::string causes_text(const Causes& causes, bool zh) {
    std::string out;
    for (const auto& [kind, name] : causes) {
        out += (out.empty() ? ""
                : zh        ? "、"
                            : ", ") +
               in_words(kind, zh) + (name.empty() ? "" : " " + name);
    }
    return out.empty() ? "-" : text::printable(out);
}

std::string amount_text(Amount::Kind kind, Money low, Money high, const Causes& causes, bool zh) {
    std::string out = in_words(name(kind), zh);
    using Kind = Amount::Kind;
    if (kind == Kind::exact || kind == Kind::at_least || kind == Kind::between) {
        out += " " + low.text();
    }
    if (kind == Kind::at_most || kind == Kind::between) out += " " + high.text();
    if (kind == Kind::unknown) out += " (" + causes_text(causes, zh) + ")";
    return out;
}

std::string amount_text(const Amount& amount, bool zh) {
    return amount_text(amount.kind, amount.low, amount.high, causes_of(amount.causes), zh);
}

const char* yes_or_no(bool truth) { return truth ? "true" : "false"; }

bool fits(const ExpectedAmount::Figure& figure, const Alternative& alternative) {
    return std::all_of(figure.readings.begin(), figure.readings.end(), [&](const auto& choice) {
        return std::find(alternative.readings.begin(), alternative.readings.end(), choice) !=
               alternative.readings.end();
    });
}

std::string result_text(Result::Kind kind, const std::string& value, const Causes& causes,
                        bool zh) {
    if (kind == Result::Kind::stated) return value;
    std::string out = in_words(name(kind), zh);
    if (kind == Result::Kind::unknown) out += " (" + causes_text(causes, zh) + ")";
    return out;
}

std::string result_text(const Result& result, bool zh) {
    return result_text(result.kind, result.value, causes_of(result.causes), zh);
}

class Comparison {
   public:
    Comparison(const Decision& decision, Language language)
        : decision_(decision), zh_(language == Language::zh) {}

    std::vector<std::string> run(const Expectation& expect) {
        if (expect.outcome) {
            compare("outcome", in_words(name(*expect.outcome), zh_),
                    in_words(name(decision_.outcome()), zh_));
        }
        if (expect.clause) compare("clause", *expect.clause, decision_.clause());
        if (expect.version) {
            std::string versions;
            for (const std::string& version : decision_.versions()) {
                versions += (versions.empty() ? "" : ", ") + version;
            }
            compare("version", *expect.version, versions);
        }
        if (expect.because) {
            compare("because", causes_text(*expect.because, zh_),
                    causes_text(causes_of(decision_.because()), zh_));
        }
        if (expect.amount) amount(*expect.amount);
        if (expect.out_of_bounds) {
            compare("out_of_bounds", yes_or_no(*expect.out_of_bounds),
                    yes_or_no(decision_.amount().out_of_bounds));
        }
        if (expect.outside_principle) {
            compare("outside_principle", yes_or_no(*expect.outside_principle),
                    yes_or_no(decision_.amount().outside_principle));
        }
        for (const auto& [step, expected] : expect.payments) payment(step, expected);
        for (const ExpectedResult& expected : expect.results) result(expected);
        for (const ExpectedAnswer& expected : expect.answers) answer(expected);
        if (expect.due) compare("due", expect.due->text(), sum_text(&Payment::due));
        if (expect.recover) compare("recover", expect.recover->text(), sum_text(&Payment::recover));
        return std::move(lines_);
    }

   private:
    void compare(const char* what, const std::string& expected, const std::string& came) {
        if (expected == came) return;
        const auto shown = [](const std::string& s) {
            return s.empty() ? "-" : text::printable(s);
        };
        lines_.push_back(in_words(what, zh_) + (zh_ ? "：应为 " : ": expected ") + shown(expected) +
                         (zh_ ? "，实为 " : ", came ") + shown(came));
    }

    void amount(const ExpectedAmount& expected) {
        const Amount& came = decision_.amount();
        if (expected.kind != Amount::Kind::open || came.kind != Amount::Kind::open) {
            return compare(
                "amount",
                amount_text(expected.kind, expected.low, expected.high, expected.causes, zh_),
                amount_text(came, zh_));
        }
        std::vector<bool> met(expected.open.size(), false);
        for (const Alternative& alternative : decision_.alternatives()) {
            const std::string what =
                in_words("amount", zh_) + ", " + readings_text(alternative.readings);
            const auto figure = std::find_if(expected.open.begin(), expected.open.end(),
                                             [&](const auto& f) { return fits(f, alternative); });
            if (figure == expected.open.end()) {
                compare(what.c_str(), "", amount_text(alternative.amount, zh_));
                continue;
            }
            met[static_cast<std::size_t>(figure - expected.open.begin())] = true;
            compare(what.c_str(), amount_text(Amount::Kind::exact, figure->money, {}, {}, zh_),
                    amount_text(alternative.amount, zh_));
        }
        for (std::size_t i = 0; i < met.size(); ++i) {
            if (met[i]) continue;
            const std::string what =
                in_words("amount", zh_) + ", " + readings_text(expected.open[i].readings);
            compare(what.c_str(), expected.open[i].money.text(), "");
        }
    }

    void payment(const std::string& step, const ExpectedAmount& expected) {
        std::string came;
        for (const Payment& payment : decision_.payments()) {
            if (payment.step == step) came = amount_text(payment.amount, zh_);
        }
        compare(("payment " + step).c_str(),
                amount_text(expected.kind, expected.low, expected.high, expected.causes, zh_),
                came);
    }

    std::string sum_text(Amount (Payment::*part)() const) const {
        Money sum;
        for (const Payment& payment : decision_.payments()) {
            const Amount amount = (payment.*part)();
            if (amount.kind != Amount::Kind::exact) return amount_text(amount, zh_);
            if (__builtin_add_overflow(sum.fen, amount.low.fen, &sum.fen)) return "fault";
        }
        return sum.text();
    }

    void answer(const ExpectedAnswer& expected) {
        const std::string what = "answer " + expected.name;
        for (const Answer& came : decision_.answers()) {
            if (came.name != expected.name) continue;
            if (expected.outcome)
                compare(what.c_str(), std::string(name(*expected.outcome)),
                        std::string(name(came.outcome)));
            if (expected.clause)
                compare((what + ", clause").c_str(), *expected.clause, came.clause);
            if (expected.because)
                compare((what + ", because").c_str(), causes_text(*expected.because, zh_),
                        causes_text(causes_of(came.because), zh_));
            return;
        }
        compare(what.c_str(), "one", "");
    }

    static const Result* find(const std::vector<Result>& results, const std::string& id) {
        const auto found = std::find_if(results.begin(), results.end(),
                                        [&](const Result& r) { return r.id == id; });
        return found == results.end() ? nullptr : &*found;
    }

    void result(const ExpectedResult& expected) {
        const Result* came = find(decision_.results(), expected.id);
        const std::string what = "result " + expected.id;
        if (expected.kind != Result::Kind::open || came == nullptr ||
            came->kind != Result::Kind::open) {
            std::string wanted;
            if (expected.stated)
                wanted = result_text(expected.kind, expected.value, expected.causes, zh_);
            return compare(what.c_str(), wanted, came == nullptr ? "" : result_text(*came, zh_));
        }
        for (const ExpectedResult::Figure& figure : expected.open) {
            const std::string under = what + ", " + readings_text(figure.readings);
            std::string found;
            for (const Alternative& alternative : decision_.alternatives()) {
                const Result* one = find(alternative.results, expected.id);
                if (!fits({figure.readings, {}}, alternative)) continue;
                found = one == nullptr ? "" : result_text(*one, zh_);
            }
            compare(under.c_str(), figure.value, found);
        }
    }

    const Decision& decision_;
    bool zh_;
    std::vector<std::string> lines_;
};

}  // namespace

std::string readings_text(const std::vector<ReadingChoice>& choices) {
    std::string out;
    for (const auto& [reading, option] : choices) {
        if (!out.empty()) out += ", ";
        out.append(reading).append("=").append(option);
    }
    return out;
}

std::vector<std::string> differences(const Expectation& expect, const Decision& decision,
                                     Language language) {
    return Comparison(decision, language).run(expect);
}

std::string summary(const Decision& decision, Language language) {
    const bool zh = language == Language::zh;
    std::string out = in_words(name(decision.outcome()), zh);
    if (!decision.clause().empty()) out += (zh ? "，条件 " : " by ") + decision.clause();
    if (!decision.because().empty()) {
        out += (zh ? "；原因 " : "; because ") + causes_text(causes_of(decision.because()), zh);
    }
    out += (zh ? "；金额 " : "; amount ") + amount_text(decision.amount(), zh);
    for (const Result& result : decision.results()) {
        out += (zh ? "；认定结果 " : "; result ") + result.id + " " + result_text(result, zh);
    }
    for (const Alternative& alternative : decision.alternatives()) {
        out += "; " + readings_text(alternative.readings) + ": " +
               in_words(name(alternative.outcome), zh) + " " + amount_text(alternative.amount, zh);
    }
    return out;
}

}  // namespace bajigong::tool
