/* The container's output on its way to the log and to attached clients. */
#ifndef PINISI_OUTPUT_H
#define PINISI_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

/* Also the first byte of each frame that an attached client gets. */
enum stream { STREAM_STDOUT = 2, STREAM_STDERR = 3 };

/* At most so many bytes go into one log entry and one frame: clients' buffers are made for it. */
enum { OUTPUT_CHUNK = 8192 };

/* Takes the reading end of a stream over. A terminal may hang up and be opened again. */
void output_open(enum stream stream, int fd, bool is_terminal);

/* Until output_start, standard error is the runtime's: it is kept to explain a failure. */
void output_capture_errors(void);
const char *output_captured_errors(void);

/* The container exists: what was captured, and all that follows, is the container's. */
void output_start(void);

/* Backpressure from clients that cannot follow. */
void output_pause(void);
void output_resume(void);

/* The container has ended: takes what its streams still hold, though a stray process may keep
   writing. */
void output_drain(void);

#endif
