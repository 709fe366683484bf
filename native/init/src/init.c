/* pinisi-init: the first process of a container that has an init (`--init`).

     pinisi-init [--] COMMAND [ARGUMENT...]

   Runs the command, passes on to it every signal that it gets itself, reaps whatever processes become its children,
   and ends as the command ends: with its exit status, or with 128 + n if signal n ended it. A command that cannot be
   executed is 126, one that is not there 127, wrong usage 125.

   It allocates nothing and opens nothing. Where it is not process 1 (a shared PID namespace), orphans come to it because
   it is a subreaper. */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { USAGE = 125, CANNOT_EXECUTE = 126, NOT_THERE = 127, SIGNALLED = 128 };

/* A process group of its own that has the terminal, so that the terminal's signals reach the command alone: once from
   the kernel, and not a second time through us. All signals are blocked here: SIGTTOU would stop it. */
static void take_terminal(void) {
    setpgid(0, 0);
    if (tcgetpgrp(STDIN_FILENO) >= 0)
        tcsetpgrp(STDIN_FILENO, getpgrp());
}

static _Noreturn void become(char *const command[], const sigset_t *signals) {
    take_terminal();
    sigprocmask(SIG_SETMASK, signals, NULL);
    execvp(command[0], command);
    int status = errno == ENOENT ? NOT_THERE : CANNOT_EXECUTE;
    fprintf(stderr, "pinisi-init: cannot execute %s: %s\n", command[0], strerror(errno));
    _exit(status);
}

static int exit_status(int status) {
    return WIFSIGNALED(status) ? SIGNALLED + WTERMSIG(status) : WEXITSTATUS(status);
}

/* Reaps all that have ended; true once the command was among them. */
static bool reap(pid_t command, int *status) {
    pid_t ended;
    int how;
    while ((ended = waitpid(-1, &how, WNOHANG)) > 0)
        if (ended == command) {
            *status = exit_status(how);
            return true;
        }
    return false;
}

static int serve(pid_t command, const sigset_t *all) {
    for (;;) {
        int signal = sigwaitinfo(all, NULL);
        int status;
        if (signal == SIGCHLD) {
            if (reap(command, &status))
                return status;
        } else if (signal > 0) {
            kill(command, signal);
        }
    }
}

int main(int argc, char *argv[]) {
    int first = argc > 1 && strcmp(argv[1], "--") == 0 ? 2 : 1;
    if (argc <= first) {
        fprintf(stderr, "usage: pinisi-init [--] COMMAND [ARGUMENT...]\n");
        return USAGE;
    }
    /* blocked, they wait for sigwaitinfo, also those that process 1 would else never get */
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    /* ignored, children would vanish without a status */
    signal(SIGCHLD, SIG_DFL);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    pid_t command = fork();
    if (command < 0) {
        fprintf(stderr, "pinisi-init: cannot start %s: %s\n", argv[first], strerror(errno));
        return CANNOT_EXECUTE;
    }
    if (command == 0)
        become(argv + first, &before);
    return serve(command, &all);
}
