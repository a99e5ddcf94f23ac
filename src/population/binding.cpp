// Binding columns to facts by their names, or as the host says.
#include "population/binding.hpp"

#include <charconv>
#include <set>

#include "population/fit.hpp"

namespace bajigong::population {

namespace {

using arrow::Field;
using arrow::Kind;

class Binder {
   public:
    Binder(const Vocabulary& vocabulary, const Reads& reads, Binding& binding)
        : vocabulary_(vocabulary), reads_(reads), binding_(binding) {
        // A list within a list is reached through that.
        for (const int list : reads.lists) {
            for (int table = list; table > 0; table = vocabulary.tables()[table].parent)
                lists_.insert(table);
        }
        for (const auto& [table, column] : reads.columns) {
            for (int t = table; t > 0; t = vocabulary.tables()[t].parent) lists_.insert(t);
        }
    }

    void bind() {
        const Field& schema = binding_.schema;
        named_columns();
        kept();
        for (std::size_t i = 0; i < schema.children.size(); ++i) {
            const Field& field = schema.children[i];
            shown_top_ = arrow::shown_name(field.name, i);
            options_ = nullptr;
            if (const auto found = binding_.options.columns.find(field.name);
                found != binding_.options.columns.end())
                options_ = &found->second;
            const bool renamed = options_ != nullptr && !options_->fact.empty();
            used_ = unit_used_ = never_used_ = codes_used_ = false;
            left_.clear();
            this->field(binding_.root, field, renamed ? options_->fact : field.name,
                        {static_cast<int>(i)}, "/" + shown_top_);
            if (!used_ && left_.size() != 1) left_ = {{shown_top_, {}}};
            if (!used_ && kept_.contains(field.name)) left_.clear();
            for (auto& [shown, fact] : left_) binding_.unused.push_back(std::move(shown));
            for (auto& [shown, fact] : left_) facts_left_.push_back(std::move(fact));
            if (used_ && options_ != nullptr) options_without_effect();
        }
        missing();
        similar();
        if (!problems_.empty()) throw Failure(std::move(problems_));
    }

   private:
    void fail(std::string code, const std::string& shown, std::vector<std::string> args = {}) {
        problems_.push_back({std::move(code), {"", 0, 0, shown}, std::move(args), Severity::error});
    }

    // Two columns of one name cannot be told apart; a column that the options name must be there.
    void named_columns() {
        std::set<std::string> names;
        std::vector<std::string> shown;
        for (std::size_t i = 0; i < binding_.schema.children.size(); ++i) {
            const std::string& name = binding_.schema.children[i].name;
            shown.push_back(arrow::shown_name(name, i));
            if (!names.insert(name).second) fail("P020", "/" + shown.back());
        }
        const auto there = [&](const std::string& name) {
            if (names.contains(name)) return;
            const std::string word = arrow::shown_name(name, 0);
            const std::string near = text::nearest(word, shown);
            fail(near.empty() ? "P007" : "P021", "", {word, near});
        };
        for (const auto& [name, options] : binding_.options.columns) {
            there(name);
            if (!options.fact.empty()) fact_there(name, options.fact);
        }
        for (const std::string& name : binding_.options.keep) there(name);
    }

    void fact_there(const std::string& column, const std::string& path) {
        if (vocabulary_.tables()[0].column(path) >= 0 || vocabulary_.list(0, path) >= 0) return;
        for (const FactTableInfo& list : vocabulary_.tables()) {
            for (const Fact& field : list.columns) {
                if (field.full_path == path)
                    return fail("P024", "/" + arrow::shown_name(column, 0), {path, list.path});
            }
        }
        const std::string near = text::nearest(path, vocabulary_.paths());
        const std::string word = text::is_plain_name(path) ? path : "?";
        fail(near.empty() ? "P011" : "P022", "/" + arrow::shown_name(column, 0), {word, near});
    }

    // An option that nothing heeds was meant for something.
    void options_without_effect() {
        const std::string shown = "/" + shown_top_;
        if (options_->unit != ColumnOptions::Unit::none && !unit_used_)
            fail("P023", shown, {"unit", "whole numbers of a sum of money"});
        if (options_->never && !never_used_) fail("P023", shown, {"never", "days"});
        if (!options_->codes.empty() && !codes_used_)
            fail("P023", shown, {"codes", "values of a scale, and true and false"});
    }

    void kept() {
        for (const std::string& name : binding_.options.keep) {
            for (std::size_t i = 0; i < binding_.schema.children.size(); ++i) {
                if (binding_.schema.children[i].name != name) continue;
                if (kept_.insert(name).second) binding_.kept.push_back(static_cast<int>(i));
            }
        }
    }

