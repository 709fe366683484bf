#include "life.h"

#include "loop.h"
#include "report.h"

#include <errno.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { KILL_WAIT_MS = 5000 };

static void signalled(struct watch *watch, uint32_t events);
static void gone(struct watch *watch, uint32_t events);
static void time_is_up(void);

static struct watch signals = {.fd = -1, .ready = signalled};
static struct watch stranger = {.fd = -1, .ready = gone};
static struct timer limit = {.fire = time_is_up};
static sigset_t original;

static pid_t runtime = -1, container = -1;
static int runtime_status, container_status = -1;
static bool runtime_ended, container_ended, timed_out;

const sigset_t *life_take_signals(void) {
    sigset_t mine;
    sigemptyset(&mine);
    sigaddset(&mine, SIGCHLD);
    sigaddset(&mine, SIGTERM);
    sigaddset(&mine, SIGINT);
    sigaddset(&mine, SIGQUIT);
    sigprocmask(SIG_BLOCK, &mine, &original);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a log at its size limit is no reason to die */
    signals.fd = signalfd(-1, &mine, SFD_CLOEXEC | SFD_NONBLOCK);
    if (signals.fd < 0)
        fatal("cannot create a signal descriptor: %m");
    loop_watch(&signals, EPOLLIN);
    return &original;
}

/* No child of ours, in a runtime's unusual setup: its end shows, its status does not. */
static void watch_stranger(void) {
    if (stranger.fd >= 0)
        return;
    stranger.fd = (int)syscall(SYS_pidfd_open, container, 0);
    if (stranger.fd < 0)
        container_ended = true;
    else
        loop_watch(&stranger, EPOLLIN);
}

static void gone(struct watch *watch, uint32_t events) {
    (void)events;
    loop_close_watch(watch);
    container_ended = true;
}

static void reap_runtime(void) {
    if (waitpid(runtime, &runtime_status, WNOHANG) == runtime)
        runtime_ended = true;
}

static void reap_all(void) {
    int status;
    pid_t pid;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
        if (pid == container) {
            container_status = status;
            container_ended = true;
        }
    if (pid < 0 && errno == ECHILD && !container_ended)
        watch_stranger();
}

static void pass_on(int number) {
    pid_t target = container > 0 && !container_ended ? container : !runtime_ended ? runtime : -1;
    if (target > 0)
        kill(target, number);
}

static void signalled(struct watch *watch, uint32_t events) {
    (void)events;
    struct signalfd_siginfo info;
    if (read(watch->fd, &info, sizeof info) != sizeof info)
        return;
    if (info.ssi_signo != SIGCHLD)
        pass_on((int)info.ssi_signo);
    else if (container > 0)
        reap_all();
    else
        reap_runtime();
}

void life_expect_runtime(pid_t pid) { runtime = pid; }

bool life_runtime_ended(void) { return runtime_ended; }

int life_runtime_status(void) { return runtime_status; }

void life_expect_container(pid_t pid, int64_t kill_after) {
    container = pid;
    if (kill_after > 0)
        timer_start(&limit, kill_after > INT32_MAX ? INT32_MAX * INT64_C(1000) : kill_after * 1000);
    reap_all();
}

static void time_is_up(void) { timed_out = true; }

bool life_is_over(void) { return container_ended || timed_out; }

static bool waited_enough;
static void stop_waiting(void) { waited_enough = true; }
static bool dead_at_last(void) { return container_ended || waited_enough; }

bool life_enforce_timeout(void) {
    static struct timer patience = {.fire = stop_waiting};
    if (container_ended)
        return false;
    pid_t group = getpgid(container);
    kill(group > 1 && group != getpgrp() ? -group : container, SIGKILL);
    timer_start(&patience, KILL_WAIT_MS);
    loop_run(dead_at_last);
    return true;
}

int life_container_status(void) { return container_status; }
