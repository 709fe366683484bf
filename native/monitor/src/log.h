/* Where the container's output is kept: --log-path. */
#ifndef PINISI_LOG_H
#define PINISI_LOG_H

#include "options.h"
#include "output.h"

/* Opens all logs; ends the process when one cannot be. */
void log_open(const struct options *options);

/* The container gets the caller's own streams; nothing is logged, nobody can attach. */
bool log_is_passthrough(void);

/* Never fails and never waits for long: what cannot be written is lost to the log only. */
void log_write(enum stream stream, const char *bytes, size_t length);

/* Someone has moved the log file away. */
void log_reopen(void);

/* The output is complete. */
void log_finish(bool sync);

#endif
