// Sinks.
#include "capi/src/sink.hpp"

#include "capi/src/arguments.hpp"

namespace {

// Longer words are cut.
constexpr std::size_t kMaxMessage = 1024;

// Runs what may throw, and keeps it.
template <class Body>
void keep(bjg_sink* sink, Body&& body) noexcept {
    if (sink == nullptr || sink->thrown) return;
    try {
        body();
    } catch (...) {
        sink->thrown = std::current_exception();
    }
}

}  // namespace

using namespace bajigong::capi;

void bjg_sink_write(bjg_sink* sink, const void* bytes, std::size_t size) {
    keep(sink, [&] { sink->answer = std::string(bajigong::capi::bytes(bytes, size, "bytes")); });
}

void bjg_sink_fail(bjg_sink* sink, const char* message, std::size_t size) {
    keep(sink, [&] {
        std::string_view words = utf8(message, size, "message");
        if (words.size() > kMaxMessage) {
            words = words.substr(0, kMaxMessage);
            // Not in the middle of a character.
            while ((static_cast<unsigned char>(words.back()) & 0xC0) == 0x80)
                words.remove_suffix(1);
            words.remove_suffix(1);
        }
        sink->message = words;
    });
}

std::int32_t bjg_sink_row(bjg_sink* sink, const void* key, std::size_t key_size, const void* value,
                          std::size_t value_size) {
    if (sink == nullptr || sink->visit == nullptr || sink->done) return 1;
    keep(sink, [&] {
        sink->done =
            !(*sink->visit)(bytes(key, key_size, "key"), bytes(value, value_size, "value"));
    });
    sink->done = sink->done || sink->thrown;
    return sink->done ? 1 : 0;
}
