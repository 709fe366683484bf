/* The attach socket: frames of output to all clients, their input to the container.
   The protocol is conmon's: SOCK_SEQPACKET; a frame out is one stream byte and the data, a frame in
   is plain data; a client that shuts its writing side down still gets output. */
#ifndef PINISI_ATTACH_H
#define PINISI_ATTACH_H

#include <stdbool.h>
#include <stddef.h>

/* Listens on <bundle>/attach. Unless full_path, clients reach it through a link that is removed by
   attach_close: <socket_dir>/<cuuid>, short enough for a socket's path. */
void attach_listen(const char *bundle, bool full_path, const char *socket_dir, const char *cuuid);

/* Whoever has connected is to get what the container writes from now on. A container may start and
   end before the loop comes round to a client that was there before. */
void attach_accept_waiting(void);

/* Never waits and loses nothing: a client that cannot follow gets the rest from the spool. When the
   spool is nearly full the container's output is paused; a client that takes nothing for a while
   then is disconnected. */
void attach_send(const char *frame, size_t length);

/* Input buffer full, or empty again. */
void attach_pause_input(void);
void attach_resume_input(void);

/* Gives clients that are behind the rest of the output, as long as they take it. */
void attach_flush(void);

void attach_close(void);

#endif
