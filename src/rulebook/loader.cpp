// The envelope of a rulebook: what it is, what it cites, what it leaves open, how it counts time.
#include "rulebook/loader.hpp"

#include <algorithm>
#include <array>

#include "bajigong/identifier.hpp"

#include "digest/digest.hpp"

namespace bajigong {

namespace {

using text::Json;
using text::JsonDocument;
using text::JsonKind;

constexpr std::array<std::string_view, 5> kEvidence = {"official", "repost", "news", "secondary",
                                                       "recalled"};

bool is_dotted_id(std::string_view id) {
    if (id.empty() || id.front() == '.' || id.back() == '.') return false;
    return std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    });
}

// Encodes a JSON value canonically.
class Canonical {
   public:
    // The members named in `without` are left out of `json`, not of what lies within it.
    void encode(const Json& json, std::initializer_list<std::string_view> without = {}) {
        switch (json.kind) {
            case JsonKind::null: encoder_.none(); return;
            case JsonKind::boolean: encoder_.text(json.boolean ? "true" : "false"); return;
            case JsonKind::number:
            case JsonKind::string: encoder_.text(json.text); return;
            case JsonKind::array:
                encoder_.list(json.children.size());
                for (const Json& child : json.children) encode(child);
                return;
            case JsonKind::object: encode_members(json, without); return;
        }
    }
    const std::string& bytes() const { return encoder_.bytes(); }

   private:
    void encode_members(const Json& json, std::initializer_list<std::string_view> without) {
        const std::size_t begin = members_.size();
        for (const Json& child : json.children) {
            if (std::find(without.begin(), without.end(), child.key) == without.end())
                members_.push_back({beginning_of(child.key), &child});
        }
        const std::size_t end = members_.size();
        const auto at = [&](std::size_t i) {
            return members_.begin() + static_cast<std::ptrdiff_t>(i);
        };
        std::sort(at(begin), at(end), [](const Member& a, const Member& b) {
            return a.beginning != b.beginning ? a.beginning < b.beginning
                                              : a.json->key < b.json->key;
        });
        encoder_.record(end - begin);
        for (std::size_t i = begin; i < end; ++i) {
            const Json& member = *members_[i].json;
            encoder_.text(member.key);
            encode(member);
        }
        members_.resize(begin);
    }

    // The first eight bytes of a key as a number: as the bytes, so the numbers are ordered.
    static std::uint64_t beginning_of(std::string_view key) {
        std::uint64_t beginning = 0;
        for (std::size_t i = 0; i < sizeof beginning; ++i) {
            beginning <<= 8;
            if (i < key.size()) beginning |= static_cast<unsigned char>(key[i]);
        }
        return beginning;
    }

    struct Member {
        std::uint64_t beginning;  // of its key
        const Json* json;
    };
    digest::Encoder encoder_;
    std::vector<Member> members_;  // of the objects being encoded, the innermost last
};

}  // namespace

std::string canonical(const Json& json, std::initializer_list<std::string_view> without) {
    Canonical canonical;
    canonical.encode(json, without);
    return canonical.bytes();
}

std::string_view name(Evidence evidence) { return kEvidence[static_cast<std::size_t>(evidence)]; }

std::size_t locality(const Rulebook& book) {
    if (book.jurisdiction == "CN") return 0;
    const std::size_t last = book.jurisdiction.find_last_not_of('0');
    return last == std::string::npos ? 0 : last + 1;
}

const Instrument* Rulebook::instrument(std::string_view key) const {
    const auto found = std::find_if(instruments.begin(), instruments.end(),
                                    [&](const Instrument& i) { return i.key == key; });
    return found == instruments.end() ? nullptr : &*found;
}

int Rulebook::reading(std::string_view name) const { return environment.reading(name); }

Loader::Loader(const JsonDocument& document, Rulebook& book, const Vocabulary& vocabulary,
               std::vector<Problem>& problems)
    : document_(document), book_(book), vocabulary_(vocabulary), problems_(problems) {}

void Loader::fail(std::string code, const Json& at, std::vector<std::string> args) {
    problems_.push_back({std::move(code), place(at), std::move(args), Severity::error});
}

Label Loader::label_of(Members& members, std::string_view key, bool required) {
    const Json* json = members.get(key, JsonKind::object, required);
    if (json == nullptr) return {};
    Members texts(document_, *json, problems_, {"zh", "en"});
    return {texts.string("zh", true), texts.string("en", true)};
}

