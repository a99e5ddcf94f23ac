// The JSON tree once read: finding members, naming kinds, and giving the place of a node. Also
// reading files.
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <functional>
#include <unistd.h>

#include <sys/stat.h>

#include "text/json.hpp"
#include "text/json_error.hpp"

namespace bajigong::text {
namespace {

// The nodes from `from` down to `node`, at the end of `path`; false, with `path` as it was, if it
// is not below. A child lies wholly on the lines from its own to that of the next, so that few
// children need a look: those from the last one that begins on an earlier line.
bool find_path(std::vector<const Json*>& path, const Json& from, const Json& node) {
    path.push_back(&from);
    if (&from == &node) return true;
    const Json* const end = from.children.data() + from.children.size();
    // Most often it is one of the children.
    if (!std::less<>()(&node, from.children.data()) && std::less<>()(&node, end)) {
        path.push_back(&node);
        return true;
    }
    const auto begins_before = [&](const Json& child) { return child.line < node.line; };
    auto child = std::partition_point(from.children.begin(), from.children.end(), begins_before);
    if (child != from.children.begin()) --child;
    for (; child != from.children.end() && child->line <= node.line; ++child) {
        if (!child->children.empty() && find_path(path, *child, node)) return true;
    }
    path.pop_back();
    return false;
}

constexpr std::array<bool, 256> kNameCharacters = [] {
    std::array<bool, 256> all{};
    for (const char c :
         std::string_view("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-"))
        all[static_cast<unsigned char>(c)] = true;
    return all;
}();

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
    // Many keys are as long as the one sought; few begin as it does.
    for (const Json& member : children) {
        if (member.key.size() != name.size()) continue;
        if (name.empty() || (member.key[0] == name[0] && member.key == name)) return &member;
    }
    return nullptr;
}

Place JsonDocument::place(const Json& node) const {
    Place place;
    place.file = file;
    place.line = node.line;
    std::vector<const Json*> path;
    constexpr std::size_t kUsualDepth = 16;
    path.reserve(kUsualDepth);
    find_path(path, root, node);
    constexpr std::size_t kUsualLength = 80;
    place.pointer.reserve(kUsualLength);
    for (std::size_t i = 1; i < path.size(); ++i) {
        const Json& container = *path[i - 1];
        const auto index = static_cast<std::size_t>(path[i] - container.children.data());
        append_pointer(place.pointer, container, index, path[i]->key);
    }
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
        if (!kNameCharacters[static_cast<unsigned char>(c)] || digits > kMaxDigits) return false;
    }
    return true;
}

std::string read_file(const std::string& path, std::size_t max_bytes) {
    const JsonErrors errors{path, {}};
    const auto refuse = [&](const char* why) { throw Failure(errors.whole("J001", {why})); };
    struct File {
        explicit File(const std::string& path)
            // A pipe that nobody writes to would keep us waiting.
            : number(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)) {}
        ~File() {
            if (number >= 0) ::close(number);
        }
        File(const File&) = delete;
        File& operator=(const File&) = delete;
        int number;
    };
    const File file(path);
    if (file.number < 0) refuse(errno == ENOENT ? "not found" : "not permitted, or a read error");
    struct stat status = {};
    if (::fstat(file.number, &status) != 0) refuse("not permitted, or a read error");
    // A pipe or a device may never end.
    if (!S_ISREG(status.st_mode)) refuse("not a regular file");
    // One byte more is asked for than the file has, so that its end is seen; it may also grow.
    constexpr std::size_t kBlock = std::size_t{1} << 16;
    const auto size = static_cast<std::size_t>(status.st_size);
    std::string bytes;
    std::size_t length = 0;
    bytes.resize(size < max_bytes ? size + 1 : kBlock);
    while (length <= max_bytes) {
        if (length == bytes.size()) bytes.resize(length + kBlock);
        const ssize_t got = ::read(file.number, bytes.data() + length, bytes.size() - length);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) refuse("not permitted, or a read error");
        if (got == 0) break;
        length += static_cast<std::size_t>(got);
    }
    bytes.resize(length);
    if (length > max_bytes) throw Failure(errors.whole("J002", {std::to_string(max_bytes)}));
    return bytes;
}

}  // namespace bajigong::text
