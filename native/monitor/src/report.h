/* The monitor's own messages, to standard error (until it is given up) and to syslog. */
#ifndef PINISI_REPORT_H
#define PINISI_REPORT_H

#include <stdbool.h>

enum level { LEVEL_ERROR, LEVEL_WARN, LEVEL_INFO, LEVEL_DEBUG, LEVEL_TRACE };

/* False: no such level. The container's ID goes before each message in syslog. */
bool report_configure(const char *level, const char *cid, bool to_syslog);

void report(enum level level, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Reports, lets the hook tell the caller and clean up, and ends the process with status 1. */
_Noreturn void fatal(const char *format, ...) __attribute__((format(printf, 1, 2)));

void report_on_fatal(void (*hook)(const char *message));

#endif
