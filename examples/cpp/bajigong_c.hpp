// A thin C++17 layer over bajigong.h: objects that free themselves, errors that are thrown.
//
// For programs that load libbajigong.so.1 and must outlive its compiler. Who builds from source
// uses the C++ headers in include/bajigong/ instead. Copy it freely.
#pragma once

#include <bajigong.h>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace bjg {

struct Free {
    void operator()(bjg_error* p) const { bjg_error_free(p); }
    void operator()(bjg_buffer* p) const { bjg_buffer_free(p); }
    void operator()(bjg_rulebooks* p) const { bjg_rulebooks_free(p); }
    void operator()(bjg_request* p) const { bjg_request_free(p); }
    void operator()(bjg_facts* p) const { bjg_facts_free(p); }
    void operator()(bjg_decision* p) const { bjg_decision_free(p); }
    void operator()(bjg_ledger* p) const { bjg_ledger_free(p); }
};

// Owns a handle; get() lends it to functions of bajigong.h. Moved, never copied.
template <typename T>
using Handle = std::unique_ptr<T, Free>;

// What the library said was wrong: the first problem, and how many there are.
class Error : public std::runtime_error {
   public:
    explicit Error(Handle<bjg_error> error)
        : std::runtime_error(bjg_error_message(error.get(), 0, BJG_EN, nullptr)),
          status(bjg_error_status(error.get())),
          code(bjg_error_code(error.get(), 0, nullptr)),
          pointer(bjg_error_pointer(error.get(), 0, nullptr)),
          count(bjg_error_count(error.get())) {}

    std::int32_t status;
    std::string code, pointer;
    std::size_t count;
};

// make<T>(function, arguments…): calls a function that gives a T or an error.
template <typename T, typename Function, typename... Arguments>
Handle<T> make(Function function, Arguments... arguments) {
    T* out = nullptr;
    bjg_error* error = nullptr;
    if (function(arguments..., &out, &error) != BJG_OK) throw Error(Handle<bjg_error>(error));
    return Handle<T>(out);
}

// text(function, arguments…): the same for a function that gives a buffer, as a string.
template <typename Function, typename... Arguments>
std::string text(Function function, Arguments... arguments) {
    const Handle<bjg_buffer> buffer = make<bjg_buffer>(function, arguments...);
    if (!buffer) return {};
    return {bjg_buffer_data(buffer.get()), bjg_buffer_size(buffer.get())};
}

// The first thing a program does: a library of another ABI is not called.
inline void check_abi() {
    if (bjg_abi_version() != BJG_ABI_VERSION)
        throw std::runtime_error("libbajigong has another ABI than this program");
}

inline Handle<bjg_rulebooks> load(std::string_view sources) {
    return make<bjg_rulebooks>(bjg_rulebooks_load, sources.data(), sources.size());
}

inline Handle<bjg_request> request(const Handle<bjg_rulebooks>& rulebooks, std::string_view json) {
    return make<bjg_request>(bjg_request_new, rulebooks.get(), json.data(), json.size());
}

inline Handle<bjg_facts> facts(const Handle<bjg_rulebooks>& rulebooks, std::string_view json) {
    return make<bjg_facts>(bjg_facts_from_json, rulebooks.get(), json.data(), json.size());
}

inline Handle<bjg_decision> decide(const Handle<bjg_request>& request,
                                   const Handle<bjg_facts>& facts) {
    return make<bjg_decision>(bjg_decide, request.get(), facts.get());
}

}  // namespace bjg
