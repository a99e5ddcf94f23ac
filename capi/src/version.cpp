// Which library this is, and what it was built from.
#include <bajigong.h>
#include <string>

#include "decision/render_json_writer.hpp"
#include "digest/digest.hpp"
#include "stores/sqlite_open.hpp"
#include "text/json_library.hpp"

namespace bajigong::capi {
namespace {

#if defined(__clang__)
constexpr const char* kCompiler = "Clang " __VERSION__;
#else
constexpr const char* kCompiler = "GCC " __VERSION__;
#endif

std::string build_info() {
    JsonWriter json;
    json.open('{');
    json.string("version", BAJIGONG_VERSION);
    json.key("abi");
    json.raw(std::to_string(BJG_ABI_VERSION));
    json.string("compiler", kCompiler);
    json.key("contains");
    json.open('{');
    json.string("nlohmann/json", text::json_library_version());
#ifdef BAJIGONG_SELF_CONTAINED
    json.string("OpenSSL", digest::openssl_version());
    json.string("SQLite", ledger::sqlite_version());
    json.string("libstdc++",
                std::to_string(_GLIBCXX_RELEASE) + " (" + std::to_string(__GLIBCXX__) + ")");
    json.string("libgcc", std::to_string(_GLIBCXX_RELEASE));
#endif
    json.close('}');
    json.close('}');
    return json.take();
}

}  // namespace
}  // namespace bajigong::capi

std::uint32_t bjg_abi_version(void) { return BJG_ABI_VERSION; }

const char* bjg_version(void) { return BAJIGONG_VERSION; }

const char* bjg_build_info(void) {
    try {
        static const std::string kInfo = bajigong::capi::build_info();
        return kInfo.c_str();
    } catch (...) {
        return "{}";
    }
}
