// The header alone as C++20.
#include <bajigong.h>

static_assert(BJG_ABI_VERSION == 1);
