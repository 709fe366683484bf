#include "report.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <syslog.h>
#include <unistd.h>

static enum level limit = LEVEL_WARN;
static const char *container = "";
static bool with_syslog;
static void (*fatal_hook)(const char *message);

static const struct {
    const char *name;
    enum level level;
} names[] = {
    {"fatal", LEVEL_ERROR}, {"panic", LEVEL_ERROR}, {"error", LEVEL_ERROR}, {"warn", LEVEL_WARN},
    {"warning", LEVEL_WARN}, {"info", LEVEL_INFO},  {"debug", LEVEL_DEBUG}, {"trace", LEVEL_TRACE},
};

bool report_configure(const char *level, const char *cid, bool to_syslog) {
    container = cid;
    with_syslog = to_syslog;
    if (level == NULL)
        return true;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcasecmp(names[i].name, level) == 0) {
            limit = names[i].level;
            return true;
        }
    return false;
}

void report_on_fatal(void (*hook)(const char *message)) { fatal_hook = hook; }

static void emit(enum level level, const char *message) {
    static const int priorities[] = {LOG_ERR, LOG_WARNING, LOG_INFO, LOG_DEBUG, LOG_DEBUG};
    dprintf(STDERR_FILENO, "pinisi-monitor: %s\n", message);
    if (with_syslog)
        syslog(priorities[level], "pinisi-monitor %.20s: %s", container, message);
}

void report(enum level level, const char *format, ...) {
    if (level > limit)
        return;
    int saved = errno;
    char message[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    emit(level, message);
    errno = saved;
}

void fatal(const char *format, ...) {
    char message[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    emit(LEVEL_ERROR, message);
    void (*hook)(const char *) = fatal_hook;
    fatal_hook = NULL;
    if (hook != NULL)
        hook(message);
    _exit(EXIT_FAILURE);
}
