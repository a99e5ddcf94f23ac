// Requests, read strictly.
#include "capi/src/request.hpp"

#include <memory>

#include "bajigong/identifier.hpp"

#include "capi/src/arguments.hpp"
#include "capi/src/rulebooks.hpp"
#include "rulebook/set.hpp"
#include "text/json_text.hpp"
#include "text/members.hpp"

namespace bajigong::capi {
namespace {

using text::Json;
using text::JsonKind;
using text::Members;

constexpr const char* kRequest = "request";
constexpr std::size_t kMaxRules = 1'000;
constexpr std::size_t kMinSaltBytes = 16, kMaxSaltBytes = 4096;

class RequestReader {
   public:
    RequestReader(const Rulebooks& rulebooks, std::string_view json)
        : document_(text::parse_json(json, kRequest)), request_{rulebooks, {}, false, {}, {},
                                                                {},        {}, {},    {}} {}

    bjg_request run() {
        Members members(document_, document_.root, problems_,
                        {"rule", "rules", "place", "as_of", "law_date", "given"});
        const Json* rule = members.get("rule", JsonKind::string);
        const Json* rules = members.get("rules", JsonKind::array);
        const Json* place = members.get("place", JsonKind::string);
        const int asked = (rule != nullptr) + (rules != nullptr) + (place != nullptr);
        if (asked > 1) members.fail("A021", document_.root, {"rule, rules, place"});
        if (rule != nullptr) add_rule(*rule);
        if (rules != nullptr) read_rules(*rules);
        if (place != nullptr) read_place(*place);
        request_.as_of = read_day(members.get("as_of", JsonKind::string));
        request_.law_date = read_day(members.get("law_date", JsonKind::string));
        const Json* given = members.get("given", JsonKind::object);
        if (problems_.empty() && given != nullptr) read_given(*given);
        if (!problems_.empty()) throw Failure(std::move(problems_));
        return std::move(request_);
    }

   private:
    void fail(std::string code, const Json& at, std::vector<std::string> args) {
        problems_.push_back(
            {std::move(code), document_.place(at), std::move(args), Severity::error});
    }

    // What is thrown of a part, with the part's place.
    void add(const Failure& failure, const Place& place) {
        for (Problem problem : failure.problems()) {
            problem.place = {place.file, place.line, 0, place.pointer + problem.place.pointer};
            problems_.push_back(std::move(problem));
        }
    }

    void add_rule(const Json& json) {
        if (!json.is(JsonKind::string)) {
            return fail("R002", json,
                        {std::string(name(JsonKind::string)), std::string(name(json.kind))});
        }
        try {
            request_.rules.push_back(request_.rulebooks.impl().rule(json.text).id);
        } catch (const Failure& failure) {
            add(failure, document_.place(json));
        }
    }

    void read_rules(const Json& json) {
        request_.population = true;
        if (json.children.empty()) return fail("R006", json, {"rules"});
        if (json.children.size() > kMaxRules)
            return fail("C025", json, {std::to_string(kMaxRules)});
        for (const Json& rule : json.children) add_rule(rule);
    }

    void read_place(const Json& json) {
        request_.place = json.text;
        if (json.text == "CN" || parse_region_code(json.text)) return;
        fail("D011", json, {std::string(text::is_plain_name(json.text) ? json.text : "?")});
    }

    std::optional<Date> read_day(const Json* json) {
        if (json == nullptr) return std::nullopt;
        try {
            return day_of(json->text, document_.place(*json));
        } catch (const Failure& failure) {
            add(failure, document_.place(*json));
            return std::nullopt;
        }
    }

    void read_given(const Json& json) {
        request_.given_json = text::json_text(json);
        const bool one = request_.rules.size() == 1 && !request_.population;
        try {
            request_.given =
                one ? Given::from_json(request_.rulebooks, request_.rules.front(),
                                       request_.given_json, kRequest)
                    : Given::for_all(request_.rulebooks, request_.given_json, kRequest);
        } catch (const Failure& failure) {
            add(failure, document_.place(json));
        }
    }

    text::JsonDocument document_;
    std::vector<Problem> problems_;
    bjg_request request_;
};

}  // namespace
}  // namespace bajigong::capi

using namespace bajigong::capi;
using bajigong::Problem;

bajigong::DecideOptions bjg_request::options() const {
    if (!as_of) refuse(BJG_E_INPUT, {"A022", {kRequest, 0, 0, ""}, {}});
    return {*as_of, law_date, salt};
}

const std::string& bjg_request::rule() const {
    if (population || rules.size() != 1) refuse(BJG_E_INPUT, {"A023", {kRequest, 0, 0, ""}, {}});
    return rules.front();
}

const std::vector<std::string>& bjg_request::all_rules() const {
    if (rules.empty()) refuse(BJG_E_INPUT, {"A023", {kRequest, 0, 0, ""}, {}});
    return rules;
}

std::int32_t bjg_request_new(const bjg_rulebooks* rulebooks, const char* json, std::size_t size,
                             bjg_request** out, bjg_error** err) {
    return guard(err, [&] {
        require(rulebooks, "rulebooks");
        require(out, "out");
        RequestReader reader(rulebooks->set, utf8(json, size, "json"));
        *out = std::make_unique<bjg_request>(reader.run()).release();
    });
}

std::int32_t bjg_request_set_salt(bjg_request* request, const void* salt, std::size_t size,
                                  bjg_error** err) {
    return guard(err, [&] {
        require(request, "request");
        std::string given(bytes(salt, size, "salt"));
        if (given.size() < kMinSaltBytes || given.size() > kMaxSaltBytes) {
            refuse(BJG_E_INPUT,
                   {"A024", {}, {std::to_string(kMinSaltBytes), std::to_string(kMaxSaltBytes)}});
        }
        request->salt = std::move(given);
    });
}

void bjg_request_free(bjg_request* request) { delete request; }
