#include "runtime.h"

#include "oom.h"
#include "report.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *arguments[2 * LIST_CAPACITY + 32];
static size_t count;

static void add(const char *argument) { arguments[count++] = argument; }

static void add_pair(const char *option, const char *value) {
    add(option);
    add(value);
}

static void add_all(const struct list *list) {
    for (size_t i = 0; i < list->count; i++)
        add(list->items[i]);
}

static void add_exec(const struct options *options) {
    add("exec");
    add_pair("--pid-file", options->container_pidfile);
    add_pair("--process", options->process_spec);
    add("--detach");
}

static void add_create(const struct options *options) {
    add(options->restore != NULL ? "restore" : "create");
    add_pair("--bundle", options->bundle);
    add_pair("--pid-file", options->container_pidfile);
    if (options->no_pivot)
        add("--no-pivot");
    if (options->no_new_keyring)
        add("--no-new-keyring");
    if (options->restore == NULL)
        return;
    add("--detach");
    add_pair("--image-path", options->restore);
    add_pair("--work-path", options->bundle);
}

static void fill_arguments(const struct options *options, const char *console) {
    count = 0;
    add(options->runtime);
    if (options->systemd_cgroup && !options->exec)
        add("--systemd-cgroup");
    add_all(&options->runtime_args);
    if (options->exec)
        add_exec(options);
    else
        add_create(options);
    add_all(&options->runtime_opts);
    if (console != NULL)
        add_pair("--console-socket", console);
    add(options->cid);
    arguments[count] = NULL;
}

static void give_up(const char *what) {
    dprintf(STDERR_FILENO, "%s: %s\n", what, strerror(errno));
    _exit(127);
}

/* Programs open /dev/stdout, also as another user: the pipe's mode decides whether they may. */
static void use(int fd, int as) {
    if (fd < 0)
        return;
    if (dup2(fd, as) < 0)
        give_up("cannot set a standard stream");
    struct stat status;
    if (fstat(as, &status) == 0 && S_ISFIFO(status.st_mode))
        fchmod(as, 0777);
}

/* systemd's socket activation counts only for the process that it names. */
static void adopt_listen_pid(bool always) {
    const char *text = getenv("LISTEN_PID");
    if (text == NULL || (!always && atoi(text) != getppid()))
        return;
    char own[16];
    snprintf(own, sizeof own, "%d", (int)getpid());
    setenv("LISTEN_PID", own, 1);
}

static void await_start(int pipe) {
    char ignored[512];
    ssize_t got;
    do
        got = read(pipe, ignored, sizeof ignored);
    while (got < 0 && errno == EINTR);
    if (got <= 0) {
        errno = ECANCELED;
        give_up("the caller ended before it attached");
    }
}

void child_reset_signals(const sigset_t *mask) {
    signal(SIGPIPE, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
    signal(SIGXFSZ, SIG_DFL);
    sigprocmask(SIG_SETMASK, mask, NULL);
}

pid_t runtime_start(const struct options *options, const char *console, struct stdio stdio,
                    int start_pipe, const sigset_t *signals) {
    fill_arguments(options, console);
    pid_t monitor = getpid();
    pid_t child = fork();
    if (child != 0)
        return child;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != monitor)
        _exit(127);
    child_reset_signals(signals);
    use(stdio.err, STDERR_FILENO);
    use(stdio.in, STDIN_FILENO);
    use(stdio.out, STDOUT_FILENO);
    adopt_listen_pid(options->replace_listen_pid);
    if (start_pipe >= 0)
        await_start(start_pipe);
    oom_restore();
    execv(options->runtime, (char *const *)arguments);
    give_up(options->runtime);
    return -1;
}
