/* Frames for attached clients that are behind: an unlinked file used as a ring. */
#ifndef PINISI_SPOOL_H
#define PINISI_SPOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { SPOOL_SIZE = 64 << 20 };

/* The file is made on first use, in this directory. */
void spool_configure(const char *directory);

/* Where the next frame will go: counts up for ever, the ring is this modulo SPOOL_SIZE. */
uint64_t spool_end(void);

/* False: no space or no file; the frame is not kept. */
bool spool_append(const char *frame, size_t length);

/* The frame at this position; *at moves behind it. 0: unreadable. */
size_t spool_read(uint64_t *at, char *frame, size_t size);

/* Nobody is behind any more: gives the disk space back. */
void spool_clear(void);

#endif
