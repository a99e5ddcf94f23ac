// A rule as prose that a policy person could check against the text and sign.
#include <algorithm>
#include <set>

#include "bajigong/prose.hpp"

#include "decision/render.hpp"
#include "decision/render_rule_data.hpp"
#include "decision/render_rule_version.hpp"

namespace bajigong {

namespace {

// 一 to 九十九.
std::string numeral(std::size_t number) {
    static constexpr const char* kDigits[] = {"",   "一", "二", "三", "四",
                                              "五", "六", "七", "八", "九"};
    if (number > 99) return std::to_string(number);
    std::string out = number >= 20 ? kDigits[number / 10] : "";
    if (number >= 10) out += "十";
    return out + kDigits[number % 10];
}

class RuleProse {
   public:
    RuleProse(const Rulebooks::Impl& rulebooks, const Rule& rule, Date on, Language language)
        : rulebooks_(rulebooks),
          rule_(rule),
          book_(*rule.book),
          on_(on),
          words_(rulebooks.vocabulary, language),
          sources_(rulebooks, words_) {}

    std::string run() {
        head();
        std::vector<const Version*> shown;
        for (const Version& version : rule_.versions) {
            if (on_.is_never() || in_force(version)) shown.push_back(&version);
        }
        if (shown.empty()) {
            out_ += words_.in("\nThe rulebook holds no rules for ",
                              "\n规则手册没有收录以下日期的规定：") +
                    words_.day(on_) + '\n';
        }
        for (std::size_t i = 0; i < shown.size(); ++i) version(*shown[i], i + 1);
        const RuleData data(words_, sources_, rule_, shown);
        section(words_.in("Tables, parameters and lists", "表、参数和目录"), data.supplies());
        section(words_.in("Questions that the text leaves open", "文件没有明确的问题"),
                data.readings());
        section(words_.in("About this rule", "本规则说明"), about(rule_.about));
        section(words_.in("About this rulebook", "编写说明"), about(book_.about));
        section(words_.in("Sources", "依据"), sources_.list());
        out_ += words_.in("\nChecked against the sources by: ____________  Date: ____________\n",
                          "\n已与依据核对，核对人：____________　日期：____________\n");
        return std::move(out_);
    }

   private:
    void section(const char* heading, const std::string& text) {
        if (!text.empty()) out_ += std::string("\n") + heading + "\n" + text;
    }

    std::string about(const Label& text) const {
        return text.zh.empty() ? std::string() : "  " + words_.label(text) + '\n';
    }

    bool in_force(const Version& version) const {
        const auto span = [](const VersionDay& day) {
            return day.reading < 0 ? std::vector<Date>{day.day} : day.of_option;
        };
        const std::vector<Date> from = span(version.from);
        const std::vector<Date> until = span(version.until);
        return *std::min_element(from.begin(), from.end()) <= on_ &&
               on_ <= *std::max_element(until.begin(), until.end());
    }

    void head() {
        out_ +=
            words_.label(rule_.title) + words_.in(" (", "（") + rule_.id + words_.in(")\n", "）\n");
        field("Rulebook: ", "规则手册：",
              words_.label(book_.title) + words_.in(" (", "（") + book_.id + words_.in(")", "）"));
        field("Kind: ", "类别：", words_.kind(rule_.kind));
        field("Where: ", "适用地区：", words_.jurisdiction(book_.jurisdiction));
        if (!rule_.payee.empty()) field("Paid to: ", "支付对象：", words_.payee(rule_.payee));
        if (rule_.payee_open) {
            field("Paid to: ", "支付对象：", words_.open(*rule_.payee_open));
        }
        if (rule_.fund) field("Fund: ", "资金渠道：", fund_text(words_, *rule_.fund));
        field("Key date, which selects the version: ", "适用规定的日期：", key());
        if (!rule_.overrides.empty()) overrides();
        for (const AskedRule& asked : rule_.asks) this->asked(asked);
        meeting();
        calendar();
    }

    void field(const char* en, const char* zh, const std::string& value) {
        out_ += words_.in(en, zh) + value + '\n';
    }

    std::string key() const {
        constexpr std::string_view kReading = "reading.";
        if (!rule_.keyed_on.starts_with(kReading)) {
            return ExpressionText(words_, book_, nullptr).text(rule_.keyed_on);
        }
        const int index = book_.reading(rule_.keyed_on.substr(kReading.size()));
        if (index < 0) return rule_.keyed_on;
        const Reading& reading = book_.readings[static_cast<std::size_t>(index)];
        std::string out;
        for (const ReadingOption& option : reading.options) {
            out += (out.empty() ? "" : words_.in(", or ", "，或")) + words_.label(option.text);
        }
        return out + words_.in(" (an open question: ", "（文件没有明确，见“") + reading.name +
               words_.in(")", "”）");
    }

