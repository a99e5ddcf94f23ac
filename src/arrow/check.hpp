// Checks an array that came through the Arrow C data interface, before anything of it is read.
//
// Arrow carries no sizes of buffers: that a buffer is as long as its offsets and lengths say cannot
// be checked by anyone.
#pragma once

#include "arrow/field.hpp"

namespace bajigong::arrow {

// Throws Failure P008 naming the column: released arrays, counts of children and buffers that do
// not fit the type, lengths and offsets below zero or out of range, missing buffers, offsets of
// lists and texts that fall or leave their child, a null_count that its bitmap belies.
void check_array(const Field& field, const ArrowArray& array);

// Bits of `bitmap` from bit `from` on that are set, among `count`.
std::int64_t count_bits(const std::uint8_t* bitmap, std::int64_t from, std::int64_t count);

}  // namespace bajigong::arrow
