// Reading what the host brings.
#include <algorithm>

#include "decision/decision_impl.hpp"
#include "digest/digest.hpp"
#include "rulebook/loader.hpp"

namespace bajigong {

namespace {

using text::Json;
using text::JsonDocument;
using text::JsonKind;
using text::Members;

// The spans of [from, until] that lie in none of `known`.
std::vector<ListData::Span> outside(ListData::Span whole,
                                    const std::vector<ListData::Span>& known) {
    std::vector<ListData::Span> left{whole};
    for (const ListData::Span& span : known) {
        std::vector<ListData::Span> next;
        for (const ListData::Span& one : left) {
            if (span.until < one.from || one.until < span.from) {
                next.push_back(one);
                continue;
            }
            if (one.from < span.from) next.push_back({one.from, span.from - 1});
            if (span.until < one.until) next.push_back({span.until + 1, one.until});
        }
        left = std::move(next);
    }
    return left;
}

// A list that the rulebook publishes keeps what it says of the days it knows; what is brought says
// the rest.
void complete(const ListData& own, ListData& brought) {
    ListData result = own;
    for (const ListData::Edition& edition : brought.editions) {
        for (const ListData::Span& span : outside({edition.from, edition.until}, own.known))
            result.editions.push_back({span.from, span.until, edition.rows});
    }
    for (const ListData::Span& span : brought.known) {
        for (const ListData::Span& left : outside(span, own.known)) result.known.push_back(left);
    }
    brought = std::move(result);
}

class GivenReader {
   public:
    GivenReader(const Rulebooks& rulebooks, std::string_view rule_id, const Given::Impl* base,
                const JsonDocument& document)
        : vocabulary_(rulebooks.impl().vocabulary), document_(document) {
        if (rule_id.empty()) {
            for (const Rulebook& book : rulebooks.impl().books) books_.push_back(&book);
        } else {
            add_books(rulebooks.impl().rule(rule_id));
        }
        for (const Rulebook* book : books_) {
            Given::Impl::Book& entry = result_.books[book];
            if (base != nullptr && base->books.contains(book)) {
                entry = base->books.at(book);
            } else {
                entry.supply = book->supply;
                entry.readings.resize(book->readings.size());
            }
        }
    }

    Given::Impl run() {
        Members members(document_, document_.root, problems_,
                        {"lists", "tables", "params", "readings"});
        for (const char* section : {"lists", "tables", "params", "readings"}) {
            const Json* json = members.get(section, JsonKind::object);
            if (json == nullptr) continue;
            for (const Json& entry : json->children) read(section, entry);
        }
        if (!problems_.empty()) throw Failure(std::move(problems_));
        return std::move(result_);
    }

   private:
    // The rulebooks of a rule, of those that may decide in its place, and of those it asks.
    void add_books(const Rule& rule) {
        const bool listed = std::find(books_.begin(), books_.end(), rule.book) != books_.end();
        if (!listed) books_.push_back(rule.book);
        for (const Rule* other : rule.overridden_by) add_books(*other);
        for (const AskedRule& asked : rule.asks) add_books(*asked.rule);
    }

    void read(const std::string& section, const Json& entry) {
        bool found = false;
        other_options_.clear();
        for (const Rulebook* book : books_) found = read_into(section, entry, *book) || found;
        if (found) return;
        if (!other_options_.empty()) {
            problems_.push_back({"D007",
                                 document_.place(entry),
                                 {std::string(entry.key), other_options_},
                                 Severity::error});
            return;
        }
        std::vector<std::string> names;
        for (const Rulebook* book : books_) {
            const language::Environment& e = book->environment;
            if (section == "lists") add_names(e.lists, names);
            if (section == "tables") add_names(e.tables, names);
            if (section == "params") add_names(e.params, names);
            if (section == "readings") add_names(e.readings, names);
        }
        const std::string shown(text::is_plain_name(entry.key) ? entry.key : "?");
        const std::string near = text::nearest(shown, names);
        std::vector<std::string> args{section, shown};
        if (!near.empty()) args.push_back(near);
        problems_.push_back({near.empty() ? "D010" : "D005", document_.place(entry),
                             std::move(args), Severity::error});
    }

    template <class Shapes>
    static void add_names(const Shapes& shapes, std::vector<std::string>& names) {
        for (const auto& shape : shapes) names.push_back(shape.name);
    }

