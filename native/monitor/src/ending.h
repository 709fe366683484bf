/* Recording how the container ended, and letting the engine clean up. */
#ifndef PINISI_ENDING_H
#define PINISI_ENDING_H

#include "options.h"

#include <signal.h>

/* Closes what the caller passed on: podman keeps published ports busy with such descriptors. They
   are to be free before anyone learns that the container has ended. */
void ending_close_inherited(void);

/* The status as engines know it: the exit code, or 128 + signal; -1 when it cannot be known. */
int ending_status(int wait_status);

/* Writes <persist-dir>/exit and <exit-dir>/<cid>. */
void ending_record(const struct options *options, int status);

/* Runs --exit-command to its end; returns its exit status, 0 without one. */
int ending_run_command(const struct options *options, const sigset_t *signals);

#endif
