// The loops for vectors of 256 bits; compiled with -mavx2 -mbmi2 and run only where the processor
// has it.
#include "values/lanes_body.hpp"

namespace bajigong {

#if defined(__AVX2__)
const Lanes& avx2_lanes() {
    static constexpr Lanes kLanes = make_lanes("avx2");
    return kLanes;
}
#endif

}  // namespace bajigong
