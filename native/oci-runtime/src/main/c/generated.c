/* What TeaVM generated, as one unit, with the two changes that pinisi.c relies on. */
#include <stdint.h>
extern void teavm_gc_gcStarted(int32_t full) __attribute__((weak));
#define main teavm_main
#include "all.c"
