// The receipt's fields, their canonical digest, and replay.
#include "decision/receipt.hpp"

#include <algorithm>
#include <set>

#include "bajigong/receipt.hpp"

#include "digest/digest.hpp"
#include "rulebook/loader.hpp"
#include "rulebook/reads.hpp"
#include "rulebook/rule_digest.hpp"

namespace bajigong {

namespace {

using digest::Algorithm;
using text::Json;
using text::JsonKind;

// The facts that the decision could have read, in the vocabulary's order of paths.
std::string canonical_facts(const Decision::Impl& decision) {
    Reads reads;
    note_reads(*decision.decided, decision.rulebooks->vocabulary, reads);
    for (const Rule* other : decision.rule->overridden_by) note_selector(*other, reads);
    const CaseFacts& facts = *decision.facts->facts;
    const Vocabulary& vocabulary = facts.vocabulary();
    std::map<std::string, std::string> encoded;
    for (const auto& [table, column] : reads.columns) {
        const FactTableInfo& info = vocabulary.tables()[table];
        if (info.columns[column].answer) continue;  // decided, not given
        digest::Encoder cells;
        const std::size_t rows = facts.view().tables[table].rows;
        cells.list(rows);
        for (std::size_t row = 0; row < rows; ++row) {
            const CaseFacts::Shown cell = facts.show(table, column, row);
            if (!cell.known) {
                cells.none();
            } else {
                cells.text(
                    print_scalar(vocabulary, cell.type, cell.number, cell.second, cell.text));
            }
        }
        encoded[(info.path.empty() ? "" : info.path + ".") + info.columns[column].path] =
            cells.bytes();
    }
    for (const int list : reads.lists) {
        const FactTable& table = facts.view().tables[list];
        const std::size_t parents = facts.view().tables[vocabulary.tables()[list].parent].rows;
        digest::Encoder ranges;
        ranges.list(parents);
        for (std::size_t row = 0; row < parents; ++row) {
            ranges.integer(table.offsets[row + 1] - table.offsets[row]);
            ranges.text(table.is_complete(row) ? "complete" : "open");
        }
        encoded[vocabulary.tables()[list].path] = ranges.bytes();
    }
    digest::Encoder all;
    all.record(encoded.size());
    for (const auto& [path, bytes] : encoded) all.text(path).text(bytes);
    return all.bytes();
}

std::string member(std::string_view key, const std::string& json) {
    return text::json_quote(key) + ":" + json;
}

std::string amount_json(const Amount& amount) {
    std::string json = "{" + member("kind", text::json_quote(name(amount.kind)));
    const auto add = [&](std::string_view key, Money money) {
        json += "," + member(key, text::json_quote(money.text()));
    };
    using Kind = Amount::Kind;
    if (amount.kind == Kind::exact || amount.kind == Kind::at_least || amount.kind == Kind::between)
        add("low", amount.low);
    if (amount.kind == Kind::at_most || amount.kind == Kind::between) add("high", amount.high);
    return json + "}";
}

// A value made of personal facts stands in no receipt.
std::string results_json(const Decision::Impl& decision) {
    std::string json = "{";
    for (const Result& result : decision.results) {
        const bool told = result.kind == Result::Kind::stated && !result.personal;
        json += (json.size() > 1 ? "," : "") +
                member(result.id, told ? result.value : text::json_quote(name(result.kind)));
    }
    return json + "}";
}

std::string digest_of(const Json& receipt) {
    return digest::hex(digest::hash(Algorithm::sha256, canonical(receipt, {"digest"})));
}

text::JsonDocument parse_receipt(std::string_view receipt, const std::string& name) {
    text::JsonDocument document = text::parse_json(receipt, name);
    const Json& root = document.root;
    const Json* format = root.find("bajigong_receipt");
    const Json* digest = root.find("digest");
    for (const char* key : {"rule", "decided_on"}) {
        const Json* value = root.find(key);
        if (value == nullptr || !value->is(JsonKind::string))
            throw Failure(Problem{"D003", {name, 1, 0, ""}, {}});
    }
    if (format == nullptr || format->text != "1" || digest == nullptr) {
        throw Failure(Problem{"D003", {name, 1, 0, ""}, {}});
    }
    if (digest->text != digest_of(root))
        throw Failure(Problem{"D004", document.place(*digest), {}});
    return document;
}

// The rulebooks of a rule and of those that it asks.
void note_books(const Rule& rule, std::set<const Rulebook*>& books) {
    books.insert(rule.book);
    for (const AskedRule& asked : rule.asks) {
        note_books(*asked.rule, books);
        for (const Rule* other : asked.rule->overridden_by) note_books(*other, books);
    }
}

std::string object_json(const std::map<std::string, std::string>& members) {
    std::string json = "{";
    for (const auto& [key, value] : members)
        json += (json.size() > 1 ? "," : "") + member(key, value);
    return json + "}";
}

std::string supply_json(const std::set<const Rulebook*>& books, const Given::Impl* given) {
    std::map<std::string, std::string> digests;
    for (const Rulebook* book : books) {
        if (given == nullptr || !given->books.contains(book)) continue;
        for (const auto& [name, hex] : given->books.at(book).digests)
            digests[name] = text::json_quote(hex);
    }
    return object_json(digests);
}

// The readings chosen, of every rulebook that was asked; one name is one choice for all of them.
std::string readings_json(const Decision::Impl& decision, const std::set<const Rulebook*>& books,
                          const Given::Impl* given) {
    std::map<std::string, std::string> choices;
    const auto note = [&](const Rulebook& book, const std::vector<ChosenReading>& chosen) {
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            if (chosen[i].option < 0) continue;
            const Reading& reading = book.readings[i];
            const std::string& option =
                reading.options[static_cast<std::size_t>(chosen[i].option)].name;
            choices[reading.name] =
                object_json({{"option", text::json_quote(option)},
                             {"by", text::json_quote(chosen[i].by)},
                             {"authority", text::json_quote(chosen[i].authority)}});
        }
    };
    for (const Rulebook* book : books) {
        if (given != nullptr && given->books.contains(book))
            note(*book, given->books.at(book).readings);
    }
    note(*decision.decided->book, decision.chosen);
    return object_json(choices);
}

}  // namespace

