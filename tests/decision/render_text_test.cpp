// Decisions as text: what a clerk must find in them, in both languages, and what must not stand
// there.
#include <gtest/gtest.h>

#include "render_sample.hpp"

namespace bajigong {
namespace {

using render_sample::facts_with;
using render_sample::given_with;
using render_sample::kFacts;
using render_sample::kGiven;
using sample::decide;

void expect_parts(const std::string& text, const std::vector<std::string>& parts) {
    for (const std::string& part : parts) {
        EXPECT_NE(text.find(part), std::string::npos) << part << "\nis not in\n" << text;
    }
}

TEST(RenderText, Granted) {
    const Decision decision =
        decide(render_sample::rulebooks(), kFacts, given_with(R"({"rate": "half"})"));
    expect_parts(
        decision.text(Language::zh),
        {"演示补贴（r）\n", "结论：符合条件，500.00元\n", "判定日期：2024年6月1日\n",
         "支付：500.00元，付给个人；资金渠道：不明（没有读到资金）", "适用日期：2024年5月1日\n",
         "适用规定：《新办法》[1]，自2020年1月1日起", "✓ 年满18周岁　[2] §2",
         "✓ 下列之一；满足一项即可：", "✓ 途径甲　[1] §1，据其他材料转述",
         "✗ 途径乙　推定：由甲推出", "✓ 无此情形：超过100个月", "月数：24",
         "本次以前已计：0次；连同本次不超过：1次", "base：1000.00元",
         // 1000 × 50 % and nothing for the list, told with the figures that stood
         "按哪个比例：半额（rate=half）",
         "[1] 《新办法》，乙局，2020年；据新闻报道；只读到部分内容",
         "[2] 《旧办法》（甲发〔2010〕1号），甲局，2010年1月\n"});
    expect_parts(
        decision.text(Language::en),
        {"shown subsidy (r)\n", "Outcome: eligible, 500.00 yuan\n", "Day of decision: 2024-06-01\n",
         "Payment: 500.00 yuan to the person; fund: not known (没有读到资金)",
         "Rules of: 《新办法》[1], from 2020-01-01 on", "✓ 18 or older  [2] §2",
         "✓ does not apply: more than 100 months", "which rate → by half (rate=half)",
         "known from a report; read in part"});
}

TEST(RenderText, Refused) {
    const Rulebooks books = render_sample::rulebooks();
    const Decision late = decide(books, facts_with("2024-01-10", "2022-01-10"), kGiven);
    expect_parts(late.text(Language::zh),
                 {"结论：不符合条件\n",
                  "理由：未满足条件：12个月内申请（《旧办法》（甲发〔2010〕1号）§9；《新办法》§2）",
                  "✗ 12个月内申请"});
    EXPECT_EQ(late.text(Language::zh).find("金额计算"), std::string::npos);
    const Decision barred =
        decide(books, facts_with(R"("months": 24)", R"("months": 101)"), kGiven);
    expect_parts(barred.text(Language::zh),
                 {"理由：属于排除情形：超过100个月（《新办法》§6）", "✗ 有此情形：超过100个月"});
    expect_parts(barred.text(Language::en),
                 {"Reason: exclusion: more than 100 months (《新办法》, §6)"});
    const Decision again =
        decide(books, facts_with(R"("paid": [])", R"("paid": [{"level": "junior"}])"), kGiven);
    expect_parts(again.text(Language::zh), {"理由：超出限制：每级一次（《新办法》§7）",
                                            "本次以前已计：1次；连同本次不超过：1次"});
    const Decision before = decide(books, facts_with("2024-05-01", "2005-05-01"), kGiven);
    expect_parts(before.text(Language::zh), {"理由：尚无补贴（《旧办法》（甲发〔2010〕1号）§1）"});
}

TEST(RenderText, Undetermined) {
    const Rulebooks books = render_sample::rulebooks();
    const Decision missing = decide(books, facts_with(R"("a": true, "b": false)", R"("b": false)"),
                                    given_with(R"({"rate": "full"})"));
    expect_parts(missing.text(Language::zh),
                 {"结论：暂无法确定；如符合，1000.00元", "缺少的事实：\n  - 甲（person.a）",
                  "? 途径甲", "甲：不明"});
    expect_parts(missing.text(Language::en), {"Missing facts:\n  - a (person.a)"});

    const Decision open =
        decide(books, facts_with("2024-01-10", "2023-05-01"), given_with(R"({"rate": "full"})"));
    expect_parts(open.text(Language::zh),
                 {"文件没有明确的问题：\n  - 对应日是否在期限内（last_day）",
                  "在期限内（last_day=counts） → 符合条件，1000.00元",
                  "已满期（last_day=expired） → 不符合条件：12个月内申请",
                  "（视对以下问题的理解而定：last_day）"});
    expect_parts(open.text(Language::en),
                 {"inside (last_day=counts) → eligible, 1000.00 yuan",
                  "over (last_day=expired) → not eligible: within 12 months"});

    const Decision unseen = decide(books, facts_with("2024-05-01", "2015-05-01"), kGiven);
    expect_parts(unseen.text(Language::zh), {"没有读到的规定：\n  - 细则没有读到"});
    const Decision uncovered = decide(books, facts_with("2024-05-01", "1999-12-31"), kGiven);
    expect_parts(uncovered.text(Language::zh), {"规则手册未收录规定的日期：\n  - 1999年12月31日"});
}

TEST(RenderText, AmountsThatAreOpen) {
    const Rulebooks books = render_sample::rulebooks();
    const Decision by_rate = decide(books, kFacts, kGiven);
    expect_parts(by_rate.text(Language::zh), {"结论：符合条件，金额视文件未定事项而定",
                                              "全额（rate=full） → 符合条件，1000.00元",
                                              "半额（rate=half） → 符合条件，500.00元"});
    const Decision no_list = decide(books, kFacts, R"({"readings": {"rate": "full"}})");
    expect_parts(no_list.text(Language::zh), {"结论：符合条件，1000.00元至1005.00元",
                                              "须由使用方提供的资料：\n  - 紧缺目录（listed）"});
    const Decision pending =
        decide(books, facts_with(R"("level": "junior")", R"("level": "senior")"),
               given_with(R"({"rate": "full"})"));
    expect_parts(pending.text(Language::zh),
                 {"结论：符合条件，金额待定", "文件留待以后规定：\n  - 另行公布"});
}

// What a step's line says about how its figure came about.
TEST(RenderText, ShowsTheArithmetic) {
    struct Row {
        const char* steps;
        const char* expected;
    };
    const Row rows[] = {
        {R"json({"id": "x", "is": "cost * percent(80)", "round": "fen half_up", "cite": "t §1"})json",
         "x：100.00元 × 80% = 80.00元"},
        {R"json({"id": "x", "is": "person.a ? cost * 2 : cost * 3", "cite": "t §1"})json",
         "x：100.00元 × 2 = 200.00元"},
        {R"json({"id": "x", "is": "(cost + yuan(1)) * 2", "cite": "t §1"})json",
         "x：(100.00元 + 1.00元) × 2 = 202.00元"},
        {R"json({"id": "x", "is": "cost - yuan('0.50') - yuan(1)", "cite": "t §1"})json",
         "x：100.00元 - 0.50元 - 1.00元 = 98.50元"},
        {R"json({"id": "x", "is": "min(cost, yuan(60)) * 2", "cite": "t §1"})json",
         "x：取最小(100.00元，60.00元) × 2 = 120.00元"},
        {R"json({"id": "first", "is": "cost * 2", "cite": "t §1"},
                {"id": "x", "is": "first + cost", "cite": "t §1"})json",
         "x：200.00元 + 100.00元 = 300.00元"},
        // Which branch was taken is not told by what the decision shows: no arithmetic, no guess.
        {R"json({"id": "x", "is": "person.months > 3 ? cost * 2 : cost", "cite": "t §1"})json",
         "x：200.00元　"},
        {R"json({"id": "x", "is": "cost", "cite": "t §1"})json", "x：100.00元　"},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.steps);
        const Rulebooks books =
            sample::rulebook(sample::version(R"("require": [)" + sample::clause("c", "person.a") +
                                             R"(], "amount": [)" + row.steps + "]"));
        const Decision decision = sample::decide(
            books, R"({"on": "2024-01-01", "cost": "100.00", "person": {"a": true, "months": 9}})");
        expect_parts(decision.text(Language::zh), {row.expected});
    }
}

