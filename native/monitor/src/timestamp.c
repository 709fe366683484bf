#include "timestamp.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { NANOSECONDS_AT = 20, NANOSECOND_DIGITS = 9 };

/* Converting to local time is most of the cost, so it is done once a second. */
static time_t known_second = -1;
static char known[TIMESTAMP_LENGTH + 1];

static void format_second(time_t second) {
    struct tm local;
    if (localtime_r(&second, &local) == NULL)
        memset(&local, 0, sizeof local);
    long offset = local.tm_gmtoff;
    char sign = offset < 0 ? '-' : '+';
    if (offset < 0)
        offset = -offset;
    char text[96];
    snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.000000000%c%02d:%02d",
             (local.tm_year + 1900) % 10000, local.tm_mon + 1, local.tm_mday, local.tm_hour,
             local.tm_min, local.tm_sec, sign, (int)(offset / 3600 % 100), (int)(offset % 3600 / 60));
    memcpy(known, text, sizeof known - 1);
    known_second = second;
}

void timestamp_now(char out[TIMESTAMP_LENGTH + 1]) {
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    if (time.tv_sec != known_second)
        format_second(time.tv_sec);
    memcpy(out, known, sizeof known);
    long rest = time.tv_nsec;
    for (int i = NANOSECOND_DIGITS - 1; i >= 0; i--, rest /= 10)
        out[NANOSECONDS_AT + i] = (char)('0' + rest % 10);
}
