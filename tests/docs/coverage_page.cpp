// The page made from the coverage, in Markdown.
#include <algorithm>
#include <sstream>

#include "docs/coverage.hpp"
#include "rulebook/set.hpp"

namespace bajigong::docs {

namespace {

constexpr const char* kHead = R"(# What is covered (覆盖情况)

Which articles of five policy documents a rule decides, and which none can; then every rulebook by
place.

五份政策文件的各项条款由哪些规则判定，哪些无法判定；其后按地区列出全部规则手册。

Made from [`policies/`](../policies) and [`seed_articles.json`](seed_articles.json); `WRITE_DOCS=1`
and the test `Coverage.ThePageIsWhatTheRulebooksCite` write it anew.

## Five documents, article by article (五份文件逐条对照)

*Carried*: a rule has a clause, limit, amount step or result that cites the article. What the
article still leaves open stands beside it. *Named*: a rule cites the article only in a value worked
out on the way, for a version, or for what it implements. *Not computable*: something is promised,
but not to whom, on what terms or how much. The test fails when an article is neither carried nor
explained, when one is explained away and yet carried, and when a rulebook cites an article that is
not listed here.

“有规则”指规则中有条款、限制、金额步骤或结果引用该条；仍未定的内容写在旁边。“提及”指规则只在中间值、
版本或所执行的上级规则处引用。“不可判定”指只有承诺，没有写对象、条件或数额。

)";

constexpr const char* kBooks = R"(
## All rulebooks by place (全部规则手册)

*Weakest evidence* is the worst grade among the texts that the rules and tables cite; the grades are
told in [rulebook.md](rulebook.md#instruments-and-citations). What each rule leaves open is told by
`bajigong readings policies`.

“最弱依据”指规则和表格所引文件中掌握程度最差的一级；各项规则未定的内容见 `bajigong readings policies`。

)";

std::string cell(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '|') out += '\\';
        out += c;
    }
    return out;
}

std::string both(const Label& label) {
    return label.zh.empty() ? "" : cell(label.zh) + "<br>" + cell(label.en);
}

std::string codes(const std::vector<std::string>& ids) {
    std::string out;
    for (const std::string& id : ids) out += (out.empty() ? "`" : ", `") + id + "`";
    return out;
}

std::string grade(Evidence evidence) {
    switch (evidence) {
        case Evidence::official: return "official 原文";
        case Evidence::repost: return "repost 转载";
        case Evidence::news: return "news 报道";
        case Evidence::secondary: return "secondary 转述";
        case Evidence::recalled: break;
    }
    return "recalled 未读";
}

void summary(std::ostringstream& out, const Coverage& coverage) {
    out << "| document 文件 | articles 条款 | state a mechanism 写有机制 | carried 有规则 "
           "| of these partly open 其中部分未定 | not computable 不可判定 |\n"
           "|---|---|---|---|---|---|\n";
    Totals all;
    const auto row = [&](const std::string& what, const Totals& sum) {
        out << "| " << what << " | " << sum.articles << " | " << sum.mechanisms() << " | "
            << sum.carried << " | " << sum.partly << " | " << sum.not_computable << " |\n";
    };
    for (const SeedDocument& document : coverage.documents) {
        const Totals sum = totals(document);
        all.articles += sum.articles;
        all.carried += sum.carried;
        all.partly += sum.partly;
        all.not_computable += sum.not_computable;
        row(cell(document.instrument.title) + "<br>" + cell(document.english), sum);
    }
    row("together 合计", all);
}

// "background and guiding ideas 背景…: 一, 二", a reason a line, in the order of the articles.
void without_mechanism(std::ostringstream& out, const SeedDocument& document) {
    std::vector<std::pair<const Label*, std::string>> reasons;
    for (const SeedArticle& article : document.articles) {
        if (article.state != SeedArticle::State::no_mechanism) continue;
        const auto same = std::find_if(reasons.begin(), reasons.end(), [&](const auto& reason) {
            return reason.first->zh == article.note.zh;
        });
        if (same == reasons.end()) {
            reasons.emplace_back(&article.note, article.place);
        } else {
            same->second += ", " + article.place;
        }
    }
    if (!reasons.empty()) out << "\nStating no mechanism 没有机制的条款:\n\n";
    for (const auto& [why, places] : reasons) {
        out << "- " << places << ": " << why->zh << " (" << why->en << ")\n";
    }
}

