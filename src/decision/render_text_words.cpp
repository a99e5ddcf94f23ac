// Words for values and outcomes.
#include "decision/render_text_words.hpp"

#include <array>

namespace bajigong {

namespace {

struct Pair {
    std::string_view name;
    const char* en;
    const char* zh;
};

constexpr Pair kPayees[] = {
    {"person", "the person", "个人"},
    {"employer", "the employer", "用人单位"},
    {"school", "the school", "院校"},
    {"host", "the host", "接收单位"},
    {"training_body", "the training body", "培训机构"},
};

constexpr Pair kKinds[] = {
    {"subsidy", "subsidy", "补贴"},   {"certification", "certification", "评价申报"},
    {"award", "award", "表彰奖励"},   {"recognition", "recognition", "认定"},
    {"title", "title", "职称"},       {"appointment", "appointment", "聘任"},
    {"voucher", "voucher", "培训券"}, {"indicator", "indicator", "指标"},
};

constexpr Pair kTypes[] = {
    {"bool", "yes or no", "是否"}, {"int", "whole number", "整数"}, {"text", "text", "文字"},
    {"date", "day", "日期"},       {"period", "period", "期间"},    {"money", "money", "金额"},
    {"ratio", "ratio", "比例"},
};

template <std::size_t N>
std::string find_word(const Pair (&pairs)[N], std::string_view name, bool zh) {
    for (const Pair& pair : pairs) {
        if (pair.name == name) return zh ? pair.zh : pair.en;
    }
    return text::printable(name);
}

std::string counted(std::int64_t count, const char* one, const char* many) {
    return std::to_string(count) + ' ' + (count == 1 || count == -1 ? one : many);
}

}  // namespace

std::string Words::label(const Label& label) const { return text::printable(label.in(language_)); }

std::string Words::day(Date day) const {
    if (day.is_never()) return in("never", "未发生");
    if (!zh()) return day.text();
    const YearMonthDay parts = civil(day);
    return std::to_string(parts.year) + "年" + std::to_string(parts.month) + "月" +
           std::to_string(parts.day) + "日";
}

std::string Words::days(Date from, Date until) const {
    if (from == kEver) {
        if (until.is_never()) return in("always", "历来有效");
        return zh() ? day(until) + "以前（含当日）" : "until " + day(until);
    }
    if (until.is_never()) return zh() ? "自" + day(from) + "起" : "from " + day(from) + " on";
    return zh() ? day(from) + "至" + day(until) : "from " + day(from) + " until " + day(until);
}

std::string Words::money(Money money) const { return money.text() + in(" yuan", "元"); }

std::string Words::ratio(Ratio ratio) const {
    const std::optional<Ratio> hundredfold =
        ratio.num > INT64_MAX / 100 || ratio.num < INT64_MIN / 100
            ? std::nullopt
            : Ratio::make(ratio.num * 100, ratio.den);
    if (hundredfold && hundredfold->den == 1) return std::to_string(hundredfold->num) + "%";
    return ratio.text();
}

std::string Words::period(Period period) const {
    const std::int32_t years = period.months / 12;
    const std::int32_t months = period.months % 12;
    std::string out;
    const auto add = [&](std::int32_t count, const char* zh_unit, const char* one,
                         const char* many) {
        if (count == 0) return;
        if (zh()) {
            out += std::to_string(count) + zh_unit;
        } else {
            out += (out.empty() ? "" : " and ") + counted(count, one, many);
        }
    };
    // Twelve months are written as the texts write them.
    const bool whole_years = months == 0 && (years > 1 || period.days != 0);
    add(whole_years ? years : 0, "年", "year", "years");
    add(whole_years ? 0 : period.months, "个月", "month", "months");
    add(period.days, "日", "day", "days");
    return out.empty() ? in("0 days", "0日") : out;
}

std::string Words::value(const Type& type, std::int64_t number, std::int64_t second,
                         std::string_view text) const {
    switch (type.base) {
        case Base::truth: return number != 0 ? in("yes", "是") : in("no", "否");
        case Base::integer: return std::to_string(number);
        case Base::text: return text::printable(text);
        case Base::date: return day(Date{static_cast<std::int32_t>(number)});
        case Base::period: return period({period_months(number), period_days(number)});
        case Base::scale: {
            const Scale& scale = vocabulary_.scales()[static_cast<std::size_t>(type.scale)];
            if (number < 0 || number >= static_cast<std::int64_t>(scale.values.size())) return "?";
            return label(scale.values[static_cast<std::size_t>(number)].label);
        }
        case Base::money:
        case Base::ratio: break;
    }
    const std::int64_t den = type.denominator == Type::kVaries ? second : type.denominator;
    if (type.base == Base::money && den == 1) return money(Money{number});
    const std::optional<Ratio> exact = Ratio::make(number, den);
    if (!exact) return "?";
    if (type.base == Base::ratio) return ratio(*exact);
    if (exact->den == 1) return money(Money{exact->num});
    return exact->text() + in(" fen", "分");
}

std::string Words::value(const ShownValue& value) const {
    if (value.fault) return in("fault", "出错");
    if (!value.known) return in("unknown", "不明");
    if (!value.type.bounds || value.number == value.second) {
        Type type = value.type;
        type.bounds = false;
        return this->value(type, value.number, value.type.bounds ? 1 : value.second, value.text);
    }
    Type type = value.type;
    type.bounds = false;
    std::string out;
    if (value.number != kNoLowerBound) {
        out = in("at least ", "至少") + this->value(type, value.number, 1, {});
    }
    if (value.second != kNoUpperBound) {
        out += out.empty() ? "" : in(", ", "，");
        out += in("at most ", "至多") + this->value(type, value.second, 1, {});
    }
    return out.empty() ? in("unknown", "不明") : out;
}

std::string Words::fact(const CaseFacts& facts, int table, int column, std::size_t row) const {
    const CaseFacts::Shown shown = facts.show(table, column, row);
    if (!shown.known) return in("unknown", "不明");
    const Fact& fact = vocabulary_.tables()[static_cast<std::size_t>(table)]
                           .columns[static_cast<std::size_t>(column)];
    if (fact.personal) {
        return kMask;
    }
    // Of a spell that has no end.
    const bool ongoing = shown.type.base == Base::date && fact.path == "until" &&
                         Date{static_cast<std::int32_t>(shown.number)}.is_never();
    if (ongoing) return in("still running", "至今");
    return value(shown.type, shown.number, shown.second, shown.text);
}

std::string Words::outcome(Outcome outcome) const {
    switch (outcome) {
        case Outcome::eligible: return in("eligible", "符合条件");
        case Outcome::ineligible: return in("not eligible", "不符合条件");
        case Outcome::undetermined: return in("undetermined", "暂无法确定");
        case Outcome::fault: break;
    }
    return in("fault: the rule could not be computed", "计算出错，无法得出结论");
}

std::string Words::open(const language::Cause& cause) const {
    const bool pending = cause.kind == language::CauseKind::pending;
    return (pending ? in("not fixed yet (", "待定（") : in("not known (", "不明（")) +
           text::printable(cause.why) + in(")", "）");
}

std::string Words::amount(const Amount& amount) const {
    using Kind = Amount::Kind;
    std::string out;
    switch (amount.kind) {
        case Kind::none: return in("no amount", "无金额");
        case Kind::exact: out = money(amount.low); break;
        case Kind::at_most: out = in("at most ", "不超过") + money(amount.high); break;
        case Kind::at_least: out = in("at least ", "不低于") + money(amount.low); break;
        case Kind::between:
            out = in("between ", "") + amount.low.text() + in(" and ", "元至") + money(amount.high);
            break;
        case Kind::open:
            return in("an amount that depends on an open reading", "金额视文件未定事项而定");
        case Kind::unknown: out = in("amount not known", "金额待定"); break;
        case Kind::fault: return in("the amount could not be computed", "金额计算出错");
    }
    if (amount.certain.fen != 0) {
        out += in(" (certain so far: ", "（其中已确定") + money(amount.certain) + in(")", "）");
    }
    if (amount.out_of_bounds) {
        out += in(" (outside the bounds that the text sets)", "（超出文件规定的上下限）");
    }
    if (amount.outside_principle) {
        out += in(" (outside the bounds that the text sets in principle)",
                  "（超出文件规定的原则性上下限，请核实）");
    }
    return out;
}

std::string Words::payee(std::string_view payee) const { return find_word(kPayees, payee, zh()); }

std::string Words::kind(std::string_view kind) const { return find_word(kKinds, kind, zh()); }

std::string Words::evidence(Evidence evidence) const {
    switch (evidence) {
        case Evidence::official:
            return in("the issuer's own text was read", "已读发文机关公布的原文");
        case Evidence::repost: return in("a copy of the text was read", "据转载文本");
        case Evidence::news: return in("known from a report", "据新闻报道");
        case Evidence::secondary:
            return in("known from other places that quote it", "据其他材料转述");
        case Evidence::recalled: break;
    }
    return in("not read", "未读到原文");
}

std::string Words::jurisdiction(std::string_view code) const {
    if (code == "CN") return in("the whole country", "全国");
    return in("region ", "行政区划 ") + text::printable(code);
}

std::string Words::type(const Type& type) const {
    if (type.base == Base::scale) {
        return label(vocabulary_.scales()[static_cast<std::size_t>(type.scale)].label);
    }
    return find_word(kTypes, vocabulary_.name(type), zh());
}

}  // namespace bajigong
