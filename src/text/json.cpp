// Reading JSON into a tree that knows its lines, on nlohmann/json's SAX parser, which is included
// here only.
//
// That parser tells its listener neither positions nor the digits of a number. Both come from
// counting what it has taken from the bytes: after every token but a number that count is the
// token's end; a number's end is one earlier, unless the bytes are over.
#include "text/json.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <memory_resource>
#include <span>
#include <type_traits>

#include <nlohmann/json.hpp>

#include "text/json_error.hpp"
#include "text/json_library.hpp"
#include "text/utf8.hpp"

namespace bajigong::text {

// The bytes that were read, and what could not be left as it lies there.
struct JsonMemory {
    explicit JsonMemory(std::string_view text) : bytes(text), pool(text.size() + kLeast) {}

    static constexpr std::size_t kLeast = 1024;

    std::string_view keep(std::string_view text) {
        auto* copy = static_cast<char*>(pool.allocate(text.size() + 1, 1));
        std::copy(text.begin(), text.end(), copy);
        return {copy, text.size()};
    }
    std::span<const Json> keep(std::span<const Json> nodes) {
        if (nodes.empty()) return {};
        auto* copy = static_cast<Json*>(pool.allocate(nodes.size_bytes(), alignof(Json)));
        std::uninitialized_copy(nodes.begin(), nodes.end(), copy);
        return {copy, nodes.size()};
    }

    const std::string bytes;
    std::shared_ptr<const JsonMemory> texts;  // of another document, which these nodes point into
    std::pmr::monotonic_buffer_resource pool;
};
static_assert(std::is_trivially_destructible_v<Json>);

namespace {

// What the parser has taken so far; shared by the copies of an iterator.
struct Progress {
    explicit Progress(std::string_view text)
        : begin(text.data()), at(text.data()), end(text.data() + text.size()) {}

    std::size_t taken() const { return static_cast<std::size_t>(at - begin); }

    const char* begin;
    const char* at;
    const char* end;
    bool past_end = false;  // it asked for more than there is
};

// Any two are equal once the bytes are over: the parser compares the one it reads by with the end.
class CountingIterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    explicit CountingIterator(Progress* progress) : progress_(progress) {}

    reference operator*() const { return *progress_->at; }
    CountingIterator& operator++() {
        ++progress_->at;
        return *this;
    }
    CountingIterator operator++(int) {
        const CountingIterator before = *this;
        ++progress_->at;
        return before;
    }
    // Compared before every byte, hence the place to notice that the end was reached.
    bool operator==(const CountingIterator&) const {
        if (progress_->at != progress_->end) return false;
        progress_->past_end = true;
        return true;
    }

