/* The FIFOs ctl and winsz in the bundle: the terminal's size, and log files moved away. */
#ifndef PINISI_CONTROL_H
#define PINISI_CONTROL_H

#include <stdbool.h>
#include <stddef.h>

enum control_kind { CONTROL_RESIZE = 1, CONTROL_REOPEN_LOGS = 2 };

struct control {
    enum control_kind kind;
    unsigned short rows, columns;
};

/* Parses "KIND ROWS COLUMNS", or "ROWS COLUMNS" when kind_given is false. False: not understood. */
bool control_parse(const char *line, bool kind_given, struct control *into);

/* Feeds bytes to a line collector; calls handle for each whole line. Longer lines are dropped. */
struct line_collector {
    char bytes[200];
    size_t length;
    bool overlong;
};

void control_collect(struct line_collector *collector, const char *bytes, size_t length,
                     void (*handle)(const char *line));

void control_open(const char *bundle);

#endif
