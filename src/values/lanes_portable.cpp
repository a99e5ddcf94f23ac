// The loops for every machine, and the choice between them and wider ones.
#include "values/lanes_body.hpp"

namespace bajigong {

#if defined(__x86_64__)
const Lanes& avx2_lanes();
#endif

const Lanes& portable_lanes() {
    static constexpr Lanes kLanes = make_lanes("portable");
    return kLanes;
}

const Lanes& widest_lanes() {
#if defined(__x86_64__)
    static const Lanes& lanes = __builtin_cpu_supports("avx2") != 0 &&
                                        __builtin_cpu_supports("bmi2") != 0 &&
                                        __builtin_cpu_supports("popcnt") != 0
                                    ? avx2_lanes()
                                    : portable_lanes();
    return lanes;
#else
    return portable_lanes();
#endif
}

}  // namespace bajigong
