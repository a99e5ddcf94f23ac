// How whole numbers lie in memory.
#pragma once

#include <cstdint>

namespace bajigong {

enum class Width : std::uint8_t { i8, u8, i16, u16, i32, u32, i64 };

// `f` of a number of the width's type.
template <class F>
auto by_width(Width width, F f) {
    switch (width) {
        case Width::i8: return f(std::int8_t{});
        case Width::u8: return f(std::uint8_t{});
        case Width::i16: return f(std::int16_t{});
        case Width::u16: return f(std::uint16_t{});
        case Width::i32: return f(std::int32_t{});
        case Width::u32: return f(std::uint32_t{});
        case Width::i64: break;
    }
    return f(std::int64_t{});
}

}  // namespace bajigong
