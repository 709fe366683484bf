#include "input.h"

#include "attach.h"
#include "loop.h"
#include "report.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

/* Clients send frames of so many bytes at most. */
static char buffer[32768];
static size_t from, to;
static bool expected, closes_with_client;

static void writable(struct watch *watch, uint32_t events);

static struct watch sink = {.fd = -1, .ready = writable};

void input_configure(bool is_expected, bool to_close_with_client) {
    expected = is_expected;
    closes_with_client = to_close_with_client;
}

static void close_sink(void) {
    expected = false;
    loop_close_watch(&sink);
}

/* Writes what it can. The buffer is empty afterwards unless the container does not take it yet. */
static void flush(void) {
    while (from < to && sink.fd >= 0) {
        ssize_t count = write(sink.fd, buffer + from, to - from);
        if (count >= 0) {
            from += (size_t)count;
        } else if (errno == EAGAIN) {
            break;
        } else if (errno != EINTR) {
            report(LEVEL_INFO, "the container takes no more input: %m");
            close_sink();
        }
    }
    if (sink.fd < 0 && !expected)
        from = to;
}

static void writable(struct watch *watch, uint32_t events) {
    (void)events;
    flush();
    if (from < to)
        return;
    loop_forget(watch);
    attach_resume_input();
}

static void wait_until_writable(void) {
    attach_pause_input();
    if (sink.fd >= 0)
        loop_watch(&sink, EPOLLOUT);
}

void input_open(int fd) {
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
    sink.fd = fd;
    if (from < to)
        loop_watch(&sink, EPOLLOUT);
}

ssize_t input_receive(int client) {
    ssize_t count = recv(client, buffer, sizeof buffer, MSG_DONTWAIT);
    if (count <= 0)
        return count;
    from = 0;
    to = (size_t)count;
    flush();
    if (from < to)
        wait_until_writable();
    return count;
}

void input_end(void) {
    if (closes_with_client)
        close_sink();
}
