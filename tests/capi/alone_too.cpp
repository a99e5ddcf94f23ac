// The header alone as C++20, in a second translation unit.
#include <bajigong.h>

static_assert(sizeof(bjg_store) == sizeof(struct bjg_store));