TEST(RenderText, MasksWhatIsPersonal) {
    const Rulebooks books = render_sample::rulebooks();
    for (const Language language : {Language::zh, Language::en}) {
        for (const std::string& facts :
             {std::string(kFacts), facts_with("2024-05-01", "2005-05-01"),
              facts_with("2024-01-10", "2022-01-10")}) {
            const std::string text = decide(books, facts, kGiven).text(language);
            for (const char* value : render_sample::kPersonal) {
                EXPECT_EQ(text.find(value), std::string::npos) << value;
            }
        }
    }
    expect_parts(decide(books, kFacts, kGiven).text(Language::zh),
                 {"公民身份号码：***", "“adult_on”：***", "姓名：***；成年：是"});
}

TEST(RenderText, EscapesWhatDeceives) {
    const Rulebooks books = render_sample::rulebooks();
    for (const Language language : {Language::zh, Language::en}) {
        const std::string text = decide(books, kFacts, kGiven).text(language);
        EXPECT_EQ(text.find("\xe2\x80\xae"), std::string::npos);
        EXPECT_EQ(text.find('\a'), std::string::npos);
        expect_parts(text, {R"(<b>\u202egnp\u0007</b>&"'\)"});
    }
}

// ✓ is as it must be: under `none` and in exclusions that a part is false.
TEST(RenderText, MarksGroupsOfEveryKind) {
    const auto group = [](const std::string& id, const std::string& form) {
        return R"({"id": ")" + id + R"(", "text": {"zh": ")" + id + R"(", "en": ")" + id +
               R"("}, )" + form + "}";
    };
    const auto leaf = [](const std::string& id, const std::string& condition) {
        return R"({"id": ")" + id + R"(", "if": ")" + condition +
               R"(", "cite": "t §1", "text": {"zh": ")" + id + R"(", "en": ")" + id + R"("}})";
    };
    const std::string a = leaf("is_a", "person.a");
    const Rulebooks books = sample::rulebook(sample::version(
        R"("require": [)" +
        group("two", R"("at_least": 2, "of": [)" + a + "," + leaf("is_b", "person.b") + "," +
                         leaf("few", "person.months < 3") + "]") +
        "," + group("nothing", R"("none": [)" + leaf("also_b", "person.b") + "]") +
        R"(], "unless": [)" +
        group("both", R"("all": [)" + leaf("again_a", "person.a") + "," +
                          leaf("again_b", "person.b") + "]") +
        "]"));
    const std::string text =
        sample::decide(books, R"({"on": "2024-01-01", "person": {"a": true, "b": false}})")
            .text(Language::zh);
    expect_parts(text, {"  ? two；至少满足2项：\n    ✓ is_a", "    ✗ is_b", "    ? few",
                        "  ✓ nothing；不得有：\n    ✓ 无此情形：also_b",
                        "  ✓ 无此情形：both；须全部满足：\n    ✗ 有此情形：again_a",
                        "    ✓ 无此情形：again_b"});
}