std::string make_receipt(const Decision::Impl& decision, const Given::Impl* given,
                         std::string_view salt) {
    const Rule& rule = *decision.decided;
    std::vector<std::string> members;
    members.push_back(member("bajigong_receipt", "1"));
    members.push_back(member("engine", text::json_quote(BAJIGONG_VERSION)));
    members.push_back(member("rule", text::json_quote(decision.rule->id)));
    members.push_back(member("decided_by", text::json_quote(rule.id)));
    members.push_back(member("decided_on", text::json_quote(decision.as_of.text())));
    if (decision.law_date)
        members.push_back(member("law_date", text::json_quote(decision.law_date->text())));
    members.push_back(member("rule_digest", text::json_quote(rule_digest(rule))));
    std::set<const Rulebook*> books;
    note_books(rule, books);
    members.push_back(member("supply_digests", supply_json(books, given)));
    const std::string facts = canonical_facts(decision);
    members.push_back(member("facts_digest", text::json_quote(digest::hex(digest::keyed_hash(
                                                 Algorithm::sha256, salt, facts)))));
    members.push_back(member("readings", readings_json(decision, books, given)));
    std::string versions = "[";
    for (const std::string& version : decision.versions) {
        versions += (versions.size() > 1 ? "," : "") + text::json_quote(version);
    }
    members.push_back(member("versions", versions + "]"));
    members.push_back(member("outcome", text::json_quote(name(decision.outcome))));
    members.push_back(member("clause", text::json_quote(decision.clause)));
    members.push_back(member("amount", amount_json(decision.amount)));
    if (!decision.results.empty()) members.push_back(member("results", results_json(decision)));
    std::string json = "{";
    for (const std::string& m : members) json += (json.size() > 1 ? "," : "") + m;
    const text::JsonDocument content = text::parse_json(json + "}", "receipt");
    return json + "," + member("digest", text::json_quote(digest_of(content.root))) + "}";
}

std::string rule_of_receipt(std::string_view receipt, const std::string& name) {
    return std::string(parse_receipt(receipt, name).root.find("rule")->text);
}

Replay replay(const Rulebooks& rulebooks, std::string_view receipt, const Facts& facts,
              std::string_view salt, const Given* given, const std::string& name) {
    const text::JsonDocument read = parse_receipt(receipt, name);
    const Json& then = read.root;
    DecideOptions options;
    const std::optional<Date> as_of = Date::parse(then.find("decided_on")->text);
    if (!as_of || salt.empty()) throw Failure(Problem{"D003", {name, 1, 0, ""}, {}});
    options.as_of = *as_of;
    if (const Json* law_date = then.find("law_date"))
        options.law_date = Date::parse(law_date->text);
    options.salt = std::string(salt);
    const std::string rule(then.find("rule")->text);
    // The readings chosen then are chosen again, whatever `given` says.
    std::optional<Given> again;
    if (const Json* readings = then.find("readings");
        readings != nullptr && !readings->children.empty()) {
        std::string json;
        for (const Json& reading : readings->children) {
            const Json* option = reading.find("option");
            if (option == nullptr) throw Failure(Problem{"D003", {name, 1, 0, ""}, {}});
            json += (json.empty() ? "" : ",") + member(reading.key, text::json_quote(option->text));
        }
        const std::string chosen = "{\"readings\":{" + json + "}}";
        again = given == nullptr ? Given::from_json(rulebooks, rule, chosen)
                                 : given->with(rulebooks, rule, chosen);
    }
    const Decision now = decide(rulebooks, rule, facts, options, again ? &*again : given);
    const text::JsonDocument fresh = text::parse_json(now.receipt(), "receipt");
    Replay result;
    const auto shown = [](const Json* json) {
        if (json == nullptr) return std::string("nothing");
        std::string parts;
        for (const Json& part : json->children) {
            parts += (parts.empty() ? "" : " ") + text::printable(part.key) +
                     (part.key.empty() ? "" : "=") + text::printable(part.text.substr(0, 16));
        }
        if (!parts.empty()) return parts;
        return json->text.empty() ? std::string("nothing") : text::printable(json->text);
    };
    for (const Json& field : fresh.root.children) {
        if (field.key == "digest" || field.key == "readings") continue;
        const Json* old = then.find(field.key);
        if (old != nullptr && canonical(*old) == canonical(field)) continue;
        if (field.key == "amount" && old != nullptr) {
            const auto part = [&](const Json& json) {
                std::string parts;
                for (const Json& p : json.children)
                    parts += (parts.empty() ? "" : " ") + text::printable(p.text);
                return parts;
            };
            result.differences.push_back("amount: " + part(*old) + ", now " + part(field));
        } else {
            result.differences.push_back(std::string(field.key) + ": " + shown(old) + ", now " +
                                         shown(&field));
        }
    }
    for (const Json& field : then.children) {
        if (fresh.root.find(field.key) == nullptr && text::is_plain_name(field.key)) {
            result.differences.push_back(std::string(field.key) + ": given, now nothing");
        }
    }
    result.same = result.differences.empty();
    return result;
}

}  // namespace bajigong
