// The ladder of skill levels. Its names are literals, so that they end in NUL and live for ever.
#include "bajigong/rung.hpp"

#include "capi/src/arguments.hpp"

namespace bajigong::capi {
namespace {

std::int32_t number_of(std::optional<Rung> rung) { return rung ? static_cast<int>(*rung) : -1; }

bool is_rung(std::int32_t number) { return number >= 0 && number < kRungCount; }

}  // namespace
}  // namespace bajigong::capi

using namespace bajigong::capi;
using bajigong::Rung;

std::int32_t bjg_rung_parse(const char* text, std::size_t size) {
    std::int32_t number = -1;
    // No error is written: what is no name of a rung is none, whatever it is.
    guard(nullptr, [&] { number = number_of(bajigong::parse_rung(utf8(text, size, "text"))); });
    return number;
}

const char* bjg_rung_id(std::int32_t rung) {
    return is_rung(rung) ? bajigong::identifier(static_cast<Rung>(rung)).data() : nullptr;
}

const char* bjg_rung_name(std::int32_t rung, std::int32_t language) {
    if (!is_rung(rung)) return nullptr;
    const Rung found = static_cast<Rung>(rung);
    return language == BJG_ZH ? bajigong::chinese_name(found).data()
                              : bajigong::english_name(found).data();
}

const char* bjg_rung_official_name(std::int32_t rung) {
    return is_rung(rung) ? bajigong::official_name(static_cast<Rung>(rung)).data() : nullptr;
}

std::int32_t bjg_rung_grade(std::int32_t rung) {
    return is_rung(rung) ? bajigong::national_grade(static_cast<Rung>(rung)).value_or(0) : 0;
}

std::int32_t bjg_rung_of_grade(std::int32_t grade) {
    return number_of(bajigong::rung_of_grade(grade));
}

std::int32_t bjg_rung_is_highly_skilled(std::int32_t rung) {
    if (!is_rung(rung)) return -1;
    return bajigong::is_highly_skilled(static_cast<Rung>(rung)) ? 1 : 0;
}