TEST(RenderText, Faults) {
    const std::string tables =
        R"("tables": {"rate": {"keys": ["level"], "value": "int", "cite": "t §2", "rows": [["junior", 1]]}},)";
    const Rulebooks books = sample::rulebook(
        sample::version(R"("require": [)" + sample::clause("c", "table('rate', person.level) > 0") +
                        "]"),
        tables);
    const Decision decision =
        sample::decide(books, R"({"on": "2024-01-01", "person": {"level": "senior"}})");
    ASSERT_EQ(decision.outcome(), Outcome::fault);
    expect_parts(decision.text(Language::zh),
                 {"结论：计算出错，无法得出结论\n", "出错之处：条件：条件", "! 条件"});
    expect_parts(decision.text(Language::en), {"Outcome: fault", "! condition"});
}

// A rule for certification names the paths that are open, and those that may be.
TEST(RenderText, NamesThePaths) {
    const std::string group =
        R"("require": [{"id": "paths", "text": {"zh": "之一", "en": "one"}, "any": [)" +
        sample::clause("one", "person.a") + "," + sample::clause("two", "person.b") + "," +
        sample::clause("three", "person.months > 3") + "]}]";
    const std::string text =
        R"({"bajigong": 1, "id": "c", "title": {"zh": "报", "en": "c"}, "jurisdiction": "CN",
        "instruments": {"t": {"title": "办法", "number": null, "issuer": "局", "issued": null, "evidence": "official"}},
        "rules": [{"id": "r", "kind": "certification", "title": {"zh": "申报", "en": "declare"}, "keyed_on": "on",
                   "versions": [)" +
        sample::version(group) + "]}]}";
    const Rulebooks books =
        Rulebooks::load_texts({{"vocabulary.json", sample::kVocabulary}, {"c.json", text}});
    const Decision decision =
        sample::decide(books, R"({"on": "2024-01-01", "person": {"a": true, "months": 1}})");
    expect_parts(decision.text(Language::zh),
                 {"可走的途径：\n  - 条件（one）\n尚待确认的途径：\n  - 条件（two）\n"});
    expect_parts(decision.text(Language::en), {"Paths that are open:\n  - condition (one)\nPaths "
                                               "that may be open:\n  - condition (two)\n"});
    EXPECT_EQ(decision.text(Language::en).find("- condition (three)"), std::string::npos);
}

// A rule that decides in place of another says so; where that hangs on a missing fact, both are
// named.
TEST(RenderText, NamesOverridingRules) {
    const auto rule = [](const std::string& id, const std::string& title, const std::string& more) {
        return R"({"id": ")" + id + R"(", "kind": "subsidy", "title": {"zh": ")" + title +
               R"(", "en": ")" + id + R"("}, "keyed_on": "on", )" + more + R"("versions": [)" +
               sample::version(R"("require": [)" + sample::clause("c", "person.a") + "]") + "]}";
    };
    const std::string book =
        R"({"bajigong": 1, "id": "o", "title": {"zh": "书", "en": "o"}, "jurisdiction": "CN",
            "instruments": {"t": {"title": "办法", "number": null, "issuer": "局", "issued": null, "evidence": "official"}},
            "rules": [)" +
        rule("r", "一般规则", "") + "," +
        rule("special", "特别规则",
             R"("overrides": {"rule": "r", "when": "person.months > 3", "cite": "t §1"}, )") +
        "]}";
    const Rulebooks books =
        Rulebooks::load_texts({{"vocabulary.json", sample::kVocabulary}, {"o.json", book}});
    const auto text = [&](const std::string& months) {
        return sample::decide(books, R"({"on": "2024-01-01", "person": {"a": true)" + months + "}}")
            .text(Language::zh);
    };
    expect_parts(text(R"(, "months": 4)"),
                 {"特别规则（special）\n", "本规则代替以下规则作出判定：一般规则（r）"});
    EXPECT_EQ(text(R"(, "months": 3)").find("特别规则"), std::string::npos);
    expect_parts(text(""),
                 {"一般规则（r）\n结论：暂无法确定\n", "可能改由以下规则判定：特别规则（special）",
                  "缺少的事实：\n  - 月数（person.months）"});
}