    // Binds a field and what is in it; what is used by nothing is noted.
    void field(Level& level, const Field& field, const std::string& fact, Path path,
               const std::string& shown) {
        if (try_field(level, field, fact, std::move(path), shown)) return;
        const std::string& list = vocabulary_.tables()[level.table].path;
        left_.emplace_back(shown.substr(1), list.empty() ? fact : list + "." + fact);
    }

    bool try_field(Level& level, const Field& field, const std::string& fact, Path path,
                   const std::string& shown) {
        const FactTableInfo& info = vocabulary_.tables()[level.table];
        if (const int column = info.column(fact); column >= 0)
            return bind_column(level, field, column, std::move(path), shown);
        if (const int own = vocabulary_.list(level.table, fact); own >= 0)
            return bind_list(level, field, own, std::move(path), shown);
        static constexpr std::string_view kComplete = ".complete";
        const int list =
            fact.ends_with(kComplete)
                ? vocabulary_.list(level.table, fact.substr(0, fact.size() - kComplete.size()))
                : -1;
        if (list >= 0) {
            if (!lists_.contains(list)) return false;
            used_ = true;
            if (field.type.kind != Kind::boolean && field.type.kind != Kind::null)
                fail("P004", shown, {arrow::describe(field.format), fact, "a column of bool"});
            completes_[list] = {std::move(path), &field};
            return true;
        }
        if (field.type.kind != Kind::record || !vocabulary_.is_prefix(level.table, fact))
            return false;
        for (std::size_t i = 0; i < field.children.size(); ++i) {
            Path inner = path;
            inner.push_back(static_cast<int>(i));
            const Field& child = field.children[i];
            this->field(level, child, fact + "." + child.name, std::move(inner),
                        shown + "/" + arrow::shown_name(child.name, i));
        }
        return true;
    }

    // True if nothing gave the fact before.
    bool claim(int table, int column, const std::string& path, const std::string& shown) {
        const auto [at, fresh] = claimed_.try_emplace({table, column}, shown);
        if (!fresh) fail("P006", shown, {at->second, path});
        return fresh;
    }

    // False if nothing reads it.
    bool bind_column(Level& level, const Field& field, int column, Path path,
                     const std::string& shown) {
        const Fact& fact = vocabulary_.tables()[level.table].columns[column];
        if (fact.answer || !reads_.columns.contains({level.table, column})) return false;
        used_ = true;
        if (!claim(level.table, column, fact.full_path, shown)) return true;
        BoundColumn bound;
        bound.column = column;
        bound.fact = &fact;
        bound.path = std::move(path);
        bound.field = &field;
        bound.shown = shown;
        if (options_ != nullptr) note_options(bound);
        // Names of a scale's values stand for themselves.
        if (fact.type.base == Base::scale && !bound.coded) {
            const Scale& scale = vocabulary_.scales()[fact.type.scale];
            for (std::size_t i = 0; i < scale.values.size(); ++i) {
                bound.texts.emplace(scale.values[i].id, static_cast<int>(i));
                bound.texts.emplace(scale.values[i].label.zh, static_cast<int>(i));
            }
        }
        if (const std::string expected = misfit(bound); !expected.empty()) {
            const bool floating =
                field.type.kind == Kind::floating ||
                (field.dictionary != nullptr && field.dictionary->type.kind == Kind::floating);
            fail(floating ? "P005" : "P004", shown,
                 {arrow::describe(field.format), fact.full_path, expected});
            return true;
        }
        binding_.bound.emplace_back(fact.full_path, shown.substr(1));
        level.columns.push_back(std::move(bound));
        return true;
    }

    // The options of the column are for the fields in it that they fit.
    void note_options(BoundColumn& bound) {
        const arrow::Field& field =
            bound.field->dictionary == nullptr ? *bound.field : *bound.field->dictionary;
        const Base base = bound.fact->type.base;
        if (base == Base::money && field.type.kind == Kind::integer) {
            bound.unit = options_->unit;
            unit_used_ = true;
        }
        if (base == Base::date) {
            bound.never = options_->never;
            never_used_ = true;
        }
        if (base == Base::scale || base == Base::truth) {
            codes(bound);
            codes_used_ = true;
        }
    }

    void codes(BoundColumn& bound) {
        const Fact& fact = *bound.fact;
        for (const auto& [code, value] : options_->codes) {
            bound.coded = true;
            std::string expected;
            const std::optional<Scalar> scalar =
                read_scalar(vocabulary_, fact.type, value, expected);
            if (!scalar) {
                fail("P014", bound.shown, {fact.full_path, expected});
                continue;
            }
            bound.texts.emplace(code, static_cast<int>(scalar->number));
            std::int64_t number = 0;
            const char* end = code.data() + code.size();
            const auto [rest, error] = std::from_chars(code.data(), end, number);
            if (error == std::errc() && rest == end) bound.numbers.emplace(number, scalar->number);
        }
    }

