#include "attach.h"

#include "input.h"
#include "loop.h"
#include "output.h"
#include "report.h"
#include "socket.h"
#include "spool.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CLIENTS = 64, STALL_MS = 30000, STALL_AT_END_MS = 10000 };

/* Leaves room for what output_drain may still bring. */
enum { SPOOL_HIGH = SPOOL_SIZE - (8 << 20), SPOOL_LOW = SPOOL_SIZE - (16 << 20) };

struct client {
    struct watch watch; /* first: a watch is its client */
    bool listens, speaks, behind;
    uint64_t next; /* position in the spool of the first frame not sent, while behind */
};

static struct client clients[CLIENTS];
static bool input_paused, output_paused;
static int64_t stall_limit = STALL_MS;
static char link_path[PATH_MAX];

static void accept_client(struct watch *watch, uint32_t events);
static void client_ready(struct watch *watch, uint32_t events);
static void disconnect_slowest(void);

static struct watch listener = {.fd = -1, .ready = accept_client};
static struct timer stall = {.fire = disconnect_slowest};

void attach_listen(const char *bundle, bool full_path, const char *socket_dir, const char *cuuid) {
    const char *directory = bundle;
    if (!full_path) {
        socket_link(link_path, sizeof link_path, socket_dir, cuuid, bundle);
        directory = link_path;
    }
    listener.fd = socket_bind(directory, "attach", SOCK_SEQPACKET, 0700);
    if (listen(listener.fd, CLIENTS) < 0)
        fatal("cannot listen on %s/attach: %m", directory);
    spool_configure(bundle);
    for (int i = 0; i < CLIENTS; i++)
        clients[i].watch = (struct watch){.fd = -1, .ready = client_ready};
    loop_watch(&listener, EPOLLIN);
}

static void watch_client(struct client *client) {
    uint32_t events = 0;
    if (client->speaks && !input_paused)
        events |= EPOLLIN;
    if (client->behind)
        events |= EPOLLOUT;
    loop_watch(&client->watch, events);
}

/* False: nobody waits. */
static bool accept_one(void) {
    int fd = accept4(listener.fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0)
        return false;
    struct client *client = clients;
    while (client < clients + CLIENTS && client->watch.fd >= 0)
        client++;
    if (client == clients + CLIENTS) {
        report(LEVEL_WARN, "a client cannot attach: %d are attached already", CLIENTS);
        close(fd);
        return true;
    }
    client->watch.fd = fd;
    client->listens = client->speaks = true;
    client->behind = false;
    watch_client(client);
    return true;
}

static void accept_client(struct watch *watch, uint32_t events) {
    (void)watch;
    (void)events;
    accept_one();
}

void attach_accept_waiting(void) {
    while (listener.fd >= 0 && accept_one())
        continue;
}

static bool any_behind(void) {
    for (int i = 0; i < CLIENTS; i++)
        if (clients[i].watch.fd >= 0 && clients[i].behind)
            return true;
    return false;
}

static uint64_t backlog(void) {
    uint64_t most = 0;
    for (int i = 0; i < CLIENTS; i++)
        if (clients[i].watch.fd >= 0 && clients[i].behind && spool_end() - clients[i].next > most)
            most = spool_end() - clients[i].next;
    return most;
}

/* After every change of who is behind, and how far. */
static void balance(void) {
    if (output_paused && backlog() < SPOOL_LOW) {
        output_paused = false;
        timer_stop(&stall);
        output_resume();
    }
    if (!any_behind()) {
        timer_stop(&stall);
        spool_clear();
    }
}

static void drop(struct client *client) {
    bool was_behind = client->behind;
    client->behind = client->listens = client->speaks = false;
    socket_finish(client->watch.fd);
    loop_close_watch(&client->watch);
    if (was_behind)
        balance();
}

static void stop_listening(struct client *client) {
    bool was_behind = client->behind;
    client->listens = client->behind = false;
    if (!client->speaks)
        drop(client);
    else
        watch_client(client);
    if (was_behind)
        balance();
}

