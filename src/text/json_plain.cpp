// The fast reader of JSON. It takes less than JSON allows and never more, so that nothing depends
// on it but time.
#include "text/json_plain.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace bajigong::text {
namespace {

// With fewer digits than a double has room for before it ends, no number is out of range.
constexpr std::size_t kMaxNumberBytes = 300;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Bytes that a string cannot have as they are, or that end it.
constexpr std::array<bool, 256> kEndsRun = [] {
    std::array<bool, 256> ends{};
    for (int byte = 0; byte < 0x20; ++byte) ends[byte] = true;
    ends['"'] = true;
    ends['\\'] = true;
    return ends;
}();

// The high bit of every byte of `word` that kEndsRun names; maybe also that of a byte above such a
// one.
std::uint64_t run_ends(std::uint64_t word) {
    constexpr std::uint64_t kOnes = 0x0101010101010101u;
    constexpr std::uint64_t kHighs = 0x8080808080808080u;
    const std::uint64_t quote = word ^ (kOnes * '"');
    const std::uint64_t backslash = word ^ (kOnes * '\\');
    const std::uint64_t control = word - kOnes * 0x20;
    return ((control | (quote - kOnes) | (backslash - kOnes)) & ~word) & kHighs;
}

class PlainReader {
   public:
    PlainReader(std::string_view bytes, bool comments, JsonBuilder& builder)
        : begin_(bytes.data()),
          at_(begin_),
          end_(begin_ + bytes.size()),
          comments_(comments),
          builder_(builder) {}

    bool run() {
        skip_space();
        if (!value()) return false;
        while (!open_.empty()) {
            skip_space();
            if (!(open_.back() == '{' ? member() : element())) return false;
        }
        skip_space();
        return at_ == end_;
    }

   private:
    char peek() const { return at_ != end_ ? *at_ : '\0'; }
    JsonBuilder::End end() const { return {static_cast<std::size_t>(at_ - begin_), line_}; }

    static constexpr std::string_view kIndent = "        ";
    std::string_view rest() const { return {at_, static_cast<std::size_t>(end_ - at_)}; }

    // Line breaks stand nowhere else. An open comment stays where it is, and is no value.
    void skip_space() {
        if (at_ != end_ && *at_ > ' ' && *at_ != '/') return;
        for (; at_ != end_; ++at_) {
            if (*at_ == '\n') {
                ++line_;
                while (rest().substr(1).starts_with(kIndent)) at_ += kIndent.size();
            } else if (*at_ != ' ' && *at_ != '\t' && *at_ != '\r' &&
                       !(*at_ == '/' && comments_ && skip_comment())) {
                return;
            }
        }
    }

    // Goes to the last byte of the comment, or to the one before the end of its line.
    bool skip_comment() {
        if (rest().starts_with("//")) {
            at_ += std::min(rest().find_first_of("\r\n"), rest().size()) - 1;
            return true;
        }
        if (!rest().starts_with("/*")) return false;
        const std::size_t close = rest().find("*/", 2);
        if (close == std::string_view::npos) return false;
        line_ += static_cast<std::int32_t>(std::count(at_, at_ + close, '\n'));
        at_ += close + 1;
        return true;
    }

    // What follows in an open container: its end, or a comma unless it is the first, and a value.
    bool element() {
        if (peek() == ']') return close();
        if (!comma()) return false;
        return value();
    }
    bool member() {
        if (peek() == '}') return close();
        if (!comma() || peek() != '"') return false;
        std::string_view key;
        if (!string(key)) return false;
        builder_.key(key);
        skip_space();
        if (peek() != ':') return false;
        ++at_;
        skip_space();
        return value();
    }
    bool comma() {
        if (first_) return true;
        if (peek() != ',') return false;
        ++at_;
        skip_space();
        return true;
    }

