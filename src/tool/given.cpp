// Reads --given, --reading and --salt-file.
#include "tool/given.hpp"

#include <algorithm>

#include "text/json.hpp"
#include "text/json_text.hpp"

namespace bajigong::tool {

std::vector<ReadingChoice> read_choices(const std::vector<std::string>& arguments) {
    std::vector<ReadingChoice> choices;
    for (const std::string& argument : arguments) {
        const std::size_t sign = argument.find('=');
        const std::string name = argument.substr(0, sign);
        const std::string option = sign == std::string::npos ? "" : argument.substr(sign + 1);
        if (!text::is_plain_name(name) || !text::is_plain_name(option)) {
            throw Failure(Problem{"T008", {}, {}});
        }
        const bool twice = std::any_of(choices.begin(), choices.end(),
                                       [&](const ReadingChoice& c) { return c.first == name; });
        if (twice) throw Failure(Problem{"T009", {}, {name}});
        choices.emplace_back(name, option);
    }
    return choices;
}

std::optional<Given> read_given(Context& context, const Rulebooks& rulebooks,
                                const std::string& rule, const std::string& path,
                                const std::vector<ReadingChoice>& readings) {
    if (path.empty() && readings.empty()) return std::nullopt;
    std::optional<Given> given;
    text::JsonDocument document;
    if (!path.empty()) {
        const std::string bytes = read_input(context, path);
        given = rule.empty() ? Given::for_all(rulebooks, bytes, input_name(path))
                             : Given::from_json(rulebooks, rule, bytes, input_name(path));
        document = text::parse_json(bytes, input_name(path));
    }
    if (readings.empty()) return given;
    const text::Json* before = document.root.find("readings");
    text::MadeJson root(text::JsonKind::object);
    text::MadeJson& chosen = root.member("readings");
    chosen.kind = text::JsonKind::object;
    for (const auto& [name, option] : readings) {
        if (before != nullptr && before->find(name) != nullptr) {
            throw Failure(Problem{"T009", {}, {name}});
        }
        text::MadeJson& choice = chosen.member(name);
        choice.kind = text::JsonKind::string;
        choice.text = option;
    }
    const std::string json = json_text(root);
    if (given) return given->with(rulebooks, rule, json, "--reading");
    if (rule.empty()) return Given::for_all(rulebooks, json, "--reading");
    return Given::from_json(rulebooks, rule, json, "--reading");
}

std::string read_salt(const std::string& path) {
    std::string salt = text::read_file(path, kMaxSaltBytes);
    if (!salt.empty() && salt.back() == '\n') salt.pop_back();
    if (!salt.empty() && salt.back() == '\r') salt.pop_back();
    if (salt.size() < kMinSaltBytes) {
        throw Failure(Problem{"T012", {path, 0, 0, ""}, {std::to_string(kMinSaltBytes)}});
    }
    return salt;
}

}  // namespace bajigong::tool
