// The one function that writes texts from outside into books.
//
// A line break in a document's number would otherwise become a `plugin`, `python` or `include` line
// of the file, which the programs that read it run.
#include "bajigong/ledger_books.hpp"

#include "digest/digest.hpp"
#include "text/utf8.hpp"

namespace bajigong::ledger {
namespace {

bool is_plain(char32_t scalar) {
    const bool letter = (scalar >= 'a' && scalar <= 'z') || (scalar >= 'A' && scalar <= 'Z');
    const bool digit = scalar >= '0' && scalar <= '9';
    const bool mark = scalar == '-' || scalar == '_' || scalar == '.';
    const bool han = scalar >= 0x4E00 && scalar <= 0x9FFF;
    return letter || digit || mark || han;
}

}  // namespace

std::string book_text(std::string_view text) {
    constexpr std::string_view kDigestPrefix = "sha256.";
    constexpr std::size_t kMaxPlain = 200;
    // What looks like a digest is written as one, so that no name can pose as another.
    bool plain = !text.empty() && text.size() <= kMaxPlain && !text.starts_with(kDigestPrefix);
    for (std::size_t offset = 0; plain && offset < text.size();) {
        const text::Scalar scalar = text::decode_utf8(text, offset);
        plain = scalar.size != 0 && is_plain(scalar.value);
        offset += scalar.size;
    }
    if (plain) return std::string(text);
    return std::string(kDigestPrefix) + digest::hex(digest::hash(digest::Algorithm::sha256, text));
}

}  // namespace bajigong::ledger