// Where the version hangs on an open reading and does not matter, one explanation is enough.
TEST(RenderText, TellsVersionsOnceWhereTheyDoNotMatter) {
    const std::string readings =
        R"("readings": {"key": {"asks": {"zh": "哪日", "en": "which day"}, "options": {"first": {"zh": "先", "en": "first"}, "second": {"zh": "后", "en": "second"}}}},)";
    const std::string keyed =
        R"("keyed_on": {"reading": "key", "first": "issued", "second": "on"})";
    const std::string old_version =
        R"({"from": "2000-01-01", "until": "2019-12-31", "instrument": "t", "require": [)" +
        sample::clause("old_clause", "person.a") + "]}";
    const std::string new_version =
        R"({"from": "2020-01-01", "until": "never", "instrument": "t", "require": [)" +
        sample::clause("new_clause", "person.b") + "]}";
    const Rulebooks books = sample::rulebook(old_version + "," + new_version, readings, keyed);
    const char* facts =
        R"({"on": "2024-01-01", "issued": "2019-01-01", "person": {"a": true, "b": %s}})";
    const auto with_b = [&](const std::string& b) {
        std::string text = facts;
        return text.replace(text.find("%s"), 2, b);
    };
    const std::string same = sample::decide(books, with_b("true")).text(Language::zh);
    expect_parts(same, {"结论：符合条件", "适用日期：2019年1月1日（先，key=first）",
                        "适用日期为2024年1月1日（后，key=second）的，适用《试行办法》"});
    const std::string differs = sample::decide(books, with_b("false")).text(Language::zh);
    expect_parts(
        differs,
        {"结论：暂无法确定", "先（key=first） → 符合条件", "后（key=second） → 不符合条件：条件",
         "适用日期：2019年1月1日（先，key=first）", "适用日期：2024年1月1日（后，key=second）"});
}

}  // namespace
}  // namespace bajigong
