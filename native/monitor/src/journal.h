/* The systemd journal, through its native protocol (systemd.io/JOURNAL_NATIVE_PROTOCOL). */
#ifndef PINISI_JOURNAL_H
#define PINISI_JOURNAL_H

#include "options.h"
#include "output.h"

void journal_open(const struct options *options);

/* One entry a line; the start of an unfinished line waits for its end. */
void journal_write(enum stream stream, const char *bytes, size_t length);

/* Sends unfinished lines. */
void journal_flush(void);

#endif
