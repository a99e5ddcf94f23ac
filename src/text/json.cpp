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
#include <span>

#include <nlohmann/json.hpp>

#include "text/json_error.hpp"
#include "text/json_library.hpp"
#include "text/utf8.hpp"

namespace bajigong::text {
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

    Builder(Progress& progress, std::string_view file, const JsonLimits& limits)
        : progress_(progress), limits_(limits), error_{file, {progress.begin, progress.end}} {}

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
        add(JsonKind::string, progress_.taken()).text = value;  // the buffer keeps its memory
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
        key_ = value;
        key_waits_ = true;
        return true;
    }
    bool parse_error(std::size_t, const std::string& token, const Library::exception& error) {
        const SyntaxError syntax{error.what(), token, progress_.taken(), progress_.past_end};
        throw Failure(error_.of_syntax(syntax, pointer()));
    }

    Json root() { return std::move(pending_.front()); }

   private:
    bool number() {
        const std::size_t end = progress_.taken() - (progress_.past_end ? 0 : 1);
        std::size_t begin = end;
        while (begin > 0 && belongs_to_number(progress_.begin[begin - 1])) --begin;
        add(JsonKind::number, end).text.assign(progress_.begin + begin, end - begin);
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
        const auto container = pending_.begin() + static_cast<std::ptrdiff_t>(open_.back());
        container->children.assign(std::make_move_iterator(container + 1),
                                   std::make_move_iterator(pending_.end()));
        pending_.erase(container + 1, pending_.end());
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
        node.key = std::move(key_);
        key_.clear();
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
        Problem problem = is_plain_name(first->key) ? error_.whole("J017", {first->key})
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
    const JsonLimits& limits_;
    JsonErrors error_;
    // Every open container, followed by its children so far; the last of these may be open too.
    std::vector<Json> pending_;
    std::vector<std::size_t> open_;            // which are open, from the root inwards
    std::vector<const Json*> sorted_members_;  // scratch, kept for its memory
    std::string key_;                          // of the member whose value comes next
    bool key_waits_ = false;
    std::size_t nodes_ = 0;
    std::int32_t line_ = 1;  // at counted_
    const char* counted_ = progress_.begin;
};

}  // namespace

JsonDocument parse_json(std::string_view bytes, std::string file, const JsonLimits& limits) {
    JsonDocument document{std::move(file), {}};
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
    Progress progress{bytes};
    Builder builder(progress, document.file, limits);
    nlohmann::json::sax_parse(CountingIterator(&progress), CountingIterator(&progress), &builder,
                              nlohmann::json::input_format_t::json, /*strict=*/true,
                              /*ignore_comments=*/limits.comments);
    document.root = builder.root();
    return document;
}

std::string json_library_version() {
    return std::to_string(NLOHMANN_JSON_VERSION_MAJOR) + '.' +
           std::to_string(NLOHMANN_JSON_VERSION_MINOR) + '.' +
           std::to_string(NLOHMANN_JSON_VERSION_PATCH);
}

}  // namespace bajigong::text
