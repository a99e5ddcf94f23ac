// Checking arguments, and lending texts.
#include "capi/src/arguments.hpp"

#include <string>

#include "text/utf8.hpp"

namespace bajigong::capi {
namespace {

// Marked, so that no message takes the name for a word that it translates.
std::string quoted(const char* name) { return '`' + std::string(name) + '`'; }

}  // namespace

std::string_view bytes(const void* data, std::size_t size, const char* name) {
    if (size == 0) return {};
    if (data == nullptr) refuse(BJG_E_ARGUMENT, {"A001", {}, {quoted(name)}});
    if (size > kMaxTextBytes) {
        refuse(BJG_E_ARGUMENT, {"A002", {}, {quoted(name), std::to_string(kMaxTextBytes)}});
    }
    return {static_cast<const char*>(data), size};
}

std::string_view utf8(const char* data, std::size_t size, const char* name) {
    const std::string_view given = bytes(data, size, name);
    const std::size_t wrong = text::find_invalid_utf8(given);
    if (wrong != std::string_view::npos) {
        refuse(BJG_E_ARGUMENT, {"A003", {}, {quoted(name), std::to_string(wrong + 1)}});
    }
    return given;
}

std::string_view file_path(const char* data, std::size_t size, bool optional) {
    const std::string_view given = utf8(data, size, "path");
    if (given.find('\0') != std::string_view::npos)
        refuse(BJG_E_ARGUMENT, {"A004", {}, {quoted("path")}});
    if (given.empty() && !optional) refuse(BJG_E_ARGUMENT, {"A005", {}, {quoted("path")}});
    return given;
}

void require(const void* pointer, const char* name) {
    if (pointer == nullptr) refuse(BJG_E_ARGUMENT, {"A001", {}, {quoted(name)}});
}

void require_constant(std::int32_t value, std::int32_t count, const char* name) {
    if (value < 0 || value >= count) {
        refuse(BJG_E_ARGUMENT, {"A006", {}, {quoted(name), std::to_string(count - 1)}});
    }
}

Language language_of(std::int32_t value) {
    require_constant(value, 2, "language");
    return value == BJG_ZH ? Language::zh : Language::en;
}

Date day_of(std::string_view text, const Place& place) {
    const std::optional<Date> read = Date::parse(text);
    if (!read || read->is_never()) {
        throw Failure(Problem{"A020", place, {"a day YYYY-MM-DD that exists"}});
    }
    return *read;
}

const char* lend(std::string_view ends_in_nul, std::size_t* out_size) noexcept {
    if (out_size != nullptr) *out_size = ends_in_nul.size();
    return ends_in_nul.data();
}

const char* lend_nothing(std::size_t* out_size) noexcept {
    if (out_size != nullptr) *out_size = 0;
    return nullptr;
}

}  // namespace bajigong::capi