void document_section(std::ostringstream& out, const SeedDocument& document) {
    const Instrument& instrument = document.instrument;
    out << "\n### " << document.english << "\n\n" << instrument.title << ", ";
    if (!instrument.number.empty()) out << instrument.number << ", ";
    out << instrument.issuer << ", " << instrument.issued << " (" << grade(instrument.evidence)
        << ")\n\n| article 条款 | what it says 内容 | carried by 规则 "
           "| why not, or what stays open 不可判定或未定的原因 |\n|---|---|---|---|\n";
    for (const SeedArticle& article : document.articles) {
        if (article.state == SeedArticle::State::no_mechanism) continue;
        std::string rules = article.state == SeedArticle::State::carried
                                ? codes(article.carriers)
                                : "**not computable 不可判定**";
        if (!article.named.empty()) rules += "<br>named by 提及: " + codes(article.named);
        out << "| " << cell(article.place) << " | " << both(article.says) << " | " << rules << " | "
            << both(article.note) << " |\n";
    }
    without_mechanism(out, document);
}

// The nation first, then by code.
std::vector<const Rulebook*> by_place(const Rulebooks& rulebooks) {
    std::vector<const Rulebook*> books;
    for (const Rulebook& book : rulebooks.impl().books) {
        if (!book.rules.empty()) books.push_back(&book);  // others are only there to be cited
    }
    std::stable_sort(books.begin(), books.end(), [](const Rulebook* a, const Rulebook* b) {
        const auto key = [](const Rulebook& book) {
            return book.jurisdiction == "CN" ? "" : book.jurisdiction;
        };
        return key(*a) < key(*b);
    });
    return books;
}

void rulebook_table(std::ostringstream& out, const Rulebooks& rulebooks, const Coverage& coverage,
                    const std::map<std::string, int>& cases, const std::string& root) {
    out << "| place 地区 | rulebook 规则手册 | rules 规则 | cases 案例 "
           "| weakest evidence 最弱依据 |\n|---|---|---|---|---|\n";
    std::size_t rules = 0;
    int all_cases = 0;
    const std::vector<const Rulebook*> books = by_place(rulebooks);
    for (const Rulebook* book : books) {
        std::vector<std::string> ids;
        int of_book = 0;
        for (const Rule& rule : book->rules) {
            ids.push_back(rule.id);
            if (const auto found = cases.find(rule.id); found != cases.end()) {
                of_book += found->second;
            }
        }
        const auto place = coverage.places.find(book->jurisdiction);
        const std::string file =
            book->file.starts_with(root) ? book->file.substr(root.size()) : book->file;
        out << "| " << (place == coverage.places.end() ? book->jurisdiction : both(place->second))
            << " | [" << cell(book->title.zh) << "](.." << file << ")<br>" << cell(book->title.en)
            << " | " << codes(ids) << " | " << of_book << " | "
            << grade(weakest_evidence(rulebooks, *book)) << " |\n";
        rules += ids.size();
        all_cases += of_book;
    }
    out << "\nTogether 合计: " << books.size() << " rulebooks 规则手册, " << rules
        << " rules 规则, " << all_cases << " worked cases 案例.\n";
}

}  // namespace

std::string coverage_page(const Rulebooks& rulebooks, const Coverage& coverage,
                          const std::map<std::string, int>& cases, const std::string& root) {
    std::ostringstream out;
    out << kHead;
    summary(out, coverage);
    for (const SeedDocument& document : coverage.documents) document_section(out, document);
    out << kBooks;
    rulebook_table(out, rulebooks, coverage, cases, root);
    return out.str();
}

}  // namespace bajigong::docs
