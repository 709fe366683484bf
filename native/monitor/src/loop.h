/* One epoll loop. Nothing here or in its handlers allocates memory. */
#ifndef PINISI_LOOP_H
#define PINISI_LOOP_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/epoll.h>

struct watch {
    int fd; /* -1: none */
    void (*ready)(struct watch *watch, uint32_t events);
    bool watched;
};

struct timer {
    void (*fire)(void);
    int64_t due; /* milliseconds of CLOCK_MONOTONIC; 0: not running */
    struct timer *next;
    bool known;
};

void loop_open(void);

/* Begins, changes and ends watching. HUP and ERR are always reported while watched. */
void loop_watch(struct watch *watch, uint32_t events);
void loop_forget(struct watch *watch);
void loop_close_watch(struct watch *watch);

void timer_start(struct timer *timer, int64_t milliseconds);
void timer_stop(struct timer *timer);

/* Handles one event at a time until done() holds. */
void loop_run(bool (*done)(void));

#endif
