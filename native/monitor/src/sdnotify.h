/* Relays what the container tells systemd, as far as it is harmless. */
#ifndef PINISI_SDNOTIFY_H
#define PINISI_SDNOTIFY_H

#include <stddef.h>

/* Listens on <bundle>/notify/notify.sock and relays to the host's socket ("@name": abstract). */
void sdnotify_open(const char *bundle, const char *host_socket);

/* Keeps the lines that may pass, in place, separated by newlines. Returns the new length. */
size_t sdnotify_filter(char *message, size_t length);

#endif