    void overrides() {
        const auto other = rulebooks_.rules.find(rule_.overrides);
        const std::string title =
            other == rulebooks_.rules.end() ? rule_.overrides : words_.label(other->second->title);
        const std::string notes = sources_.notes(rule_.override_basis);
        field("Decides in place of: ", "代替以下规则：",
              title + words_.in(", where ", "，条件是：") +
                  ExpressionText(words_, book_, nullptr).text(rule_.override_expression) +
                  (notes.empty() ? "" : words_.in("  ", "　") + notes));
    }

    std::string title_of(const std::string& id) const {
        const auto other = rulebooks_.rules.find(id);
        const std::string title =
            other == rulebooks_.rules.end() ? id : words_.label(other->second->title);
        return title + words_.in(" (", "（") + id + words_.in(")", "）");
    }

    void asked(const AskedRule& asked) {
        if (asked.table == 0) {
            return field("Asks another rule: ", "询问另一规则：",
                         title_of(asked.rule_id) + words_.in(", as ", "，记作 ") + asked.name);
        }
        const FactTableInfo& list =
            rulebooks_.vocabulary.tables()[static_cast<std::size_t>(asked.table)];
        field("Members: ", "成员：",
              words_.in("each of the ", "逐一认定") + words_.label(list.label) +
                  words_.in(" is admitted by ", "，所依规则：") + title_of(asked.rule_id));
    }

    void meeting() {
        const auto with_notes = [&](const std::string& text, const Basis& basis) {
            const std::string notes = sources_.notes(basis);
            return notes.empty() ? text : text + words_.in("  ", "　") + notes;
        };
        if (!rule_.implements.empty()) {
            field("Fills in the frame of: ", "落实的上级规定：",
                  with_notes(title_of(rule_.implements), rule_.implements_basis));
        }
        if (!rule_.excludes.empty()) {
            std::string all;
            for (const std::string& benefit : rule_.excludes)
                all += (all.empty() ? "" : words_.in(", ", "、")) + benefit;
            field("Not together with: ", "不得同时享受：", all);
        }
        if (rule_.automatic) {
            field("Given without an application", "免申即享", with_notes("", *rule_.automatic));
        }
    }

    std::string choice(const language::CalendarChoice& choice, const char* zero,
                       const char* one) const {
        if (choice.reading < 0) return choice.value == 0 ? zero : one;
        return words_.in("open, see ", "文件没有明确，见“") +
               book_.readings[static_cast<std::size_t>(choice.reading)].name + words_.in("", "”");
    }

    void calendar() {
        const language::Calendar& calendar = book_.environment.calendar;
        if (!calendar.last_day.stated && !calendar.month_end.stated) return;
        std::string out = words_.in("a day that a month lacks: ", "到期月没有对应日的：");
        out += choice(calendar.month_end, words_.in("the month's last day", "以月末日为准"),
                      words_.in("the day after", "以次日为准"));
        out += words_.in("; the corresponding day itself: ", "；对应日当日：");
        out += choice(calendar.last_day, words_.in("already over", "已满期"),
                      words_.in("still inside", "仍在期限内"));
        if (calendar.holiday.stated) {
            out += words_.in("; a last day on a day of rest: ", "；末日逢休息日：");
            out +=
                choice(calendar.holiday, words_.in("stays", "不顺延"),
                       words_.in("moves to the next day that is none", "顺延至其后第一个非休息日"));
        }
        const std::string notes = sources_.notes(book_.calendar_basis);
        if (!notes.empty()) out += words_.in("  ", "　") + notes;
        field("How periods are counted: ", "期间的计算：", out);
    }

    void version(const Version& version, std::size_t number) {
        out_ += '\n';
        out_ += words_.zh() ? numeral(number) + "、" : std::to_string(number) + ". ";
        out_ += version_days(words_, book_, version);
        if (!version.instrument.empty()) {
            out_ += words_.in(": ", "　") + sources_.title(book_, version.instrument) +
                    sources_.number(book_, version.instrument);
        }
        out_ += '\n' + VersionProse(words_, sources_, rule_, version).text();
    }

    const Rulebooks::Impl& rulebooks_;
    const Rule& rule_;
    const Rulebook& book_;
    Date on_;
    Words words_;
    Sources sources_;
    std::string out_;
};

}  // namespace

std::string render_rule(const Rulebooks::Impl& rulebooks, const Rule& rule, Date on,
                        Language language) {
    return RuleProse(rulebooks, rule, on, language).run();
}

std::string prose(const Rulebooks& rulebooks, std::string_view rule, Language language, Date on) {
    return render_rule(rulebooks.impl(), rulebooks.impl().rule(rule), on, language);
}

}  // namespace bajigong
