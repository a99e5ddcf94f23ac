// Reading schemas and their format strings.
#include "arrow/field.hpp"

#include <charconv>

#include "text/json.hpp"

namespace bajigong::arrow {

namespace {

bool number(std::string_view text, std::int32_t& value) {
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && rest == text.data() + text.size();
}

Type integer(std::int32_t bytes, bool is_signed) {
    Type type;
    type.kind = Kind::integer;
    type.bytes = bytes;
    type.is_signed = is_signed;
    type.buffers = 2;
    return type;
}

Type plain(Kind kind, std::int32_t bytes, std::int64_t buffers) {
    Type type;
    type.kind = kind;
    type.bytes = bytes;
    type.buffers = buffers;
    return type;
}

// "d:18,2" or "d:18,2,128".
Type decimal(std::string_view format) {
    const std::string_view parts = format.substr(2);
    const std::size_t first = parts.find(',');
    if (first == std::string_view::npos) return {};
    std::string_view rest = parts.substr(first + 1);
    std::int32_t precision = 0, bits = 128;
    if (const std::size_t second = rest.find(','); second != std::string_view::npos) {
        if (!number(rest.substr(second + 1), bits)) return {};
        rest = rest.substr(0, second);
    }
    Type type = plain(Kind::decimal, bits / 8, 2);
    if (!number(parts.substr(0, first), precision) || !number(rest, type.scale)) return {};
    const bool width = bits == 32 || bits == 64 || bits == 128 || bits == 256;
    if (!width || precision < 1 || precision > 76 || type.scale < -76 || type.scale > 76) return {};
    return type;
}

// "tss:", "tsm:+08:00", ...
Type timestamp(std::string_view format) {
    if (format.size() < 4 || format[3] != ':') return {};
    Type type = plain(Kind::timestamp, 8, 2);
    type.zone = format.substr(4);
    switch (format[2]) {
        case 's': type.per_day = 86'400; break;
        case 'm': type.per_day = 86'400'000; break;
        case 'u': type.per_day = 86'400'000'000; break;
        case 'n': type.per_day = 86'400'000'000'000; break;
        default: return {};
    }
    return type;
}

}  // namespace

Type parse_format(std::string_view format) {
    if (format.size() == 1) {
        switch (format[0]) {
            case 'n': return plain(Kind::null, 0, 0);
            case 'b': return plain(Kind::boolean, 0, 2);
            case 'c': return integer(1, true);
            case 'C': return integer(1, false);
            case 's': return integer(2, true);
            case 'S': return integer(2, false);
            case 'i': return integer(4, true);
            case 'I': return integer(4, false);
            case 'l': return integer(8, true);
            case 'L': return integer(8, false);
            case 'e':
            case 'f':
            case 'g': return plain(Kind::floating, 0, 2);
            case 'u': return plain(Kind::text, 4, 3);
            case 'U': return plain(Kind::text, 8, 3);
            default: return {};
        }
    }
    if (format == "vu") return plain(Kind::text_view, 16, -1);
    if (format == "tdD") return plain(Kind::date, 4, 2);
    if (format == "tdm") return plain(Kind::date, 8, 2);
    if (format == "+l") return plain(Kind::list, 4, 2);
    if (format == "+L") return plain(Kind::list, 8, 2);
    if (format == "+s") return plain(Kind::record, 0, 1);
    if (format.starts_with("d:")) return decimal(format);
    if (format.starts_with("ts")) return timestamp(format);
    return {};
}

std::string describe(std::string_view format) {
    const Type type = parse_format(format);
    const auto bits = std::to_string(type.bytes * 8);
    std::string name;
    switch (type.kind) {
        case Kind::null: name = "null"; break;
        case Kind::boolean: name = "bool"; break;
        case Kind::integer: name = (type.is_signed ? "int" : "uint") + bits; break;
        case Kind::floating:
            name = format == "e" ? "float16" : format == "f" ? "float32" : "float64";
            break;
        case Kind::decimal: name = "decimal" + bits; break;
        case Kind::date: name = type.bytes == 4 ? "date32" : "date64"; break;
        case Kind::timestamp: name = "timestamp"; break;
        case Kind::text: name = type.bytes == 4 ? "utf8" : "large utf8"; break;
        case Kind::text_view: name = "utf8 view"; break;
        case Kind::list: name = "list"; break;
        case Kind::record: name = "struct"; break;
        case Kind::other: return std::string(format);
    }
    return name + " (" + std::string(format) + ")";
}

namespace {

[[noreturn]] void refuse(const std::string& path, const char* what) {
    throw Failure(Problem{"P002", {"", 0, 0, path}, {what}});
}

Field read(const ArrowSchema& schema, const std::string& path, int depth, std::int64_t& budget) {
    if (schema.release == nullptr) refuse(path, "it was released");
    if (schema.format == nullptr) refuse(path, "it has no format");
    if (depth > kMaxDepth) refuse(path, "it is nested too deep");
    if (schema.n_children < 0 || schema.n_children > budget) refuse(path, "too many columns");
    if (schema.n_children > 0 && schema.children == nullptr) refuse(path, "its children are null");
    budget -= schema.n_children + 1;
    Field field;
    if (schema.name != nullptr) field.name = schema.name;
    field.format = schema.format;
    if (!text::is_utf8(field.name) || !text::is_utf8(field.format)) refuse(path, "not UTF-8");
    field.type = parse_format(field.format);
    const Kind kind = field.type.kind;
    if (kind == Kind::list && schema.n_children != 1) refuse(path, "a list has one child");
    field.children.reserve(static_cast<std::size_t>(schema.n_children));
    for (std::int64_t i = 0; i < schema.n_children; ++i) {
        const ArrowSchema* child = schema.children[i];
        if (child == nullptr) refuse(path, "a child is null");
        const char* name = child->name == nullptr ? "" : child->name;
        const std::string inner =
            path + "/" + shown_name(text::is_utf8(name) ? name : "\n", static_cast<std::size_t>(i));
        field.children.push_back(read(*child, inner, depth + 1, budget));
    }
    if (schema.dictionary != nullptr) {
        if (kind != Kind::integer) refuse(path, "the codes of a dictionary are whole numbers");
        if (budget <= 0) refuse(path, "too many columns");
        field.dictionary =
            std::make_unique<Field>(read(*schema.dictionary, path, depth + 1, budget));
        if (field.dictionary->dictionary != nullptr) refuse(path, "a dictionary of dictionaries");
    }
    return field;
}

}  // namespace

Field read_schema(const ArrowSchema& schema) {
    std::int64_t budget = kMaxColumns;
    Field root = read(schema, "", 0, budget);
    if (root.type.kind != Kind::record || root.dictionary != nullptr)
        refuse("", "its root is no struct of columns");
    return root;
}

std::string shown_name(std::string_view name, std::size_t place) {
    std::size_t digits = 0, longest = 0;
    for (const char c : name) {
        digits = c >= '0' && c <= '9' ? digits + 1 : 0;
        longest = std::max(longest, digits);
    }
    const bool shown = !name.empty() && name.size() <= 64 && longest < 6 &&
                       text::printable(name) == name && name.find('/') == std::string_view::npos;
    return shown ? std::string(name) : "#" + std::to_string(place + 1);
}

}  // namespace bajigong::arrow