    // False if nothing reads it.
    bool bind_list(Level& level, const Field& field, int list, Path path,
                   const std::string& shown) {
        if (!lists_.contains(list)) return false;
        used_ = true;
        const FactTableInfo& info = vocabulary_.tables()[list];
        if (!claim(list, -1, info.path, shown)) return true;
        const bool none = field.type.kind == Kind::null;
        const bool fits = field.type.kind == Kind::list && field.dictionary == nullptr &&
                          (info.plain || field.children[0].type.kind == Kind::record ||
                           field.children[0].type.kind == Kind::null);
        if (!none && !fits) {
            fail("P004", shown,
                 {arrow::describe(field.format), info.path,
                  info.plain ? "a list" : "a list of structs"});
            return true;
        }
        BoundList bound;
        bound.path = std::move(path);
        bound.field = &field;
        bound.shown = shown;
        bound.elements.table = list;
        if (fits) {
            const Field& element = field.children[0];
            if (info.plain) {
                bind_column(bound.elements, element, 0, {}, shown);
            } else {
                for (std::size_t i = 0; i < element.children.size(); ++i) {
                    const Field& child = element.children[i];
                    this->field(bound.elements, child, child.name, {static_cast<int>(i)},
                                shown + "/" + arrow::shown_name(child.name, i));
                }
            }
        }
        binding_.bound.emplace_back(info.path, shown.substr(1));
        level.lists.push_back(std::move(bound));
        return true;
    }

    void missing() {
        completes(binding_.root);
        for (const auto& [table, column] : reads_.columns) {
            const Fact& fact = vocabulary_.tables()[table].columns[column];
            if (!fact.answer && !claimed_.contains({table, column}))
                binding_.missing.push_back(fact.full_path);
        }
        for (const int list : lists_) {
            if (!claimed_.contains({list, -1}))
                binding_.missing.push_back(vocabulary_.tables()[list].path);
        }
    }

    // What is used by nothing may be a missing fact, misspelt.
    void similar() {
        std::set<std::string> told;
        for (std::size_t i = 0; i < facts_left_.size(); ++i) {
            if (!text::is_plain_name(facts_left_[i])) continue;
            const std::string near = text::nearest(facts_left_[i], binding_.missing);
            if (near.empty() || !told.insert(binding_.unused[i]).second) continue;
            binding_.similar.emplace_back(binding_.unused[i], near);
        }
    }

    void completes(Level& level) {
        for (BoundList& list : level.lists) {
            if (const auto found = completes_.find(list.elements.table);
                found != completes_.end()) {
                list.complete = found->second.path;
                list.complete_field = found->second.field;
            }
            completes(list.elements);
        }
    }

    struct Complete {
        Path path;
        const Field* field;
    };

    const Vocabulary& vocabulary_;
    const Reads& reads_;
    Binding& binding_;
    std::set<int> lists_;
    std::set<std::string> kept_;
    std::map<std::pair<int, int>, std::string> claimed_;
    std::map<int, Complete> completes_;
    std::vector<Problem> problems_;
    // The column of the root that is being bound.
    std::string shown_top_;
    // What nothing uses of that column, and of all: where it stands, and the fact it would be.
    std::vector<std::pair<std::string, std::string>> left_;
    std::vector<std::string> facts_left_;
    const ColumnOptions* options_ = nullptr;
    bool used_ = false, unit_used_ = false, never_used_ = false, codes_used_ = false;
};

}  // namespace

Binding bind(const Vocabulary& vocabulary, const Reads& reads, arrow::Field schema,
             Options options) {
    Binding binding;
    binding.schema = std::move(schema);
    binding.options = std::move(options);
    Binder(vocabulary, reads, binding).bind();
    return binding;
}

Reached reach(const ArrowArray& array, const Path& path) {
    Reached reached{&array, array.offset, {}};
    for (const int step : path) {
        if (reached.array->n_buffers > 0 && reached.array->buffers[0] != nullptr &&
            reached.array->null_count != 0) {
            reached.bitmaps.emplace_back(
                static_cast<const std::uint8_t*>(reached.array->buffers[0]), reached.shift);
        }
        reached.array = reached.array->children[step];
        reached.shift += reached.array->offset;
    }
    return reached;
}

}  // namespace bajigong::population