std::optional<Evidence> Loader::evidence(const Json& json) {
    const auto found = std::find(kEvidence.begin(), kEvidence.end(), json.text);
    if (json.is(JsonKind::string) && found != kEvidence.end()) {
        return static_cast<Evidence>(found - kEvidence.begin());
    }
    fail("R020", json);
    return std::nullopt;
}

std::optional<Citation> Loader::citation(const Json& json) {
    if (!json.is(JsonKind::string) || json.text.empty()) {
        fail("R021", json);
        return std::nullopt;
    }
    Citation cite;
    const std::size_t blank = json.text.find(' ');
    std::string document(json.text.substr(0, blank));
    if (blank != std::string::npos) cite.place = json.text.substr(blank + 1);
    if (cite.place.empty()) {
        fail("R021", json);
        return std::nullopt;
    }
    if (const std::size_t colon = document.find(':'); colon != std::string::npos) {
        cite.rulebook = document.substr(0, colon);
        cite.instrument = document.substr(colon + 1);
        foreign_.push_back({cite, place(json)});
        return cite;
    }
    cite.rulebook = book_.id;
    cite.instrument = document;
    if (book_.instrument(document) == nullptr) {
        std::vector<std::string> names;
        for (const Instrument& instrument : book_.instruments) names.push_back(instrument.key);
        const std::string near = text::nearest(document, names);
        if (near.empty()) {
            fail("R079", json, {document});
        } else {
            fail("R022", json, {document, near});
        }
        return std::nullopt;
    }
    return cite;
}

Basis Loader::basis(Members& members, bool required) {
    Basis result;
    if (const Json* cite = members.get("cite")) {
        if (cite->is(JsonKind::array)) {
            for (const Json& one : cite->children) {
                if (auto found = citation(one)) result.cites.push_back(std::move(*found));
            }
            if (cite->children.empty()) fail("R021", *cite);
        } else if (auto found = citation(*cite)) {
            result.cites.push_back(std::move(*found));
        }
        const bool all_recalled =
            !result.cites.empty() &&
            std::all_of(result.cites.begin(), result.cites.end(), [&](const Citation& c) {
                const Instrument* instrument =
                    c.rulebook == book_.id ? book_.instrument(c.instrument) : nullptr;
                return instrument != nullptr && instrument->evidence == Evidence::recalled;
            });
        if (all_recalled) fail("R023", *cite);
    }
    result.derived = label_of(members, "derived", false);
    if (const Json* grade = members.get("evidence")) result.evidence = evidence(*grade);
    if (required && members.object().find("cite") == nullptr &&
        members.object().find("derived") == nullptr) {
        members.fail("R024", members.object());
    }
    return result;
}

std::optional<Date> Loader::day(const Json* json, const Json& owner, std::string_view key) {
    if (json == nullptr) {
        fail("R001", owner, {std::string(key)});
        return std::nullopt;
    }
    const std::optional<Date> date =
        json->is(JsonKind::string) ? Date::parse(json->text) : std::nullopt;
    if (!date) fail("R025", *json);
    return date;
}

const language::Tree* Loader::tree(const Json& json) {
    if (!json.is(JsonKind::string)) {
        fail("R050", json);
        return nullptr;
    }
    if (const auto found = trees_.find(&json); found != trees_.end()) return &found->second;
    try {
        return &trees_.emplace(&json, language::parse(json.text, {document_, json}, trees_memory_))
                    .first->second;
    } catch (const Failure& failure) {
        for (const Problem& problem : failure.problems()) problems_.push_back(problem);
        return nullptr;
    }
}

std::optional<language::Cause> Loader::open_value(const Json& json, std::string_view owner,
                                                  bool cited) {
    const bool unseen = json.find("unseen") != nullptr;
    const bool pending = json.find("pending") != nullptr;
    if (!unseen && !pending) return std::nullopt;
    Members members(document_, json, problems_, {unseen ? "unseen" : "pending", "cite", "derived"});
    basis(members, pending && !cited);
    const language::CauseKind kind =
        unseen ? language::CauseKind::unseen : language::CauseKind::pending;
    return language::Cause{kind, std::string(owner),
                           members.string(unseen ? "unseen" : "pending", true)};
}

