/* The header alone as C99, in a second translation unit. */
#include <bajigong.h>

unsigned abi_of_header(void);
unsigned abi_of_header(void) { return BJG_ABI_VERSION; }
