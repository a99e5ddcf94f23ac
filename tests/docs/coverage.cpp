// Reads the list of articles and joins it with the citations.
#include "docs/coverage.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "rulebook/set.hpp"

namespace bajigong::docs {

namespace {

using text::Json;
using text::JsonKind;

const Json& member(const Json& object, const std::string& key) {
    const Json* found = object.find(key);
    if (found == nullptr) {
        throw std::runtime_error("line " + std::to_string(object.line) + ": no \"" + key + "\"");
    }
    return *found;
}

Label label(const Json& json) {
    return {std::string(member(json, "zh").text), std::string(member(json, "en").text)};
}

// "(七)" is "七", in brackets of either width; "一(二)" stays.
std::string bare_place(std::string place) {
    for (const auto& [wide, narrow] : {std::pair{"（", "("}, std::pair{"）", ")"}}) {
        for (std::size_t at = 0; (at = place.find(wide, at)) != std::string::npos;) {
            place.replace(at, std::string_view(wide).size(), narrow);
        }
    }
    if (place.starts_with("§")) place.erase(0, std::string_view("§").size());
    if (place.starts_with('(') && place.find(')') == place.size() - 1) {
        place = place.substr(1, place.size() - 2);
    }
    return place;
}

// A document's title, whichever width its brackets have.
std::string bare_title(const std::string& title) { return bare_place(title); }

SeedArticle read_article(const Json& json, const Json& reasons) {
    SeedArticle article;
    article.place = member(json, "place").text;
    article.says = label(member(json, "says"));
    int notes = 0;
    const auto note = [&](const char* key, SeedArticle::State state) {
        const Json* found = json.find(key);
        if (found == nullptr) return;
        ++notes;
        article.state = state;
        article.note =
            label(found->is(JsonKind::string) ? member(reasons, std::string(found->text)) : *found);
    };
    note("open", SeedArticle::State::carried);
    note("not_computable", SeedArticle::State::not_computable);
    note("no_mechanism", SeedArticle::State::no_mechanism);
    if (notes > 1) throw std::runtime_error(article.place + " is explained twice");
    return article;
}

SeedDocument read_document(const Json& json, const Json& reasons) {
    SeedDocument document;
    Instrument& instrument = document.instrument;
    instrument.title = member(json, "title").text;
    instrument.number = member(json, "number").text;
    instrument.issuer = member(json, "issuer").text;
    instrument.issued = member(json, "issued").text;
    const std::string grade(member(json, "evidence").text);
    while (name(instrument.evidence) != grade) {
        if (instrument.evidence == Evidence::recalled)
            throw std::runtime_error("evidence " + grade);
        instrument.evidence = static_cast<Evidence>(static_cast<int>(instrument.evidence) + 1);
    }
    document.english = member(json, "english").text;
    std::set<std::string> seen;
    for (const Json& article : member(json, "articles").children) {
        document.articles.push_back(read_article(article, reasons));
        const std::string& place = document.articles.back().place;
        if (!seen.insert(place).second) throw std::runtime_error(place + " stands twice");
    }
    return document;
}

// Calls `told(basis, carries)` for all that a rule rests on.
template <class Told>
void each_basis(const Rule& rule, const Told& told) {
    told(rule.implements_basis, false);
    told(rule.override_basis, false);
    if (rule.automatic) told(*rule.automatic, false);
    for (const Version& version : rule.versions) {
        told(version.basis, false);
        for (const Let& let : version.lets) told(let.basis, false);
        for (const Clause& clause : version.clauses) told(clause.basis, true);
        for (const Limit& limit : version.limits) told(limit.basis, true);
        for (const Step& step : version.steps) told(step.basis, true);
        for (const ResultStep& result : version.results) told(result.basis, true);
    }
}

// The same for a rulebook's tables, parameters and lists, by which no rule carries anything yet.
template <class Told>
void each_basis_of_data(const Rulebook& book, const Told& told) {
    for (const auto* shapes : {&book.tables, &book.params, &book.lists}) {
        for (const SuppliedShape& shape : *shapes) told(shape.basis);
    }
}

// The same for how the rulebook is read: its calendar and what its readings lean on.
template <class Told>
void each_basis_of_reading(const Rulebook& book, const Told& told) {
    told(book.calendar_basis);
    for (const Reading& reading : book.readings) {
        for (const ReadingOption& option : reading.options) told(option.basis);
    }
}

const Instrument* instrument_of(const Rulebooks& rulebooks, const Citation& cite) {
    for (const Rulebook& book : rulebooks.impl().books) {
        if (book.id == cite.rulebook) return book.instrument(cite.instrument);
    }
    return nullptr;
}

void add(std::vector<std::string>& ids, const std::string& id) {
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

class Joining {
   public:
    Joining(const Rulebooks& rulebooks, Coverage& coverage)
        : rulebooks_(rulebooks), coverage_(coverage) {}

    void run() {
        for (const Rulebook& book : rulebooks_.impl().books) {
            compare_instruments(book);
            const auto check = [&](const Basis& basis) { find(basis, book.id); };
            each_basis_of_data(book, check);
            each_basis_of_reading(book, check);
            for (const Rule& rule : book.rules) {
                each_basis(rule, [&](const Basis& basis, bool carries) {
                    for (SeedArticle* article : find(basis, rule.id)) {
                        add(carries ? article->carriers : article->named, rule.id);
                    }
                });
            }
        }
        for (SeedDocument& document : coverage_.documents) {
            for (SeedArticle& article : document.articles) settle(document, article);
        }
    }

   private:
    SeedDocument* document_of(const Instrument& instrument) {
        for (SeedDocument& document : coverage_.documents) {
            if (bare_title(document.instrument.title) == bare_title(instrument.title)) {
                return &document;
            }
        }
        return nullptr;
    }

    // A rulebook that cites a seed describes it as the list does.
    void compare_instruments(const Rulebook& book) {
        for (const Instrument& instrument : book.instruments) {
            const SeedDocument* document = document_of(instrument);
            if (document == nullptr) continue;
            const Instrument& same = document->instrument;
            if (instrument.number != same.number || instrument.issuer != same.issuer ||
                instrument.issued != same.issued || instrument.evidence != same.evidence) {
                coverage_.findings.push_back(book.id + ": " + instrument.key +
                                             " is described otherwise than in the list");
            }
        }
    }

    // The articles that `basis` cites; a place that the list lacks is a finding.
    std::vector<SeedArticle*> find(const Basis& basis, const std::string& who) {
        std::vector<SeedArticle*> found;
        for (const Citation& cite : basis.cites) {
            const Instrument* instrument = instrument_of(rulebooks_, cite);
            SeedDocument* document = instrument == nullptr ? nullptr : document_of(*instrument);
            if (document == nullptr) continue;
            const std::string place = bare_place(cite.place);
            const auto it =
                std::find_if(document->articles.begin(), document->articles.end(),
                             [&](const SeedArticle& article) { return article.place == place; });
            if (it != document->articles.end()) {
                found.push_back(&*it);
            } else {
                add(coverage_.findings, who + " cites " + cite.place + " of " +
                                            document->instrument.title + ", which the list lacks");
            }
        }
        return found;
    }

    void settle(const SeedDocument& document, SeedArticle& article) {
        std::erase_if(article.named, [&](const std::string& id) {
            return std::find(article.carriers.begin(), article.carriers.end(), id) !=
                   article.carriers.end();
        });
        const std::string where = document.instrument.title + " " + article.place;
        const bool carried = article.state == SeedArticle::State::carried;
        if (carried && article.carriers.empty()) {
            coverage_.findings.push_back(where +
                                         ": no rule has a clause that cites it, and the list does "
                                         "not say why");
        }
        if (!carried && !article.carriers.empty()) {
            coverage_.findings.push_back(where + ": explained away, yet carried by " +
                                         article.carriers.front());
        }
    }

    const Rulebooks& rulebooks_;
    Coverage& coverage_;
};

}  // namespace

Coverage cover(const Rulebooks& rulebooks, const text::Json& data) {
    Coverage coverage;
    for (const Json& document : member(data, "documents").children) {
        coverage.documents.push_back(read_document(document, member(data, "reasons")));
    }
    for (const Json& place : member(data, "places").children) {
        coverage.places[std::string(place.key)] = label(place);
    }
    Joining(rulebooks, coverage).run();
    return coverage;
}

Evidence weakest_evidence(const Rulebooks& rulebooks, const Rulebook& book) {
    Evidence weakest = Evidence::official;
    const auto weigh = [&](const Basis& basis) {
        if (basis.evidence) {
            weakest = std::max(weakest, *basis.evidence);
            return;
        }
        for (const Citation& cite : basis.cites) {
            const Instrument* instrument = instrument_of(rulebooks, cite);
            if (instrument != nullptr) weakest = std::max(weakest, instrument->evidence);
        }
    };
    each_basis_of_data(book, weigh);
    for (const Rule& rule : book.rules) {
        each_basis(rule, [&](const Basis& basis, bool) { weigh(basis); });
    }
    return weakest;
}

Totals totals(const SeedDocument& document) {
    Totals sum;
    for (const SeedArticle& article : document.articles) {
        ++sum.articles;
        if (article.state == SeedArticle::State::not_computable) ++sum.not_computable;
        if (article.state != SeedArticle::State::carried) continue;
        ++sum.carried;
        if (!article.note.zh.empty()) ++sum.partly;
    }
    return sum;
}

}  // namespace bajigong::docs