void Loader::read_envelope() {
    const Json& root = document_.root;
    Members members(document_, root, problems_,
                    {"$schema", "bajigong", "id", "title", "jurisdiction", "about", "instruments",
                     "calendar", "readings", "tables", "params", "lists", "clauses", "lets",
                     "limits", "amounts", "results", "facts", "rules"});
    if (!root.is(JsonKind::object)) return;
    book_.file = document_.file;
    const Json* version = members.get("bajigong", true);
    if (version != nullptr && version->text != "1") fail("R026", *version);
    book_.id = members.string("id", true);
    if (const Json* id = root.find("id"); id != nullptr && !is_dotted_id(id->text))
        fail("R027", *id);
    book_.title = label_of(members, "title", true);
    book_.about = label_of(members, "about", false);
    book_.jurisdiction = members.string("jurisdiction", true);
    if (const Json* place = root.find("jurisdiction");
        place != nullptr && place->is(JsonKind::string) && place->text != "CN" &&
        !parse_region_code(place->text)) {
        fail("R028", *place);
    }
    if (const Json* json = members.get("instruments", JsonKind::object, true))
        read_instruments(*json);
    if (const Json* json = members.get("readings", JsonKind::object)) read_readings(*json);
    book_.environment.vocabulary = &vocabulary_;
    if (const Json* json = members.get("calendar", JsonKind::object)) read_calendar(*json);
    read_named_lists(root);
    book_.canonical = canonical(root, {"rules", "title", "about"});
}

void Loader::read_instruments(const Json& json) {
    for (const Json& entry : json.children) {
        Members members(
            document_, entry, problems_,
            {"title", "number", "issuer", "issued", "evidence", "in_part", "articles", "note"});
        Instrument instrument;
        instrument.key = entry.key;
        if (entry.key.empty() || entry.key.find(' ') != std::string::npos ||
            entry.key.find(':') != std::string::npos) {
            members.fail("R029", entry);
        }
        instrument.title = members.string("title", true);
        const auto optional = [&](std::string_view key) {
            const Json* value = members.get(key);
            if (value == nullptr || value->is(JsonKind::null)) return std::string();
            return members.string(key);
        };
        instrument.number = optional("number");
        instrument.issuer = optional("issuer");
        instrument.issued = optional("issued");
        if (const Json* grade = members.get("evidence", true)) {
            instrument.evidence = evidence(*grade).value_or(Evidence::recalled);
        }
        instrument.in_part = members.flag("in_part");
        if (const Json* articles = members.get("articles", JsonKind::array)) {
            for (const Json& article : articles->children) {
                if (!article.is(JsonKind::string)) {
                    fail("R002", article, {"a text", std::string(name(article.kind))});
                    continue;
                }
                instrument.articles.emplace_back(article.text);
            }
        }
        instrument.note = label_of(members, "note", false);
        book_.instruments.push_back(std::move(instrument));
    }
}

void Loader::read_readings(const Json& json) {
    for (const Json& entry : json.children) {
        Members members(document_, entry, problems_, {"asks", "options", "note"});
        Reading reading;
        reading.name = entry.key;
        if (!is_identifier(entry.key)) members.fail("R030", entry, {"reading"});
        reading.asks = label_of(members, "asks", true);
        const Json* options = members.get("options", JsonKind::object, true);
        if (options == nullptr) continue;
        if (options->children.size() < 2) members.fail("R031", *options);
        for (const Json& item : options->children) {
            Members fields(document_, item, problems_, {"zh", "en", "cite", "derived"});
            ReadingOption option;
            option.name = item.key;
            option.text = {fields.string("zh", true), fields.string("en", true)};
            option.basis = basis(fields, false);
            reading.options.push_back(std::move(option));
        }
        language::ReadingNames names{reading.name, {}};
        for (const ReadingOption& option : reading.options) names.options.push_back(option.name);
        book_.environment.readings.push_back(std::move(names));
        book_.readings.push_back(std::move(reading));
    }
    if (book_.readings.size() > kMaxReadings) fail("R032", json, {std::to_string(kMaxReadings)});
}

void Loader::read_calendar(const Json& json) {
    Members members(
        document_, json, problems_,
        {"month_end", "last_day", "holiday", "rest_days", "cite", "derived", "evidence"});
    language::Calendar& calendar = book_.environment.calendar;
    if (const Json* choice = members.get("month_end", true)) {
        read_choice(*choice, calendar.month_end, {{"last_day", 0}, {"next_day", 1}});
    }
    if (const Json* choice = members.get("last_day", true)) {
        read_choice(*choice, calendar.last_day, {{"counts", 1}, {"expired", 0}});
    }
    if (const Json* choice = members.get("holiday")) {
        read_choice(*choice, calendar.holiday, {{"stays", 0}, {"moves", 1}});
    }
    book_.calendar_basis = basis(members, true);
}