   private:
    Progress* progress_;
};

bool belongs_to_number(char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

// Builds the tree. Its functions are the parser's events and return true: errors are thrown.
class Builder {
   public:
    using Library = nlohmann::json;

    // `progress` goes through the bytes that `memory` holds.
    Builder(Progress& progress, JsonMemory& memory, std::string_view file, const JsonLimits& limits)
        : progress_(progress), memory_(memory), limits_(limits), error_{file, memory.bytes} {}

    bool null() {
        add(JsonKind::null, progress_.taken());
        return true;
    }
    bool boolean(bool value) {
        add(JsonKind::boolean, progress_.taken()).boolean = value;
        return true;
    }
    bool number_integer(Library::number_integer_t) { return number(); }
    bool number_unsigned(Library::number_unsigned_t) { return number(); }
    bool number_float(Library::number_float_t, const std::string&) { return number(); }
    bool string(std::string& value) {
        add(JsonKind::string, progress_.taken()).text = as_it_lies(value);
        return true;
    }
    bool binary(Library::binary_t&) { return false; }  // not of JSON text
    bool start_object(std::size_t) { return open(JsonKind::object); }
    bool start_array(std::size_t) { return open(JsonKind::array); }
    bool end_object() {
        refuse_duplicates({pending_.data() + open_.back() + 1, pending_.data() + pending_.size()});
        return close();
    }
    bool end_array() { return close(); }
    bool key(std::string& value) {
        key_ = as_it_lies(value);
        key_waits_ = true;
        return true;
    }
    bool parse_error(std::size_t, const std::string& token, const Library::exception& error) {
        const SyntaxError syntax{error.what(), token, progress_.taken(), progress_.past_end};
        throw Failure(error_.of_syntax(syntax, pointer()));
    }

    Json root() const { return pending_.front(); }

   private:
    // The text of the token that was just taken: most have no escapes, and are what stands before
    // the closing quotation mark.
    std::string_view as_it_lies(const std::string& value) {
        const std::size_t end = progress_.taken() - 1;
        if (end >= value.size()) {
            const std::string_view written(progress_.begin + end - value.size(), value.size());
            if (written == value) return written;
        }
        return memory_.keep(value);
    }

    bool number() {
        const std::size_t end = progress_.taken() - (progress_.past_end ? 0 : 1);
        std::size_t begin = end;
        while (begin > 0 && belongs_to_number(progress_.begin[begin - 1])) --begin;
        add(JsonKind::number, end).text = {progress_.begin + begin, end - begin};
        return true;
    }

    bool open(JsonKind kind) {
        if (open_.size() >= static_cast<std::size_t>(limits_.max_depth)) {
            throw Failure(error_.at("J015", progress_.taken() - 1, pointer(),
                                    {std::to_string(limits_.max_depth)}));
        }
        open_.push_back(pending_.size());
        add(kind, progress_.taken());
        return true;
    }

    // What stands behind an open container are its children: they become its own.
    bool close() {
        const std::size_t container = open_.back();
        pending_[container].children =
            memory_.keep(std::span<const Json>(pending_).subspan(container + 1));
        pending_.resize(container + 1);
        open_.pop_back();
        return true;
    }

    // A new node, whose text ends before `end`, in the innermost open container. The reference
    // holds until the next one.
    Json& add(JsonKind kind, std::size_t end) {
        if (++nodes_ > limits_.max_nodes) {
            throw Failure(
                error_.at("J016", end - 1, pointer(), {std::to_string(limits_.max_nodes)}));
        }
        Json& node = pending_.emplace_back();
        node.kind = kind;
        node.line = line_at(end);
        node.key = key_;
        key_ = {};
        key_waits_ = false;
        return node;
    }

    std::int32_t line_at(std::size_t offset) {
        const char* const end = progress_.begin + offset;
        while (const void* newline =
                   std::memchr(counted_, '\n', static_cast<std::size_t>(end - counted_))) {
            ++line_;
            counted_ = static_cast<const char*>(newline) + 1;
        }
        counted_ = end;
        return line_;
    }

    // Of few members, comparing all with all costs less than sorting them.
    static constexpr std::size_t kFewMembers = 12;
    static bool has_equal_keys(std::span<const Json> members) {
        for (std::size_t i = 1; i < members.size(); ++i) {
            for (std::size_t k = 0; k < i; ++k) {
                if (members[i].key == members[k].key) return true;
            }
        }
        return false;
    }

    void refuse_duplicates(std::span<const Json> members) {
        if (members.size() <= kFewMembers && !has_equal_keys(members)) return;
        std::vector<const Json*>& sorted = sorted_members_;
        sorted.clear();
        for (const Json& member : members) sorted.push_back(&member);
        std::sort(sorted.begin(), sorted.end(), [](const Json* a, const Json* b) {
            return a->key != b->key ? a->key < b->key : a < b;
        });
        const Json* first = nullptr;  // of the members whose key stood before
        for (std::size_t i = 1; i < sorted.size(); ++i) {
            if (sorted[i - 1]->key != sorted[i]->key) continue;
            if (first == nullptr || sorted[i] < first) first = sorted[i];
        }
        if (first == nullptr) return;
        Problem problem = is_plain_name(first->key)
                              ? error_.whole("J017", {std::string(first->key)})
                              : error_.whole("J018", {});
        problem.place.line = first->line;
        problem.place.pointer = pointer();
        throw Failure(std::move(problem));
    }

    // Where the parser is: the open containers, and the member or element it is at.
    std::string pointer() const {
        std::string out;
        for (std::size_t i = 1; i < open_.size(); ++i) {
            const std::size_t index = open_[i] - open_[i - 1] - 1;
            append_pointer(out, pending_[open_[i - 1]], index, pending_[open_[i]].key);
        }
        if (open_.empty()) return out;
        const Json& inner = pending_[open_.back()];
        if (key_waits_ || inner.is(JsonKind::array)) {
            append_pointer(out, inner, pending_.size() - open_.back() - 1, key_);
        }
        return out;
    }

    Progress& progress_;
    JsonMemory& memory_;
    const JsonLimits& limits_;
    JsonErrors error_;
    // Every open container, followed by its children so far; the last of these may be open too.
    std::vector<Json> pending_;
    std::vector<std::size_t> open_;            // which are open, from the root inwards
    std::vector<const Json*> sorted_members_;  // scratch, kept for its memory
    std::string_view key_;                     // of the member whose value comes next
    bool key_waits_ = false;
    std::size_t nodes_ = 0;
    std::int32_t line_ = 1;  // at counted_
    const char* counted_ = progress_.begin;
};

}  // namespace

JsonDocument parse_json(std::string_view bytes, std::string file, const JsonLimits& limits) {
    JsonDocument document{std::move(file), {}, nullptr};
    const JsonErrors errors{document.file, bytes};
    if (bytes.size() > limits.max_bytes) {
        throw Failure(errors.whole("J002", {std::to_string(limits.max_bytes)}));
    }
    if (const std::size_t bad = find_invalid_utf8(bytes); bad != std::string_view::npos) {
        throw Failure(errors.at("J003", bad, {}, {std::to_string(bad)}));
    }
    // The parser takes NUL for the end of its input and would pass over what follows.
    if (const std::size_t nul = bytes.find('\0'); nul != std::string_view::npos) {
        throw Failure(errors.at("J019", nul, {}, {}));
    }
    const auto memory = std::make_shared<JsonMemory>(bytes);
    Progress progress{memory->bytes};
    Builder builder(progress, *memory, document.file, limits);
    nlohmann::json::sax_parse(CountingIterator(&progress), CountingIterator(&progress), &builder,
                              nlohmann::json::input_format_t::json, /*strict=*/true,
                              /*ignore_comments=*/limits.comments);
    document.root = builder.root();
    document.memory = memory;
    return document;
}

JsonDocument without_members(const JsonDocument& document,
                             const std::function<bool(const Json&)>& drop) {
    const auto memory = std::make_shared<JsonMemory>("");
    memory->texts = document.memory;
    const std::function<Json(const Json&)> keep = [&](const Json& node) {
        Json kept = node;
        std::vector<Json> children;
        for (const Json& child : node.children) {
            const Json inner = keep(child);
            if (!node.is(JsonKind::object) || !drop(inner)) children.push_back(inner);
        }
        kept.children = memory->keep(std::span<const Json>(children));
        return kept;
    };
    return {document.file, keep(document.root), memory};
}

std::string json_library_version() {
    return std::to_string(NLOHMANN_JSON_VERSION_MAJOR) + '.' +
           std::to_string(NLOHMANN_JSON_VERSION_MINOR) + '.' +
           std::to_string(NLOHMANN_JSON_VERSION_PATCH);
}

}  // namespace bajigong::text
