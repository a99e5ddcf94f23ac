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

std::string causes_text(const Causes& causes) {
    std::string out;
    for (const auto& [kind, name] : causes) {
        out += (out.empty() ? "" : ", ") + kind + (name.empty() ? "" : " " + name);
    }
    return out.empty() ? "-" : text::printable(out);
}

std::string amount_text(Amount::Kind kind, Money low, Money high, const Causes& causes) {
    std::string out(name(kind));
    using Kind = Amount::Kind;
    if (kind == Kind::exact || kind == Kind::at_least || kind == Kind::between) {
        out += " " + low.text();
    }
    if (kind == Kind::at_most || kind == Kind::between) out += " " + high.text();
    if (kind == Kind::unknown) out += " (" + causes_text(causes) + ")";
    return out;
}

std::string amount_text(const Amount& amount) {
    return amount_text(amount.kind, amount.low, amount.high, causes_of(amount.causes)) +
           (amount.out_of_bounds ? ", out of bounds" : "");
}

bool fits(const ExpectedAmount::Figure& figure, const Alternative& alternative) {
    return std::all_of(figure.readings.begin(), figure.readings.end(), [&](const auto& choice) {
        return std::find(alternative.readings.begin(), alternative.readings.end(), choice) !=
               alternative.readings.end();
    });
}

class Comparison {
   public:
    Comparison(const Decision& decision, Language language)
        : decision_(decision), zh_(language == Language::zh) {}

    std::vector<std::string> run(const Expectation& expect) {
        if (expect.outcome) {
            compare("outcome", std::string(name(*expect.outcome)),
                    std::string(name(decision_.outcome())));
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
            compare("because", causes_text(*expect.because),
                    causes_text(causes_of(decision_.because())));
        }
        if (expect.amount) amount(*expect.amount);
        return std::move(lines_);
    }

   private:
    void compare(const char* what, const std::string& expected, const std::string& came) {
        if (expected == came) return;
        const auto shown = [](const std::string& s) {
            return s.empty() ? "-" : text::printable(s);
        };
        lines_.push_back(std::string(what) + (zh_ ? "：应为 " : ": expected ") + shown(expected) +
                         (zh_ ? "，实为 " : ", came ") + shown(came));
    }

    void amount(const ExpectedAmount& expected) {
        const Amount& came = decision_.amount();
        if (expected.kind != Amount::Kind::open || came.kind != Amount::Kind::open) {
            return compare("amount",
                           amount_text(expected.kind, expected.low, expected.high, expected.causes),
                           amount_text(came));
        }
        std::vector<bool> met(expected.open.size(), false);
        for (const Alternative& alternative : decision_.alternatives()) {
            const std::string what = "amount, " + readings_text(alternative.readings);
            const auto figure = std::find_if(expected.open.begin(), expected.open.end(),
                                             [&](const auto& f) { return fits(f, alternative); });
            if (figure == expected.open.end()) {
                compare(what.c_str(), "", amount_text(alternative.amount));
                continue;
            }
            met[static_cast<std::size_t>(figure - expected.open.begin())] = true;
            compare(what.c_str(), amount_text(Amount::Kind::exact, figure->money, {}, {}),
                    amount_text(alternative.amount));
        }
        for (std::size_t i = 0; i < met.size(); ++i) {
            if (met[i]) continue;
            const std::string what = "amount, " + readings_text(expected.open[i].readings);
            compare(what.c_str(), expected.open[i].money.text(), "");
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
    std::string out(name(decision.outcome()));
    if (!decision.clause().empty()) out += (zh ? "，条件 " : " by ") + decision.clause();
    if (!decision.because().empty()) {
        out += (zh ? "；原因 " : "; because ") + causes_text(causes_of(decision.because()));
    }
    out += (zh ? "；金额 " : "; amount ") + amount_text(decision.amount());
    for (const Alternative& alternative : decision.alternatives()) {
        out += "; " + readings_text(alternative.readings) + ": " +
               std::string(name(alternative.outcome)) + " " + amount_text(alternative.amount);
    }
    return out;
}

}  // namespace bajigong::tool
