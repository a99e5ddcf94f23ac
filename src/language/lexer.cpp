// Text to tokens: the lexical grammar of CEL, less doubles, unsigned integers and bytes.
#include <charconv>
#include <optional>

#include "language/token.hpp"
#include "text/json.hpp"

namespace bajigong::language {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<int> hex_value(char c) {
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return std::nullopt;
}

class Lexer {
   public:
    Lexer(std::string_view source, const Where& where, std::forward_list<std::string>& unescaped)
        : source_(source), where_(where), unescaped_(unescaped) {}

    std::vector<Token> run() {
        std::vector<Token> tokens;
        tokens.reserve(source_.size() / 4 + 2);
        while (true) {
            skip_blanks();
            Token token;
            token.line = line_;
            token.column = column_;
            if (at_end()) {
                tokens.push_back(token);
                return tokens;
            }
            read(token);
            tokens.push_back(token);
        }
    }

   private:
    bool at_end() const { return position_ >= source_.size(); }
    char peek(std::size_t ahead = 0) const {
        return position_ + ahead < source_.size() ? source_[position_ + ahead] : '\0';
    }
    char take() {
        const char c = source_[position_++];
        if (c == '\n') {
            ++line_;
            column_ = 1;
        } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
            ++column_;
        }
        return c;
    }
    // Bytes that are ASCII and end no line.
    std::string_view take_plain(std::size_t count) {
        const std::string_view taken = source_.substr(position_, count);
        position_ += count;
        column_ += static_cast<std::int32_t>(count);
        return taken;
    }
    [[noreturn]] void fail(std::string code, const Token& at,
                           std::vector<std::string> args = {}) const {
        throw Failure(
            Problem{std::move(code), inside(where_, at.line, at.column), std::move(args)});
    }

    void skip_blanks() {
        while (!at_end()) {
            const char c = peek();
            if (c == ' ') {
                take_plain(1);
            } else if (c == '\t' || c == '\n' || c == '\r' || c == '\f') {
                take();
            } else if (c == '/' && peek(1) == '/') {
                while (!at_end() && peek() != '\n') take();
            } else {
                return;
            }
        }
    }

    void read(Token& token) {
        const char c = peek();
        if (is_letter(c)) {
            if (starts_text()) return read_text(token);
            const char* const begin = source_.data() + position_;
            const char* const end = source_.data() + source_.size();
            const char* after = begin + 1;
            while (after != end && (is_letter(*after) || is_digit(*after))) ++after;
            token.text = take_plain(static_cast<std::size_t>(after - begin));
            token.kind = TokenKind::name;
        } else if (is_digit(c) || (c == '.' && is_digit(peek(1)))) {
            read_number(token);
        } else if (c == '"' || c == '\'') {
            read_text(token);
        } else {
            read_symbol(token);
        }
    }

    // A prefix r, R, b or B (in either order) before a quote.
    bool starts_text() const {
        if (const char c = static_cast<char>(peek() | 0x20); c != 'r' && c != 'b') return false;
        std::size_t ahead = 0;
        while (ahead < 2 && std::string_view("rRbB").find(peek(ahead)) != std::string_view::npos)
            ++ahead;
        return ahead > 0 && (peek(ahead) == '"' || peek(ahead) == '\'');
    }

