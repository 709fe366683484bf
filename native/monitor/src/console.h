/* The container's terminal: the runtime sends its controlling end over a socket. */
#ifndef PINISI_CONSOLE_H
#define PINISI_CONSOLE_H

#include <stdbool.h>

/* Makes the socket; returns the path that the runtime is told. */
const char *console_listen(void);

/* The runtime has ended: takes a terminal that it has just sent. False: it sent none. */
bool console_settle(void);

/* Kept until there is a terminal. */
void console_resize(unsigned short rows, unsigned short columns);

/* Removes the socket, if it is still there. */
void console_abandon(void);

#endif
