/* What the caller is told, on descriptors that it passed by number in the environment. */
#ifndef PINISI_SYNC_H
#define PINISI_SYNC_H

#include <stdbool.h>
#include <stddef.h>

enum { SYNC_MESSAGE_MAX = 4000 };

/* The descriptor named by this variable, close-on-exec; -1 when the variable is not set. */
int sync_adopt(const char *variable);

/* Formats one line of JSON, at most SYNC_MESSAGE_MAX bytes, since podman reads 4096 bytes of a
   SEQPACKET message at most. Of a longer text the end is kept: there a runtime says why it failed. */
size_t sync_format(char out[SYNC_MESSAGE_MAX], const char *key, int value, const char *text);

/* Writes one message; the descriptor is closed and set to -1 when nobody listens any more. */
void sync_send(int *fd, const char *key, int value, const char *text);

#endif
