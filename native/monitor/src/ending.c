#include "ending.h"

#include "files.h"
#include "oom.h"
#include "report.h"
#include "runtime.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* They are known by this: all that the monitor itself opens is close-on-exec. */
void ending_close_inherited(void) {
    DIR *directory = opendir("/proc/self/fd");
    if (directory == NULL)
        return;
    const struct dirent *entry;
    while ((entry = readdir(directory)) != NULL) {
        int fd = atoi(entry->d_name);
        if (fd > STDERR_FILENO && (fcntl(fd, F_GETFD) & FD_CLOEXEC) == 0)
            close(fd);
    }
    closedir(directory);
}

int ending_status(int wait_status) {
    if (WIFEXITED(wait_status))
        return WEXITSTATUS(wait_status);
    if (WIFSIGNALED(wait_status))
        return 128 + WTERMSIG(wait_status);
    return -1;
}

static void record(const char *directory, const char *name, const char *text) {
    char path[PATH_MAX];
    if (!path_join(path, sizeof path, directory, name) || !file_replace(path, text))
        report(LEVEL_ERROR, "cannot record the exit status %s in %s/%s: %m", text, directory, name);
}

void ending_record(const struct options *options, int status) {
    char text[16];
    snprintf(text, sizeof text, "%d", status);
    if (options->persist_dir != NULL)
        record(options->persist_dir, "exit", text);
    if (options->exit_dir != NULL)
        record(options->exit_dir, options->cid, text);
}

/* Late, when whoever waits for the status has read it: a disk takes milliseconds. */
static void keep_status(const struct options *options) {
    char path[PATH_MAX];
    if (options->persist_dir != NULL && path_join(path, sizeof path, options->persist_dir, "exit"))
        file_sync(path);
}

static _Noreturn void become_command(const struct options *options, const sigset_t *signals) {
    static const char *arguments[LIST_CAPACITY + 2];
    arguments[0] = options->exit_command;
    for (size_t i = 0; i < options->exit_args.count; i++)
        arguments[i + 1] = options->exit_args.items[i];
    child_reset_signals(signals);
    oom_restore();
    if (options->exit_delay > 0)
        sleep((unsigned)options->exit_delay);
    execv(options->exit_command, (char *const *)arguments);
    report(LEVEL_ERROR, "cannot run the exit command %s: %m", options->exit_command);
    _exit(EXIT_FAILURE);
}

int ending_run_command(const struct options *options, const sigset_t *signals) {
    keep_status(options);
    if (options->exit_command == NULL)
        return 0;
    syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, 0);
    /* What the command leaves running is not the monitor's to wait for. */
    prctl(PR_SET_CHILD_SUBREAPER, 0);
    pid_t child = fork();
    if (child < 0) {
        report(LEVEL_ERROR, "cannot start the exit command: %m");
        return EXIT_FAILURE;
    }
    if (child == 0)
        become_command(options, signals);
    int status;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return EXIT_FAILURE;
    return ending_status(status);
}
