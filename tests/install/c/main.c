/* The smallest program that uses the C library: its header, and nothing else of it. */
#include <bajigong.h>
#include <stdio.h>
#include <string.h>

int main(void) {
    static const char kNumber[] = "11010519491231002X"; /* GB 11643-1999, appendix */
    bjg_buffer* parts = NULL;
    if (bjg_abi_version() != BJG_ABI_VERSION) return 1;
    if (bjg_identifier_parse(BJG_ID_CITIZEN, kNumber, sizeof kNumber - 1, &parts, NULL) != BJG_OK)
        return 1;
    if (strstr(bjg_buffer_data(parts), "\"born_on\":\"1949-12-31\"") == NULL) return 1;
    bjg_buffer_free(parts);
    printf("  bajigong %s, ABI %u\n", bjg_version(), (unsigned)bjg_abi_version());
    return 0;
}
