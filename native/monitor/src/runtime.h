/* The OCI runtime as a child process. */
#ifndef PINISI_RUNTIME_H
#define PINISI_RUNTIME_H

#include "options.h"

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

/* The runtime's standard streams; -1: keep the caller's. */
struct stdio {
    int in, out, err;
};

/* Starts "create", "restore" or "exec". start_pipe ≥ 0: the child first waits for a byte there.
   signals: the mask for the child. */
pid_t runtime_start(const struct options *options, const char *console, struct stdio stdio,
                    int start_pipe, const sigset_t *signals);

/* In a child before exec: signals as a program expects to find them. */
void child_reset_signals(const sigset_t *mask);

#endif
