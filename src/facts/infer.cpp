// Types of facts read off a JSON object.
#include "facts/facts.hpp"

namespace bajigong {

namespace {

using text::Json;
using text::JsonDocument;
using text::JsonKind;

class Inference {
   public:
    Inference(const JsonDocument& document, Vocabulary& vocabulary, std::vector<std::string>& nulls)
        : document_(document), vocabulary_(vocabulary), nulls_(nulls) {}

    void object(int table, const Json& json, const std::string& prefix) {
        if (!json.is(JsonKind::object))
            fail("F002", json, {"an object", std::string(name(json.kind))});
        for (const Json& member : json.children) {
            const std::string path =
                prefix.empty() ? std::string(member.key) : prefix + "." + std::string(member.key);
            add(table, member, path);
        }
    }

    // Lists that are nowhere seen with an element.
    void add_empty_lists() {
        for (const auto& [table, path] : empty_) {
            if (vocabulary_.list(table, path) < 0) vocabulary_.add_list(table, path, false);
        }
    }

   private:
    [[noreturn]] void fail(std::string code, const Json& at,
                           std::vector<std::string> args = {}) const {
        throw Failure(Problem{std::move(code), document_.place(at), std::move(args)});
    }

    static std::optional<Type> scalar(const Json& json) {
        switch (json.kind) {
            case JsonKind::boolean: return Type{Base::truth};
            case JsonKind::number: return Type{Base::integer};
            case JsonKind::string: return Type{Base::text};
            default: return std::nullopt;
        }
    }

    void add(int table, const Json& json, const std::string& path) {
        if (json.is(JsonKind::null)) {
            if (table == 0) nulls_.push_back(path);
            return;
        }
        if (const std::optional<Type> type = scalar(json)) {
            const int column = vocabulary_.tables()[table].column(path);
            if (column < 0) {
                vocabulary_.add_column(table, path, *type);
            } else if (vocabulary_.tables()[table].columns[column].type != *type) {
                fail("F008", json);
            }
            return;
        }
        if (json.is(JsonKind::object)) {
            const bool partial = json.find("known") != nullptr && json.find("complete") != nullptr;
            if (!partial) return object(table, json, path);
        }
        const Json& elements = json.is(JsonKind::object) ? *json.find("known") : json;
        if (elements.children.empty()) {
            empty_.emplace_back(table, path);
            return;
        }
        int list = vocabulary_.list(table, path);
        const bool plain = !elements.children.front().is(JsonKind::object);
        if (list < 0) list = vocabulary_.add_list(table, path, plain);
        for (const Json& element : elements.children) {
            if (element.is(JsonKind::array)) fail("F009", element);
            // What the list holds was settled by its first element, here or in another record.
            const bool value = !element.is(JsonKind::object);
            if (value != vocabulary_.tables()[list].plain) fail("F008", element);
            if (value) {
                add(list, element, "value");
            } else {
                object(list, element, "");
            }
        }
    }

    const JsonDocument& document_;
    Vocabulary& vocabulary_;
    std::vector<std::string>& nulls_;
    std::vector<std::pair<int, std::string>> empty_;
};

}  // namespace

Vocabulary infer_vocabulary(const JsonDocument& document, const Json& object,
                            std::vector<std::string>& nulls) {
    Vocabulary vocabulary;
    Inference inference(document, vocabulary, nulls);
    inference.object(0, object, "");
    inference.add_empty_lists();
    return vocabulary;
}

}  // namespace bajigong
