// Division of many numbers by one, without dividing.
#pragma once

#include <bit>
#include <cstdint>

namespace bajigong {

// Divides numbers from 0 to 2^63 - 1, downwards.
//
// n / d is n * m >> (63 + s), where s is the number of bits of d - 1 and m is 2^(63 + s) / d
// rounded up. With e = m * d - 2^(63 + s), which is at most d and so at most 2^s, the product is
// too large by n * e / d, which is less than 2^(63 + s) / d: too little to reach the next quotient
// (Granlund and Montgomery, Division by Invariant Integers using Multiplication, PLDI 1994).
class Divider {
   public:
    // `divisor` from 1 to 2^63 - 1.
    explicit Divider(std::int64_t divisor)
        : shift_(63 + std::bit_width(static_cast<std::uint64_t>(divisor) - 1)) {
        factor_ = static_cast<std::uint64_t>((Wide{1} << shift_) / static_cast<Wide>(divisor) + 1);
    }
    std::int64_t operator()(std::int64_t number) const {
        return static_cast<std::int64_t>(static_cast<Wide>(number) * factor_ >> shift_);
    }

   private:
    __extension__ using Wide = unsigned __int128;
    int shift_;
    std::uint64_t factor_;
};

}  // namespace bajigong
