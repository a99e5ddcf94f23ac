// The JSON tree once read: finding members, naming kinds, and giving the place of a node. Also
// reading files.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include "text/json.hpp"
#include "text/json_error.hpp"

namespace bajigong::text {
namespace {

// Appends the steps from `from` down to `node`; false, with `pointer` as it was, if it is not
// below.
// A child lies wholly on the lines from its own to that of the next, so that few children need a
// look: those from the last one that begins on an earlier line.
bool append_path(std::string& pointer, const Json& from, const Json& node) {
    if (&from == &node) return true;
    const auto begins_before = [&](const Json& child) { return child.line < node.line; };
    const auto first =
        std::partition_point(from.children.begin(), from.children.end(), begins_before);
    auto i = static_cast<std::size_t>(first - from.children.begin());
    for (i = i == 0 ? 0 : i - 1; i < from.children.size(); ++i) {
        const Json& child = from.children[i];
        if (child.line > node.line) return false;
        if (child.children.empty() && &child != &node) continue;
        const std::size_t length = pointer.size();
        append_pointer(pointer, from, i, child.key);
        if (append_path(pointer, child, node)) return true;
        pointer.resize(length);
    }
    return false;
}

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-';
}

}  // namespace

std::string_view name(JsonKind kind) {
    switch (kind) {
        case JsonKind::null: return "null";
        case JsonKind::boolean: return "true or false";
        case JsonKind::number: return "a number";
        case JsonKind::string: return "a string";
        case JsonKind::array: return "an array";
        case JsonKind::object: return "an object";
    }
    return "";
}

const Json* Json::find(std::string_view name) const {
    if (kind != JsonKind::object) return nullptr;
    for (const Json& member : children) {
        if (member.key == name) return &member;
    }
    return nullptr;
}

Place JsonDocument::place(const Json& node) const {
    Place place;
    place.file = file;
    place.line = node.line;
    append_path(place.pointer, root, node);
    return place;
}

bool is_plain_name(std::string_view key) {
    constexpr std::size_t kMaxLength = 64;
    constexpr int kMaxDigits = 5;  // in a row; six are a region or a date, more an identity number
    if (key.empty() || key.size() > kMaxLength) return false;
    const char first = key.front();
    if ((first >= '0' && first <= '9') || first == '.' || first == '-') return false;
    int digits = 0;
    for (const char c : key) {
        digits = c >= '0' && c <= '9' ? digits + 1 : 0;
        if (!is_name_character(c) || digits > kMaxDigits) return false;
    }
    return true;
}

std::string read_file(const std::string& path, std::size_t max_bytes) {
    const JsonErrors errors{path, {}};
    std::error_code status_error;
    const std::filesystem::file_status status = std::filesystem::status(path, status_error);
    if (status.type() == std::filesystem::file_type::not_found) {
        throw Failure(errors.whole("J001", {"not found"}));
    }
    // A pipe or a device may never end.
    if (!status_error && !std::filesystem::is_regular_file(status)) {
        throw Failure(errors.whole("J001", {"not a regular file"}));
    }
    std::ifstream stream(path, std::ios::binary);
    std::string bytes;
    constexpr std::size_t kBlock = std::size_t{1} << 16;
    while (stream && bytes.size() <= max_bytes) {
        const std::size_t length = bytes.size();
        bytes.resize(length + kBlock);
        stream.read(bytes.data() + length, kBlock);
        bytes.resize(length + static_cast<std::size_t>(stream.gcount()));
    }
    if (bytes.size() > max_bytes) {
        throw Failure(errors.whole("J002", {std::to_string(max_bytes)}));
    }
    if (!stream.eof()) throw Failure(errors.whole("J001", {"not permitted, or a read error"}));
    return bytes;
}

}  // namespace bajigong::text
