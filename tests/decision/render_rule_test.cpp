// Rules and expressions as prose, and the list of what is open.
#include <gtest/gtest.h>

#include "bajigong/prose.hpp"

#include "decision/render.hpp"
#include "render_sample.hpp"

namespace bajigong {
namespace {

std::string show(const Rulebooks& books, Language language, Date on = Date::never()) {
    return render_rule(books.impl(), books.impl().rule("r"), on, language);
}

void expect_parts(const std::string& text, const std::vector<std::string>& parts) {
    for (const std::string& part : parts) {
        EXPECT_NE(text.find(part), std::string::npos) << part << "\nis not in\n" << text;
    }
}

TEST(RenderRule, IsPublic) {
    const Rulebooks books = render_sample::rulebooks();
    EXPECT_EQ(prose(books, "r", Language::zh), show(books, Language::zh));
    const Date on = *Date::parse("2020-06-01");
    EXPECT_EQ(prose(books, "r", Language::en, on), show(books, Language::en, on));
    EXPECT_THROW(prose(books, "nothing", Language::en), Failure);
}

// What its author wrote for readers of a rule, beside what is said of its rulebook; and how a last
// day counts on days of rest.
TEST(RenderRule, SaysWhatItsAuthorSaysOfIt) {
    const std::string root = BAJIGONG_SOURCE_DIR;
    const Rulebooks invented = Rulebooks::load({root + "/tests/circular"});
    const Date on = *Date::parse("2025-06-01");
    expect_parts(
        prose(invented, "ferry_allowance", Language::zh, on),
        {"\n本规则说明\n  2025年以前开班的可以选择原办法。\n", "\n编写说明\n  虚构的文件"});
    expect_parts(prose(invented, "ferry_allowance", Language::en, on),
                 {"\nAbout this rule\n  Who began before 2025 may choose the old rule.\n"});
    expect_parts(prose(invented, "ferry_allowance", Language::zh, on),
                 {"申请日期 − 证书核发日期不多于90日", "不晚于（结业日期 + 1个月）所在月的末日"});
    const Rulebooks policies = Rulebooks::load({root + "/policies"});
    expect_parts(prose(policies, "ui_skill_upgrading", Language::zh, on),
                 {"；末日逢休息日：文件没有明确，见“holiday”"});
    expect_parts(prose(policies, "contest_promotion_tianjin", Language::en, on),
                 {"; a last day on a day of rest: stays"});
}

TEST(RenderRule, SaysWhatTheRulebookSays) {
    const Rulebooks books = render_sample::rulebooks();
    expect_parts(show(books, Language::zh),
                 {"演示补贴（r）\n",
                  "类别：补贴\n",
                  "适用地区：行政区划 310000\n",
                  "支付对象：个人\n",
                  "资金渠道：不明（没有读到资金）\n",
                  "适用规定的日期：日\n",
                  "对应日当日：文件没有明确，见“last_day”",
                  "一、2000年1月1日至2009年12月31日",
                  "没有规定：尚无补贴",
                  "二、2010年1月1日至2019年12月31日",
                  "没有读到：细则没有读到",
                  "三、自2020年1月1日起　《新办法》",
                  "1．年满18周岁",
                  "即：日不早于“adult_on”",
                  "4．下列之一（满足一项即可）",
                  "4.1．途径甲",
                  "据其他材料转述",
                  "推定：由甲推出",
                  "5．12个月内申请",
                  "即：日在发证日起算的12个月期限内",
                  "有下列情形之一的，不予支持",
                  "1．超过100个月",
                  "即：月数多于100",
                  "计数：已领中符合以下条件的各条：其等级为等级；连同本次不超过1",
                  "base：表“base”中等级对应的数额",
                  "“factor”：如对“rate”按“全额”理解，为100%；否则为50%",
                  "初级工：1000.00元",
                  "高级工：待后续文件规定：另行公布",
                  "其他：10.00元",
                  "目录“listed”（紧缺目录）",
                  "由使用方提供",
                  "last_day：对应日是否在期限内\n    - counts：在期限内",
                  "核对人："});
    expect_parts(show(books, Language::en),
                 {"shown subsidy (r)\n", "Kind: subsidy\n", "3. from 2020-01-01 on: 《新办法》",
                  "5. within 12 months", "that is: day is within 12 months from issued",
                  "if the question rate is answered 'in full': 100%; otherwise: 50%",
                  "Checked against the sources by:"});
}

TEST(RenderRule, ShowsTheVersionOfADay) {
    const Rulebooks books = render_sample::rulebooks();
    const std::string text = show(books, Language::en, *Date::parse("2015-01-01"));
    expect_parts(text, {"1. from 2010-01-01 until 2019-12-31", "Not read: 细则没有读到"});
    EXPECT_EQ(text.find("2020-01-01"), std::string::npos);
    expect_parts(show(books, Language::en, *Date::parse("1990-01-01")),
                 {"The rulebook holds no rules for 1990-01-01"});
}

TEST(RenderRule, EscapesWhatDeceives) {
    const Rulebooks books = render_sample::rulebooks();
    for (const Language language : {Language::zh, Language::en}) {
        for (const std::string& text :
             {show(books, language), render_readings(books.impl(), language)}) {
            EXPECT_EQ(text.find("\xe2\x80\xae"), std::string::npos);
            EXPECT_EQ(text.find('\a'), std::string::npos);
        }
    }
}

// What a condition says, in words.
TEST(RenderRule, SaysExpressionsInWords) {
    struct Row {
        const char* expression;
        const char* zh;
        const char* en;
    };
    const Row rows[] = {
        {"person.level >= senior", "等级不低于高级工", "level is not below senior"},
        {"person.level < senior", "等级低于高级工", "level is below senior"},
        {"on <= issued", "日不晚于发证日", "day is not after issued"},
        {"on > date('2024-02-29')", "日晚于2024年2月29日", "day is after 2024-02-29"},
        {"person.months >= 12", "月数不少于12", "months is at least 12"},
        {"cost == yuan(1500)", "费用为1500.00元", "cost is 1500.00 yuan"},
        {"person.level in [junior, senior]", "等级属于初级工、高级工之一",
         "level is one of junior, senior"},
        {"person.a && (person.b || person.months > 3)", "甲，且（乙，或月数多于3）",
         "a, and (b, or months is more than 3)"},
        {"!person.a", "并非甲", "it is not so that a"},
        {"(person.a ? cost : yuan(5)) == cost", "（如甲，为费用；否则为5.00元）为费用",
         "(if a: cost; otherwise: 5.00 yuan) is cost"},
        {"paid.exists(p, p.level == junior && p.on < on)",
         "已领中有一条符合：其等级为初级工，且其日早于日",
         "among paid there is one where its level is junior, and its day is before day"},
        {"size(paid) <= 2", "已领的条数不多于2", "the number of paid is at most 2"},
        {"sum(paid.map(p, p.got)) <= yuan(100)", "已领的“其金额”的合计不多于100.00元",
         "the sum of (its sum) over paid is at most 100.00 yuan"},
        {"on + months(12) > issued", "日 + 12个月晚于发证日", "day + 12 months is after issued"},
        {"full_years(issued, on) >= 2", "发证日至日的周年数不少于2",
         "full years from issued to day is at least 2"},
        {"in_place(place, '310000')", "地区属于行政区划310000", "place lies in 310000"},
        {"place.startsWith('31')", "地区以“31”开头", "place begins with '31'"},
        {"year(on) == 2024", "日所在年份为2024", "the year of day is 2024"},
        {"by(issued, on)", "发证日不晚于日", "it happened by day (issued)"},
        {"by(never, on)", "至日（含当日）仍待达到，逾期即为未达到",
         "it is still awaited until day, and not so afterwards"},
        {"min(on, issued) < day(2024, 1, 2)", "（日、发证日）中最早者早于2024年1月2日",
         "the earliest of (day, issued) is before 2024-01-02"},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.expression);
        const Rulebooks books = sample::rulebook(
            sample::version(R"("require": [)" + sample::clause("c", row.expression) + "]"));
        expect_parts(show(books, Language::zh), {std::string("即：") + row.zh + "\n"});
        expect_parts(show(books, Language::en), {std::string("that is: ") + row.en + "\n"});
    }
}

TEST(RenderReadings, ListsWhatIsOpen) {
    const Rulebooks books = render_sample::rulebooks();
    expect_parts(
        render_readings(books.impl(), Language::zh),
        {"演示补贴（r）", "last_day：对应日是否在期限内", "rate：按哪个比例", "    - half：半额",
         "资金渠道：没有读到：没有读到资金", "2010年1月1日至2019年12月31日：没有读到：细则没有读到",
         "表“base”，高级工：待后续文件规定：另行公布", "目录“listed”（紧缺目录）",
         "《新办法》：据新闻报道；只读到部分内容", "途径甲：据其他材料转述"});
    const Rulebooks settled = sample::rulebook(
        sample::version(R"("require": [)" + sample::clause("c", "person.a") + "]"));
    expect_parts(render_readings(settled.impl(), Language::en), {"nothing is open"});
}

}  // namespace
}  // namespace bajigong
