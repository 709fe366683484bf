#include "output.h"

#include "attach.h"
#include "log.h"
#include "loop.h"
#include "report.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* A terminal without an open end reports HUP for ever, yet may be opened again. */
enum { HANGUP_POLL_MS = 100 };

/* More than a pipe or terminal holds unless root enlarged it; then its size counts. */
enum { DRAIN_LIMIT = 1 << 20 };

static void ready(struct watch *watch, uint32_t events);
static void reopen_after_hangup(void);

static struct channel {
    struct watch watch;
    enum stream stream;
    bool is_terminal;
} out = {.watch = {.fd = -1, .ready = ready}, .stream = STREAM_STDOUT},
  err = {.watch = {.fd = -1, .ready = ready}, .stream = STREAM_STDERR};

static struct timer hangup = {.fire = reopen_after_hangup};
static bool started, paused;

/* One byte before the data for the frame's stream number, one after it for a terminating NUL. */
static char buffer[1 + OUTPUT_CHUNK + 1];
static char captured[OUTPUT_CHUNK + 1];
static size_t captured_length;

static struct channel *channel_of(enum stream stream) { return stream == STREAM_STDOUT ? &out : &err; }

void output_open(enum stream stream, int fd, bool is_terminal) {
    struct channel *channel = channel_of(stream);
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
    channel->watch.fd = fd;
    channel->is_terminal = is_terminal;
    if (started && !paused)
        loop_watch(&channel->watch, EPOLLIN);
}

static void deliver(enum stream stream, char *frame, size_t length) {
    log_write(stream, frame + 1, length);
    frame[0] = (char)stream;
    attach_send(frame, length + 1);
}

enum taken { SOME, NOTHING_NOW, ENDED };

static enum taken take(struct channel *channel, size_t *length) {
    ssize_t count;
    do
        count = read(channel->watch.fd, buffer + 1, OUTPUT_CHUNK);
    while (count < 0 && errno == EINTR);
    if (count < 0 && errno == EAGAIN)
        return NOTHING_NOW;
    if (count < 0 && !(errno == EIO && channel->is_terminal))
        report(LEVEL_WARN, "cannot read the container's output: %m");
    if (count <= 0)
        return ENDED;
    *length = (size_t)count;
    return SOME;
}

static void close_channel(struct channel *channel) {
    if (channel->is_terminal) {
        loop_forget(&channel->watch);
        timer_start(&hangup, HANGUP_POLL_MS);
    } else {
        loop_close_watch(&channel->watch);
    }
}

/* Keeps the last bytes: there a runtime says what went wrong. */
static void capture(size_t length) {
    size_t overflow = captured_length + length > OUTPUT_CHUNK ? captured_length + length - OUTPUT_CHUNK : 0;
    if (overflow > captured_length)
        overflow = captured_length;
    memmove(captured, captured + overflow, captured_length - overflow);
    captured_length -= overflow;
    memcpy(captured + captured_length, buffer + 1, length);
    captured_length += length;
    captured[captured_length] = '\0';
}

static void ready(struct watch *watch, uint32_t events) {
    struct channel *channel = watch == &out.watch ? &out : &err;
    (void)events;
    size_t length;
    enum taken taken = take(channel, &length);
    if (taken == ENDED)
        close_channel(channel);
    else if (taken == SOME && started)
        deliver(channel->stream, buffer, length);
    else if (taken == SOME)
        capture(length);
}

static void reopen_after_hangup(void) {
    if (out.watch.fd >= 0 && !paused)
        loop_watch(&out.watch, EPOLLIN);
}

void output_capture_errors(void) {
    if (err.watch.fd >= 0)
        loop_watch(&err.watch, EPOLLIN);
}

const char *output_captured_errors(void) {
    size_t length;
    for (int reads = 0; reads < 16 && err.watch.fd >= 0 && take(&err, &length) == SOME; reads++)
        capture(length);
    return captured;
}

void output_start(void) {
    started = true;
    if (captured_length > 0) {
        memcpy(buffer + 1, captured, captured_length);
        deliver(STREAM_STDERR, buffer, captured_length);
    }
    output_resume();
}

void output_pause(void) {
    paused = true;
    loop_forget(&out.watch);
    loop_forget(&err.watch);
}

void output_resume(void) {
    paused = false;
    if (out.watch.fd >= 0)
        loop_watch(&out.watch, EPOLLIN);
    if (err.watch.fd >= 0)
        loop_watch(&err.watch, EPOLLIN);
}

static void drain(struct channel *channel) {
    if (channel->watch.fd < 0)
        return;
    int size = fcntl(channel->watch.fd, F_GETPIPE_SZ);
    long left = size > DRAIN_LIMIT ? size : DRAIN_LIMIT;
    size_t length;
    while (left > 0 && take(channel, &length) == SOME) {
        deliver(channel->stream, buffer, length);
        left -= (long)length;
    }
    loop_close_watch(&channel->watch);
}

void output_drain(void) {
    timer_stop(&hangup);
    drain(&out);
    drain(&err);
}