/* True: sent, or the client is gone. False: it must wait. */
static bool send_now(struct client *client, const char *frame, size_t length) {
    if (send(client->watch.fd, frame, length, MSG_DONTWAIT | MSG_NOSIGNAL | MSG_EOR) >= 0)
        return true;
    if (errno == EAGAIN || errno == ENOBUFS)
        return false;
    stop_listening(client);
    return true;
}

static void drop_all_behind(const char *why) {
    report(LEVEL_WARN, "disconnecting attached clients that do not follow: %s", why);
    for (int i = 0; i < CLIENTS; i++)
        if (clients[i].watch.fd >= 0 && clients[i].behind)
            drop(&clients[i]);
}

static void keep_for_later(const char *frame, size_t length) {
    if (!spool_append(frame, length)) {
        drop_all_behind("no space to keep the output for them");
        return;
    }
    if (!output_paused && backlog() > SPOOL_HIGH) {
        output_paused = true;
        timer_start(&stall, stall_limit);
        output_pause();
    }
}

void attach_send(const char *frame, size_t length) {
    for (int i = 0; i < CLIENTS; i++) {
        struct client *client = &clients[i];
        if (client->watch.fd < 0 || !client->listens || client->behind)
            continue;
        if (!send_now(client, frame, length)) {
            client->behind = true;
            client->next = spool_end();
            watch_client(client);
        }
    }
    if (any_behind())
        keep_for_later(frame, length);
}

static void catch_up(struct client *client) {
    static char frame[OUTPUT_CHUNK + 1];
    while (client->behind && client->next < spool_end()) {
        uint64_t next = client->next;
        size_t length = spool_read(&next, frame, sizeof frame);
        if (length == 0) {
            report(LEVEL_WARN, "cannot read the spool back: %m");
            drop(client);
            return;
        }
        if (!send_now(client, frame, length))
            break;
        client->next = next;
        if (stall.due != 0)
            timer_start(&stall, stall_limit);
    }
    if (!client->behind)
        return;
    client->behind = client->next < spool_end();
    watch_client(client);
    balance();
}

static void disconnect_slowest(void) {
    struct client *slowest = NULL;
    for (int i = 0; i < CLIENTS; i++)
        if (clients[i].watch.fd >= 0 && clients[i].behind
            && (slowest == NULL || clients[i].next < slowest->next))
            slowest = &clients[i];
    if (slowest == NULL)
        return;
    report(LEVEL_WARN, "disconnecting an attached client that takes no output");
    drop(slowest);
    if (any_behind())
        timer_start(&stall, stall_limit);
}

/* The client's end of input. It may still listen. */
static void stop_speaking(struct client *client) {
    client->speaks = false;
    input_end();
    if (!client->listens)
        drop(client);
    else
        watch_client(client);
}

static void client_ready(struct watch *watch, uint32_t events) {
    struct client *client = (struct client *)watch;
    if ((events & EPOLLOUT) && client->behind)
        catch_up(client);
    if (watch->fd >= 0 && (events & EPOLLIN) && client->speaks && !input_paused) {
        ssize_t count = input_receive(watch->fd);
        if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR))
            stop_speaking(client);
    } else if (watch->fd >= 0 && (events & (EPOLLHUP | EPOLLERR))) {
        if (client->speaks && input_paused)
            loop_forget(watch); /* what it sent before it left is still to be read */
        else if (client->speaks)
            stop_speaking(client);
        else
            drop(client);
    }
}

static void rewatch_all(void) {
    for (int i = 0; i < CLIENTS; i++)
        if (clients[i].watch.fd >= 0)
            watch_client(&clients[i]);
}

void attach_pause_input(void) {
    input_paused = true;
    rewatch_all();
}

void attach_resume_input(void) {
    input_paused = false;
    rewatch_all();
}

static bool nobody_behind(void) { return !any_behind(); }

void attach_flush(void) {
    if (nobody_behind())
        return;
    stall_limit = STALL_AT_END_MS;
    timer_start(&stall, stall_limit);
    loop_run(nobody_behind);
}

void attach_close(void) {
    loop_close_watch(&listener);
    for (int i = 0; i < CLIENTS; i++)
        if (clients[i].watch.fd >= 0)
            drop(&clients[i]);
    if (link_path[0] != '\0')
        unlink(link_path);
}
