// Reads a command strictly by the table: every problem with its place, no value repeated.
#include "ledger/command_json.hpp"

#include <algorithm>

#include "bajigong/problem.hpp"

#include "ledger/field_json.hpp"
#include "text/json.hpp"

namespace bajigong::ledger {
namespace {

using text::Json;
using text::JsonDocument;
using text::JsonKind;

// Commands are small; a settlement of ten thousand claims is the largest.
constexpr text::JsonLimits kLimits{std::size_t{8} << 20, 200'000, 16, false};

struct Parse {
    const JsonDocument& document;
    std::vector<Problem> problems;

    void fail(std::string code, const Json& where, std::vector<std::string> args = {}) {
        problems.push_back(
            {std::move(code), document.place(where), std::move(args), Severity::error});
    }
};

void check_keys(Parse& parse, const std::vector<FieldUse>& uses) {
    for (const Json& member : parse.document.root.children) {
        const auto named = [&member](const FieldUse& use) {
            return member.key == spec(use.field).name;
        };
        if (member.key == "do" || member.key == "at") continue;
        if (std::any_of(uses.begin(), uses.end(), named)) continue;
        if (!text::is_plain_name(member.key)) {
            parse.fail("R003", member);
            continue;
        }
        std::vector<std::string> names = {"do", "at"};
        for (const FieldUse& use : uses) names.emplace_back(spec(use.field).name);
        const std::string near = text::nearest(member.key, names);
        if (near.empty()) {
            parse.fail("R004", member, {std::string(member.key)});
        } else {
            parse.fail("R005", member, {std::string(member.key), near});
        }
    }
}

const KindSpec* kind_of(Parse& parse) {
    const Json& root = parse.document.root;
    const Json* kind = root.find("do");
    if (kind == nullptr) {
        parse.fail("R001", root, {"do"});
        return nullptr;
    }
    if (!kind->is(JsonKind::string)) {
        parse.fail("R002", *kind, {"a string", std::string(name(kind->kind))});
        return nullptr;
    }
    const KindSpec* found = find_kind(std::string_view(kind->text));
    if (found != nullptr) return found;
    std::vector<std::string> names;
    for (const KindSpec& known : kinds()) names.emplace_back(known.name);
    const std::string near =
        text::is_plain_name(kind->text) ? text::nearest(kind->text, names) : "";
    if (near.empty()) {
        parse.fail("B014", *kind);
    } else {
        parse.fail("B001", *kind, {near});
    }
    return nullptr;
}

Time booked_of(Parse& parse) {
    const Json& root = parse.document.root;
    const Json* at = root.find("at");
    if (at == nullptr) {
        parse.fail("R001", root, {"at"});
        return {};
    }
    const std::optional<Time> time =
        at->is(JsonKind::string) ? Time::parse(at->text) : std::nullopt;
    if (!time) parse.fail("B003", *at);
    return time.value_or(Time{});
}

// What is asked for in one of two ways.
void check_choice(Parse& parse, Kind kind) {
    const Json& root = parse.document.root;
    const auto given = [&root](const char* key) { return root.find(key) != nullptr ? 1 : 0; };
    if (kind == Kind::freeze || kind == Kind::unfreeze) {
        if (given("voucher") + given("institution") != 1) parse.fail("B008", root);
    } else if (kind == Kind::carry) {
        const int line = given("fund") + given("line") + given("amount");
        if (line + 3 * given("voucher") != 3) parse.fail("B009", root);
    }
}

}  // namespace

Arrived command_from_json(std::string_view json) {
    const JsonDocument document = text::parse_json(json, "command", kLimits);
    Parse parse{document, {}};
    if (!document.root.is(JsonKind::object)) {
        parse.fail("R002", document.root, {"an object", std::string(name(document.root.kind))});
        throw Failure(std::move(parse.problems));
    }
    const KindSpec* kind = kind_of(parse);
    const Time booked = booked_of(parse);
    if (kind == nullptr) throw Failure(std::move(parse.problems));

    const std::vector<FieldUse>& uses = uses_of(*kind);
    check_keys(parse, uses);
    Writer bytes;
    bytes.u8(static_cast<std::uint8_t>(kind->kind));
    for (const FieldUse& use : uses) {
        const FieldSpec& field = spec(use.field);
        const Json* value = document.root.find(field.name);
        if (value == nullptr) {
            if (use.required) parse.fail("R001", document.root, {field.name});
            continue;
        }
        Writer encoded;
        if (const Wrong wrong = write_field(encoded, field, *value); wrong.where != nullptr) {
            parse.fail(wrong.code, *wrong.where, wrong.args);
            continue;
        }
        if (use.sum && encoded.bytes().empty()) parse.fail("B007", *value);
        bytes.u8(static_cast<std::uint8_t>(field.field)).text(encoded.bytes());
    }
    check_choice(parse, kind->kind);
    if (!parse.problems.empty()) throw Failure(std::move(parse.problems));
    return {Command::of_bytes(bytes.string()), booked};
}

std::string command_json(const Command& command) {
    const KindSpec* kind = find_kind(static_cast<std::uint8_t>(command.kind()));
    std::string out = std::string("{\"do\":\"") + kind->name + '"';
    for (const FieldUse& use : uses_of(*kind)) {
        if (!command.has(use.field)) continue;
        const FieldSpec& field = spec(use.field);
        out += std::string(",\"") + field.name + "\":";
        append_field(out, field, command);
    }
    return out += '}';
}

}  // namespace bajigong::ledger