    bool read_into(const std::string& section, const Json& entry, const Rulebook& book) {
        Given::Impl::Book& into = result_.books[&book];
        const language::Environment& e = book.environment;
        Rulebook scratch;
        scratch.id = book.id;
        scratch.instruments = book.instruments;
        Loader loader(document_, scratch, vocabulary_, problems_);
        if (section == "readings") return read_reading(entry, book, into);
        bool known = false;
        if (section == "lists") {
            const int i = e.list(entry.key);
            if ((known = i >= 0)) {
                auto brought = loader.list_data(entry, e.lists[i].type, entry.key);
                const std::optional<ListData>& own = book.supply.lists[i];
                if (own && brought) complete(*own, *brought);
                into.supply.lists[i] = std::move(brought);
            }
        } else if (section == "tables") {
            const int i = e.table(entry.key);
            if ((known = i >= 0)) {
                // A table with rows of its own has its denominators fixed; it cannot be replaced.
                if (!book.tables[i].supplied)
                    problems_.push_back({"D006",
                                         document_.place(entry),
                                         {std::string(entry.key)},
                                         Severity::error});
                language::TableShape shape = e.tables[i];
                into.supply.tables[i] = loader.table_data(entry, shape, entry.key);
            }
        } else {
            const int i = e.param(entry.key);
            if ((known = i >= 0)) {
                if (!book.params[i].supplied)
                    problems_.push_back({"D006",
                                         document_.place(entry),
                                         {std::string(entry.key)},
                                         Severity::error});
                into.supply.params[i] = loader.param_data(entry, e.params[i].type, entry.key);
            }
        }
        if (known) {
            const std::string hex =
                digest::hex(digest::hash(digest::Algorithm::sha256, canonical(entry)));
            std::erase_if(into.digests, [&](const auto& d) { return d.first == entry.key; });
            into.digests.emplace_back(entry.key, hex);
            std::sort(into.digests.begin(), into.digests.end());
        }
        return known;
    }

    // A rulebook whose reading of that name lacks the option asks another question by it: there it
    // stays open.
    bool read_reading(const Json& entry, const Rulebook& book, Given::Impl::Book& into) {
        const int r = book.reading(entry.key);
        if (r < 0) return false;
        ChosenReading chosen;
        std::string option(entry.text);
        if (entry.is(JsonKind::object)) {
            Members members(document_, entry, problems_, {"option", "by", "authority"});
            option = members.string("option", true);
            chosen.by = members.string("by");
            chosen.authority = members.string("authority");
        } else if (!entry.is(JsonKind::string)) {
            problems_.push_back({"R002",
                                 document_.place(entry),
                                 {"a text", std::string(name(entry.kind))},
                                 Severity::error});
        }
        const std::vector<std::string>& options = book.environment.readings[r].options;
        const auto found = std::find(options.begin(), options.end(), option);
        if (found == options.end()) {
            std::string all;
            for (const std::string& o : options) all += (all.empty() ? "" : ", ") + o;
            if (other_options_.empty()) other_options_ = all;
            return false;
        }
        chosen.option = static_cast<int>(found - options.begin());
        into.readings[r] = std::move(chosen);
        return true;
    }

    const Vocabulary& vocabulary_;
    const JsonDocument& document_;
    std::vector<const Rulebook*> books_;
    std::vector<Problem> problems_;
    std::string other_options_;  // of the first reading of the name that lacks the option
    Given::Impl result_;
};

}  // namespace

Given Given::from_json(const Rulebooks& rulebooks, std::string_view rule, std::string_view json,
                       const std::string& name) {
    const JsonDocument document = text::parse_json(json, name);
    return Given(std::make_shared<Impl>(GivenReader(rulebooks, rule, nullptr, document).run()));
}

Given Given::for_all(const Rulebooks& rulebooks, std::string_view json, const std::string& name) {
    const JsonDocument document = text::parse_json(json, name);
    return Given(std::make_shared<Impl>(GivenReader(rulebooks, {}, nullptr, document).run()));
}

Given Given::with(const Rulebooks& rulebooks, std::string_view rule, std::string_view json,
                  const std::string& name) const {
    const JsonDocument document = text::parse_json(json, name);
    return Given(std::make_shared<Impl>(GivenReader(rulebooks, rule, impl_.get(), document).run()));
}

}  // namespace bajigong
