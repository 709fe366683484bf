/* Unix sockets at paths of any length. */
#ifndef PINISI_SOCKET_H
#define PINISI_SOCKET_H

#include <stddef.h>
#include <sys/types.h>

/* Longest path of a socket, without NUL. */
enum { SOCKET_PATH_MAX = 107 };

/* Binds <directory>/<name>, replacing what is there; non-blocking, close-on-exec. */
int socket_bind(const char *directory, const char *name, int type, mode_t mode);

/* Makes <directory>/<name> a link to the target. When that path is exactly as long as a socket's
   path may be, its last character is dropped: callers expect it, the name below it must differ. */
void socket_link(char *path, size_t size, const char *directory, const char *name, const char *target);

/* Ends a connection so that the peer still reads all that it was sent: closing with unread input
   would reset it. The descriptor stays open. */
void socket_finish(int fd);

#endif
