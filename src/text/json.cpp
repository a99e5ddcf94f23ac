// Reading JSON into a tree that knows its lines.
//
// What is plain is read by json_plain.hpp. Any other text is read by nlohmann/json's SAX parser,
// which is included here only, and which alone says what is wrong with a text.
//
// That parser tells its listener neither positions nor the digits of a number. Both come from
// counting what it has taken from the bytes: after every token but a number that count is the
// token's end; a number's end is one earlier, unless the bytes are over.
#include "text/json.hpp"

#include <cstdint>
#include <cstring>
#include <iterator>

#include <nlohmann/json.hpp>

#include "text/json_builder.hpp"
#include "text/json_error.hpp"
#include "text/json_library.hpp"
#include "text/json_plain.hpp"
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

// Hands the parser's events on to the builder. Its functions return true: errors are thrown.
class Listener {
   public:
    using Library = nlohmann::json;

    Listener(Progress& progress, JsonBuilder& builder) : progress_(progress), builder_(builder) {}

    bool null() {
        builder_.add(JsonKind::null, end());
        return true;
    }
    bool boolean(bool value) {
        builder_.add(JsonKind::boolean, end()).boolean = value;
        return true;
    }
    bool number_integer(Library::number_integer_t) { return number(); }
    bool number_unsigned(Library::number_unsigned_t) { return number(); }
    bool number_float(Library::number_float_t, const std::string&) { return number(); }
    bool string(std::string& value) {
        builder_.add(JsonKind::string, end()).text = value;  // the buffer keeps its memory
        return true;
    }
    bool binary(Library::binary_t&) { return false; }  // not of JSON text
    bool start_object(std::size_t) {
        builder_.open(JsonKind::object, end());
        return true;
    }
    bool start_array(std::size_t) {
        builder_.open(JsonKind::array, end());
        return true;
    }
    bool end_object() { return end_array(); }
    bool end_array() {
        builder_.close();
        return true;
    }
    bool key(std::string& value) {
        builder_.key(value);
        return true;
    }
    bool parse_error(std::size_t, const std::string& token, const Library::exception& error) {
        const SyntaxError syntax{error.what(), token, progress_.taken(), progress_.past_end};
        throw Failure(builder_.errors().of_syntax(syntax, builder_.pointer()));
    }

   private:
    bool number() {
        const std::size_t end = progress_.taken() - (progress_.past_end ? 0 : 1);
        std::size_t begin = end;
        while (begin > 0 && belongs_to_number(progress_.begin[begin - 1])) --begin;
        builder_.add(JsonKind::number, end_at(end))
            .text.assign(progress_.begin + begin, end - begin);
        return true;
    }

    JsonBuilder::End end() { return end_at(progress_.taken()); }
    JsonBuilder::End end_at(std::size_t offset) {
        const char* const end = progress_.begin + offset;
        while (const void* newline =
                   std::memchr(counted_, '\n', static_cast<std::size_t>(end - counted_))) {
            ++line_;
            counted_ = static_cast<const char*>(newline) + 1;
        }
        counted_ = end;
        return {offset, line_};
    }

    Progress& progress_;
    JsonBuilder& builder_;
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
    if (JsonBuilder builder(bytes, document.file, limits);
        read_plain(bytes, limits.comments, builder)) {
        document.root = builder.root();
        return document;
    }
    JsonBuilder builder(bytes, document.file, limits);
    Progress progress{bytes};
    Listener listener(progress, builder);
    nlohmann::json::sax_parse(CountingIterator(&progress), CountingIterator(&progress), &listener,
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
