// A rule: what it is called, what selects its version, what it stands in for.
#include "rulebook/loader_rule.hpp"

#include <algorithm>
#include <array>

namespace bajigong {

using language::Compiler;
using language::Register;
using text::Json;
using text::JsonKind;
using text::Members;

namespace {

constexpr std::array<std::string_view, 8> kKinds = {"subsidy",     "certification", "award",
                                                    "recognition", "title",         "appointment",
                                                    "voucher",     "indicator"};

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

void Loader::read_rules() {
    const Json& root = document_.root;
    if (!root.is(JsonKind::object)) return;
    const std::size_t unread = problems_.size();
    const auto section = [&](std::string_view key) {
        const Json* json = root.find(key);
        return json != nullptr && json->is(JsonKind::object) ? json : nullptr;
    };
    if (const Json* json = section("tables")) read_tables(*json);
    if (const Json* json = section("params")) read_params(*json);
    if (const Json* json = section("lists")) read_lists(*json);
    if (const Json* json = section("calendar")) read_rest_days(*json);
    const Json* rules = root.find("rules");
    if (rules == nullptr || !rules->is(JsonKind::array)) return fail("R001", root, {"rules"});
    if (problems_.size() != unread)
        return;  // rules that use a broken table would fail for its sake
    const std::size_t before = problems_.size();
    for (const Json& json : rules->children) RuleLoader(*this, book_).read(json);
    const auto calendar_reading = [&](const language::CalendarChoice& choice) {
        if (choice.reading < 0) return;
        uses_.readings.resize(book_.readings.size());
    };
    calendar_reading(book_.environment.calendar.last_day);
    calendar_reading(book_.environment.calendar.month_end);
    calendar_reading(book_.environment.calendar.holiday);
    // What failed to compile may be what uses a table.
    if (problems_.size() == before) report_unused();
}

void RuleLoader::read(const Json& json) {
    Members members(
        loader_.document_, json, loader_.problems_,
        {"id", "kind", "title", "benefit", "payee", "fund", "keyed_on", "adds", "overrides",
         "versions", "about", "members", "asks", "implements", "excludes", "automatic"});
    if (!json.is(JsonKind::object)) return;
    Rule rule;
    rule.place = loader_.place(json);
    rule.id = members.string("id", true);
    if (!is_identifier(rule.id)) loader_.fail("R030", json, {"rule"});
    rule.kind = members.string("kind", true);
    if (!is_one_of(rule.kind, kKinds)) {
        std::string kinds;
        for (const std::string_view kind : kKinds)
            kinds += (kinds.empty() ? "" : ", ") + std::string(kind);
        loader_.fail("R045", json, {kinds});
    }
    rule.title = loader_.label_of(members, "title", true);
    rule.about = loader_.label_of(members, "about", false);
    rule.benefit = members.string("benefit");
    if (const Json* payee = members.get("payee")) {
        if (payee->is(JsonKind::string)) {
            rule.payee = payee->text;
        } else {
            rule.payee_open = loader_.open_value(*payee, rule.id);
            if (!rule.payee_open) loader_.fail("R046", *payee);
        }
    }
    if (const Json* fund = members.get("fund")) {
        if (fund->is(JsonKind::string)) {
            rule.fund = Fund{std::string(fund->text), std::nullopt};
        } else if (auto open = loader_.open_value(*fund, rule.id)) {
            rule.fund = Fund{"", std::move(open)};
        } else {
            loader_.fail("R046", *fund);
        }
    }
    read_meeting(members, rule);
    if (const Json* asked = members.get("members", JsonKind::object)) read_members(*asked, rule);
    if (const Json* asked = members.get("asks", JsonKind::object)) read_asks(*asked, rule);
    Compiler compiler(book_.environment, rule.selector);
    if (const Json* key = members.get("keyed_on", true)) compile_key(*key, rule, compiler);
    if (const Json* adds = members.get("adds", JsonKind::object)) read_adds(*adds);
    if (const Json* overrides = members.get("overrides", JsonKind::object))
        read_overrides(*overrides, rule, compiler);
    if (const Json* versions = members.get("versions", JsonKind::array, true)) {
        for (const Json& version : versions->children) {
            Version& added = rule.versions.emplace_back();
            VersionLoader(loader_, book_, added_, added).read(version);
        }
        if (versions->children.empty()) loader_.fail("R047", *versions);
        check_versions(*versions, rule);
    }
    std::uint64_t mask = is_set(rule.key) ? compiler.builder().readings_of(rule.key) : 0;
    for (const Version& version : rule.versions) {
        for (const VersionDay* day : {&version.from, &version.until}) {
            if (day->reading < 0) continue;
            mask |= std::uint64_t{1} << day->reading;
            loader_.uses_.readings.resize(book_.readings.size());
            loader_.uses_.readings[day->reading] = true;
        }
    }
    rule.key_mask = mask;
    const Register outputs[] = {rule.key, rule.override_when};
    rule.selector_code = language::live_instructions(rule.selector, outputs);
    for (int i = 0; i < static_cast<int>(book_.readings.size()); ++i) {
        if ((mask >> i & 1) != 0) rule.key_readings.push_back(i);
    }
    loader_.note_uses(compiler.uses());
    book_.canonical_rules[rule.id] = canonical(json);
    book_.rules.push_back(std::move(rule));
}

void RuleLoader::read_adds(const Json& json) {
    for (const Json& list : json.children) {
        const int table = loader_.vocabulary_.list(0, list.key);
        if (table < 0 || !list.is(JsonKind::object)) {
            loader_.fail("R048", list, {std::string(list.key)});
            continue;
        }
        AddedRecord record;
        record.list = list.key;
        for (const Json& field : list.children) {
            if (loader_.vocabulary_.tables()[table].column(field.key) < 0 ||
                !field.is(JsonKind::string)) {
                loader_.fail("R049", field, {std::string(field.key), std::string(list.key)});
                continue;
            }
            record.fields.emplace_back(field.key, &field);
        }
        added_.push_back(std::move(record));
    }
}

void RuleLoader::compile_key(const Json& json, Rule& rule, Compiler& compiler) {
    const Type date{Base::date};
    const auto compile = [&](const Json& expression) -> Register {
        const language::Tree* parsed = loader_.tree(expression);
        if (parsed == nullptr) return language::kNoRegister;
        try {
            return compiler.compile(*parsed, date);
        } catch (const Failure& failure) {
            for (const Problem& problem : failure.problems()) loader_.problems_.push_back(problem);
            return language::kNoRegister;
        }
    };
    language::Builder& builder = compiler.builder();
    if (json.is(JsonKind::string)) {
        rule.keyed_on = json.text;
        rule.key = compile(json);
    } else {
        const Json* name = json.find("reading");
        const int reading = name == nullptr ? -1 : book_.reading(name->text);
        if (reading < 0)
            return loader_.fail("R035", json, {std::string(name == nullptr ? "" : name->text)});
        loader_.uses_.readings.resize(book_.readings.size());
        loader_.uses_.readings[reading] = true;
        rule.keyed_on = "reading." + std::string(name->text);
        const Register option = builder.leaf(language::Op::reading, Type{Base::integer}, 0, reading,
                                             std::uint64_t{1} << reading);
        const auto& options = book_.readings[reading].options;
        if (json.children.size() != options.size() + 1)
            loader_.fail("R051", json, {std::string(name->text)});
        for (std::size_t i = options.size(); i-- > 0;) {
            const Json* expression = json.find(options[i].name);
            if (expression == nullptr) return loader_.fail("R051", json, {std::string(name->text)});
            const Register here = compile(*expression);
            if (!is_set(here)) return;
            if (!is_set(rule.key)) {
                rule.key = here;
                continue;
            }
            const Register chosen = builder.emit(
                language::Op::equal, Type{Base::truth},
                {option, builder.integer(static_cast<std::int64_t>(i)), language::kNoRegister});
            rule.key = builder.emit(language::Op::select, date, {chosen, here, rule.key});
        }
    }
}

void RuleLoader::read_overrides(const Json& json, Rule& rule, Compiler& compiler) {
    Members members(loader_.document_, json, loader_.problems_,
                    {"rule", "when", "cite", "derived", "evidence"});
    rule.overrides = members.string("rule", true);
    rule.override_basis = loader_.basis(members, true);
    const Json* when = members.get("when", JsonKind::string, true);
    if (when == nullptr) return;
    rule.override_expression = when->text;
    const language::Tree* parsed = loader_.tree(*when);
    if (parsed == nullptr) return;
    try {
        rule.override_when = compiler.compile(*parsed, Type{Base::truth});
        if (compiler.builder().readings_of(rule.override_when) != 0) loader_.fail("R052", *when);
    } catch (const Failure& failure) {
        for (const Problem& problem : failure.problems()) loader_.problems_.push_back(problem);
    }
}

// Versions stand in the order of their dates and do not overlap, under any reading.
void RuleLoader::check_versions(const Json& json, const Rule& rule) {
    for (std::size_t i = 0; i < rule.versions.size() && i < json.children.size(); ++i) {
        const auto days = [](const VersionDay& day) {
            return day.reading < 0 ? std::vector<Date>{day.day} : day.of_option;
        };
        const Version& version = rule.versions[i];
        const std::vector<Date> from = days(version.from);
        const std::vector<Date> until = days(version.until);
        const bool same = version.from.reading == version.until.reading;
        for (std::size_t k = 0; k < std::max(from.size(), until.size()); ++k) {
            const Date begin = from[std::min(k, from.size() - 1)];
            const Date end = until[std::min(k, until.size() - 1)];
            if ((same || from.size() == 1 || until.size() == 1) && end < begin) {
                loader_.fail("R041", json.children[i]);
                break;
            }
        }
        if (i == 0) continue;
        const Version& before = rule.versions[i - 1];
        const std::vector<Date> ended = days(before.until);
        bool overlap = false;
        if (before.until.reading == version.from.reading) {
            for (std::size_t k = 0; k < from.size() && k < ended.size(); ++k)
                overlap = overlap || from[k] <= ended[k];
        } else {
            overlap = *std::min_element(from.begin(), from.end()) <=
                      *std::max_element(ended.begin(), ended.end());
        }
        if (overlap) loader_.fail("R053", json.children[i]);
    }
}

}  // namespace bajigong