    // A value; of an array or object its beginning.
    bool value() {
        first_ = false;
        switch (const char c = peek()) {
            case '{':
            case '[':
                ++at_;
                builder_.open(c == '{' ? JsonKind::object : JsonKind::array, end());
                open_ += c;
                first_ = true;
                return true;
            case '"': {
                std::string_view text;
                if (!string(text)) return false;
                builder_.add(JsonKind::string, end()).text = text;
                return true;
            }
            case 't':
                if (!word("true")) return false;
                builder_.add(JsonKind::boolean, end()).boolean = true;
                return true;
            case 'f':
                if (!word("false")) return false;
                builder_.add(JsonKind::boolean, end());
                return true;
            case 'n':
                if (!word("null")) return false;
                builder_.add(JsonKind::null, end());
                return true;
            default: return number();
        }
    }
    bool close() {
        ++at_;
        first_ = false;
        builder_.close();
        open_.pop_back();
        return true;
    }

    bool word(std::string_view word) {
        if (!rest().starts_with(word)) return false;
        at_ += word.size();
        return true;
    }

    bool number() {
        const char* const begin = at_;
        if (peek() == '-') ++at_;
        if (!is_digit(peek())) return false;
        const bool zero = *at_++ == '0';
        if (zero && is_digit(peek())) return false;
        while (is_digit(peek())) ++at_;
        if (peek() == '.') {
            ++at_;
            if (!is_digit(peek())) return false;
            while (is_digit(peek())) ++at_;
        }
        const auto size = static_cast<std::size_t>(at_ - begin);
        if (peek() == 'e' || peek() == 'E' || size > kMaxNumberBytes) return false;
        builder_.add(JsonKind::number, end()).text.assign(begin, size);
        return true;
    }

    // The characters of the string that begins here; they lie in the text, or in `unescaped_`.
    bool string(std::string_view& out) {
        const char* run = ++at_;
        skip_run();
        if (peek() == '"') {
            out = {run, static_cast<std::size_t>(at_ - run)};
            ++at_;
            return true;
        }
        unescaped_.clear();
        while (peek() == '\\') {
            unescaped_.append(run, at_);
            ++at_;
            if (!escape()) return false;
            run = at_;
            skip_run();
        }
        if (peek() != '"') return false;
        unescaped_.append(run, at_);
        ++at_;
        out = unescaped_;
        return true;
    }

    void skip_run() {
        constexpr std::ptrdiff_t kWord = sizeof(std::uint64_t);
        while (end_ - at_ >= kWord) {
            std::uint64_t word = 0;
            std::memcpy(&word, at_, kWord);
            if (run_ends(word) != 0) break;
            at_ += kWord;
        }
        while (at_ != end_ && !kEndsRun[static_cast<unsigned char>(*at_)]) ++at_;
    }

    bool escape() {
        static constexpr std::string_view kNames = "\"\\/bfnrt";
        static constexpr std::string_view kValues = "\"\\/\b\f\n\r\t";
        const char c = peek();
        if (c == 'u') {
            ++at_;
            return unicode_escape();
        }
        const std::size_t found = c == '\0' ? std::string_view::npos : kNames.find(c);
        if (found == std::string_view::npos) return false;
        ++at_;
        unescaped_ += kValues[found];
        return true;
    }

    // Four hexadecimal digits; not those of half a character.
    bool unicode_escape() {
        char32_t scalar = 0;
        for (int i = 0; i < 4; ++i, ++at_) {
            const char c = peek();
            const char lower = static_cast<char>(c | 0x20);
            if (is_digit(c)) {
                scalar = scalar << 4 | static_cast<char32_t>(c - '0');
            } else if (lower >= 'a' && lower <= 'f') {
                scalar = scalar << 4 | static_cast<char32_t>(lower - 'a' + 10);
            } else {
                return false;
            }
        }
        if (scalar >= 0xD800 && scalar <= 0xDFFF) return false;
        append_utf8(unescaped_, scalar);
        return true;
    }

    const char* begin_;
    const char* at_;
    const char* end_;
    bool comments_;
    JsonBuilder& builder_;
    std::int32_t line_ = 1;
    std::string open_;       // the first characters of the open containers, from the root inwards
    bool first_ = false;     // in an open container, nothing was read yet
    std::string unescaped_;  // of the last string with an escape
};

}  // namespace

bool read_plain(std::string_view bytes, bool comments, JsonBuilder& builder) {
    return PlainReader(bytes, comments, builder).run();
}

}  // namespace bajigong::text