// The list of days of rest that the calendar names; lists are read by now.
void Loader::read_rest_days(const Json& calendar_json) {
    language::Calendar& calendar = book_.environment.calendar;
    const bool may_move = calendar.holiday.reading >= 0 || calendar.holiday.value == 1;
    const Json* json = calendar_json.find("rest_days");
    if (json == nullptr) {
        if (may_move) fail("R033", calendar_json);
        return;
    }
    if (!may_move) return fail("R033", *json);
    Members members(document_, *json, problems_, {"list", "in_a_row"});
    if (!json->is(JsonKind::object)) return;
    const Json* name = members.get("list", JsonKind::string, true);
    const Json* most = members.get("in_a_row", JsonKind::number, true);
    if (name == nullptr || most == nullptr) return;
    std::string expected;
    const auto days = read_scalar(vocabulary_, Type{Base::integer}, *most, expected);
    if (!days || days->number < 1 || days->number > 366) return fail("R038", *most, {"1-366"});
    const int list = book_.environment.list(name->text);
    if (list < 0 || book_.environment.lists[static_cast<std::size_t>(list)].type.base != Base::date)
        return fail("R088", *name, {std::string(name->text)});
    calendar.rest_days = {list, days->number};
}

void Loader::read_choice(const Json& json, language::CalendarChoice& choice,
                         const std::vector<std::pair<std::string, std::int64_t>>& values) {
    choice.stated = true;
    const auto value_of = [&](std::string_view name) -> std::optional<std::int64_t> {
        for (const auto& [known, value] : values) {
            if (known == name) return value;
        }
        return std::nullopt;
    };
    const std::string allowed = values[0].first + ", " + values[1].first;
    if (json.is(JsonKind::string)) {
        const auto value = value_of(json.text);
        if (!value) fail("R034", json, {allowed});
        choice.value = value.value_or(0);
        return;
    }
    Members members(document_, json, problems_, {"reading"});
    const std::string name = members.string("reading", true);
    const int reading = book_.reading(name);
    if (reading < 0) return fail("R035", json, {name});
    std::vector<std::int64_t> of_option;
    for (const ReadingOption& option : book_.readings[reading].options) {
        const auto value = value_of(option.name);
        if (!value) return fail("R034", json, {allowed});
        of_option.push_back(*value);
    }
    choice.reading = reading;
    choice.of_option = std::move(of_option);
}

void Loader::read_named_lists(const Json& root) {
    for (const char* kind : {"clauses", "lets", "limits", "amounts", "results"}) {
        const Json* lists = root.find(kind);
        if (lists == nullptr) continue;
        if (!lists->is(JsonKind::object)) {
            fail("R002", *lists,
                 {std::string(name(JsonKind::object)), std::string(name(lists->kind))});
            continue;
        }
        for (const Json& list : lists->children) {
            if (!list.is(JsonKind::array)) {
                fail("R002", list,
                     {std::string(name(JsonKind::array)), std::string(name(list.kind))});
            }
            named_lists_[std::string(kind) + "/" + std::string(list.key)] = &list;
        }
    }
}

void Loader::note_uses(const language::Compiler::Uses& uses) {
    const auto join = [](std::vector<bool>& into, const std::vector<bool>& from) {
        into.resize(std::max(into.size(), from.size()));
        for (std::size_t i = 0; i < from.size(); ++i) into[i] = into[i] || from[i];
    };
    join(uses_.tables, uses.tables);
    join(uses_.params, uses.params);
    join(uses_.lists, uses.lists);
    join(uses_.readings, uses.readings);
}

void Loader::report_unused() {
    const auto report = [&](const char* section, const std::vector<bool>& used) {
        const Json* json = document_.root.find(section);
        if (json == nullptr) return;
        for (std::size_t i = 0; i < json->children.size(); ++i) {
            if (i >= used.size() || !used[i])
                fail("R036", json->children[i], {std::string(json->children[i].key)});
        }
    };
    report("tables", uses_.tables);
    report("params", uses_.params);
    report("lists", uses_.lists);
    report("readings", uses_.readings);
    for (const auto& [path, json] : named_lists_) {
        if (!used_lists_.contains(path)) fail("R036", *json, {path});
    }
}

}  // namespace bajigong
