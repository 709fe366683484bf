/* Input of attached clients on its way to the container. */
#ifndef PINISI_INPUT_H
#define PINISI_INPUT_H

#include <stdbool.h>
#include <sys/types.h>

/* closes_with_client: the end of a client's input is the end of the container's. */
void input_configure(bool expected, bool closes_with_client);

/* Takes the writing end over; what clients sent before is written now. */
void input_open(int fd);

/* Receives one frame of a client; 0 or -1 as recv. Called only while the buffer is empty. */
ssize_t input_receive(int client);

/* A client has ended its input. */
void input_end(void);

#endif
