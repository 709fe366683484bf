/* The log file of Kubernetes' CRI and podman's k8s-file: "TIME STREAM TAG TEXT", a line each.
   TIME is RFC 3339 with nanoseconds in local time, TAG is F for a full line and P for a part of one. */
#ifndef PINISI_LOGFILE_H
#define PINISI_LOGFILE_H

#include "options.h"
#include "output.h"

void logfile_open(const char *path, const struct options *options);
void logfile_write(enum stream stream, const char *bytes, size_t length);
void logfile_reopen(void);
void logfile_close(bool sync);

#endif