    void read_number(Token& token) {
        token.kind = TokenKind::integer;
        int base = 10;
        if (peek() == '0' && peek(1) == 'x') {
            base = 16;
            take();
            take();
        }
        std::size_t length = 0;
        while (base == 16 ? hex_value(peek(length)).has_value() : is_digit(peek(length))) ++length;
        const std::string_view digits = take_plain(length);
        if (peek() == 'u' || peek() == 'U') fail("X003", token);
        const bool fraction = peek() == '.' && is_digit(peek(1));
        const bool exponent = peek() == 'e' || peek() == 'E';
        if (base == 10 && (digits.empty() || fraction || exponent)) fail("X002", token);
        if (digits.empty() || is_letter(peek())) fail("X004", token);
        const auto [rest, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), token.magnitude, base);
        if (error != std::errc() || token.magnitude > (std::uint64_t{1} << 63)) fail("X005", token);
    }

    void read_text(Token& token) {
        token.kind = TokenKind::text;
        bool raw = false;
        while (is_letter(peek())) {
            const char prefix = take();
            if (prefix == 'b' || prefix == 'B') fail("X006", token);
            raw = true;
        }
        const char quote = take();
        const bool triple = peek() == quote && peek(1) == quote;
        if (triple) {
            take();
            take();
        }
        const std::size_t begin = position_;
        std::string* written = nullptr;  // once an escape was met
        while (true) {
            if (at_end() || (!triple && (peek() == '\n' || peek() == '\r'))) fail("X007", token);
            if (peek() == quote && (!triple || (peek(1) == quote && peek(2) == quote))) break;
            if (peek() == '\\' && !raw) {
                if (written == nullptr)
                    written = &unescaped_.emplace_front(source_.substr(begin, position_ - begin));
                read_escape(token, *written);
            } else if (const char c = take(); written != nullptr) {
                *written += c;
            }
        }
        token.text = written != nullptr ? std::string_view(*written)
                                        : source_.substr(begin, position_ - begin);
        for (int i = 0; i < (triple ? 3 : 1); ++i) take();
    }

    void read_escape(const Token& token, std::string& out) {
        take();
        const char c = at_end() ? '\0' : take();
        static constexpr std::string_view kNames = "abfnrtv\\?\"'`";
        static constexpr std::string_view kValues = "\a\b\f\n\r\t\v\\?\"'`";
        if (const std::size_t found = kNames.find(c);
            c != '\0' && found != std::string_view::npos) {
            out += kValues[found];
        } else if (c == 'x' || c == 'X') {
            append_code(token, out, 2, 16, 0);
        } else if (c == 'u') {
            append_code(token, out, 4, 16, 0);
        } else if (c == 'U') {
            append_code(token, out, 8, 16, 0);
        } else if (c >= '0' && c <= '3') {
            append_code(token, out, 2, 8, static_cast<char32_t>(c - '0'));
        } else {
            fail("X008", token);
        }
    }

    void append_code(const Token& token, std::string& out, int digits, int base, char32_t value) {
        for (int i = 0; i < digits; ++i) {
            const std::optional<int> digit = hex_value(peek());
            if (!digit || *digit >= base) fail("X008", token);
            value = value * static_cast<char32_t>(base) + static_cast<char32_t>(*digit);
            take();
        }
        if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) fail("X008", token);
        text::append_utf8(out, value);
    }

    void read_symbol(Token& token) {
        token.kind = TokenKind::symbol;
        static constexpr std::string_view kPairs[] = {"&&", "||", "==", "!=", "<=", ">="};
        for (const std::string_view pair : kPairs) {
            if (peek() == pair[0] && peek(1) == pair[1]) {
                token.text = take_plain(2);
                token.symbol = symbol_code(pair);
                return;
            }
        }
        const std::size_t begin = position_;
        take();
        while (!at_end() && (static_cast<unsigned char>(peek()) & 0xC0) == 0x80) take();
        token.text = source_.substr(begin, position_ - begin);
        if (token.text.size() > 1 ||
            std::string_view("()[]{}.,:?!<>+-*/%").find(token.text[0]) == std::string_view::npos) {
            fail("X001", token, {std::string(token.text)});
        }
        token.symbol = symbol_code(token.text);
    }

    std::string_view source_;
    const Where& where_;
    std::forward_list<std::string>& unescaped_;
    std::size_t position_ = 0;
    std::int32_t line_ = 1;
    std::int32_t column_ = 1;
};

}  // namespace

Place inside(const Where& where, std::int32_t line, std::int32_t column) {
    Place place = where.place();
    // A file's line is that of the expression's string; the column counts within the expression.
    if (place.file.empty()) place.line = line;
    place.column = column;
    return place;
}

std::vector<Token> tokenize(std::string_view expression, const Where& where,
                            std::forward_list<std::string>& unescaped) {
    if (expression.size() > kMaxExpressionBytes) {
        throw Failure(Problem{"X009", where.place(), {std::to_string(kMaxExpressionBytes)}});
    }
    if (!text::is_utf8(expression)) throw Failure(Problem{"X010", where.place(), {}});
    return Lexer(expression, where, unescaped).run();
}

}  // namespace bajigong::language
