#include "loop.h"

#include "report.h"

#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <time.h>
#include <unistd.h>

static int epoll = -1;
static struct timer *timers;

void loop_open(void) {
    epoll = epoll_create1(EPOLL_CLOEXEC);
    if (epoll < 0)
        fatal("cannot create an epoll descriptor: %m");
}

void loop_watch(struct watch *watch, uint32_t events) {
    struct epoll_event event = {.events = events, .data.ptr = watch};
    if (epoll_ctl(epoll, watch->watched ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, watch->fd, &event) < 0)
        fatal("cannot watch descriptor %d: %m", watch->fd);
    watch->watched = true;
}

void loop_forget(struct watch *watch) {
    if (watch->watched)
        epoll_ctl(epoll, EPOLL_CTL_DEL, watch->fd, NULL);
    watch->watched = false;
}

void loop_close_watch(struct watch *watch) {
    loop_forget(watch);
    if (watch->fd >= 0)
        close(watch->fd);
    watch->fd = -1;
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * INT64_C(1000) + time.tv_nsec / 1000000;
}

void timer_start(struct timer *timer, int64_t milliseconds) {
    timer->due = now() + milliseconds;
    if (timer->known)
        return;
    timer->known = true;
    timer->next = timers;
    timers = timer;
}

void timer_stop(struct timer *timer) { timer->due = 0; }

/* Milliseconds until the next timer is due, -1 when none runs. */
static int fire_due_timers(void) {
    int64_t nearest = -1;
    for (struct timer *timer = timers; timer != NULL; timer = timer->next) {
        if (timer->due == 0)
            continue;
        int64_t left = timer->due - now();
        if (left <= 0) {
            timer->due = 0;
            timer->fire();
            return 0;
        }
        if (nearest < 0 || left < nearest)
            nearest = left;
    }
    return nearest > INT_MAX ? INT_MAX : (int)nearest;
}

/* One event at a time, so that a handler may close any other watch: no stale event can follow. */
void loop_run(bool (*done)(void)) {
    while (!done()) {
        int wait = timers == NULL ? -1 : fire_due_timers();
        struct epoll_event event;
        int count = epoll_wait(epoll, &event, 1, wait);
        if (count < 0 && errno != EINTR)
            fatal("cannot wait for events: %m");
        if (count == 1) {
            struct watch *watch = event.data.ptr;
            watch->ready(watch, event.events);
        }
    }
}
