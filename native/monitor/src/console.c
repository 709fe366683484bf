#include "console.h"

#include "input.h"
#include "loop.h"
#include "output.h"
#include "report.h"
#include "socket.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

static void accept_runtime(struct watch *watch, uint32_t events);
static void receive_terminal(struct watch *watch, uint32_t events);

static struct watch listener = {.fd = -1, .ready = accept_runtime};
static struct watch connection = {.fd = -1, .ready = receive_terminal};
static int terminal = -1;
static struct winsize size;
static bool size_is_known;

/* A directory of its own, so that nobody else can take or reach the name. */
static char directory[SOCKET_PATH_MAX - sizeof "/console" + 1];
static char path[SOCKET_PATH_MAX + 1];

static void make_directory(void) {
    const char *parent = getenv("TMPDIR");
    static const char name[] = "/pinisi-console.XXXXXX";
    if (parent == NULL || *parent != '/' || strlen(parent) + sizeof name > sizeof directory)
        parent = "/tmp";
    snprintf(directory, sizeof directory, "%s%s", parent, name);
    if (mkdtemp(directory) == NULL)
        fatal("cannot make a directory for the console socket in %s: %m", parent);
}

const char *console_listen(void) {
    make_directory();
    listener.fd = socket_bind(directory, "console", SOCK_STREAM, 0700);
    if (listen(listener.fd, 1) < 0)
        fatal("cannot listen on the console socket: %m");
    snprintf(path, sizeof path, "%s/console", directory);
    loop_watch(&listener, EPOLLIN);
    return path;
}

void console_abandon(void) {
    if (path[0] == '\0')
        return;
    unlink(path);
    rmdir(directory);
    path[0] = '\0';
    loop_close_watch(&listener);
    loop_close_watch(&connection);
}

static void accept_runtime(struct watch *watch, uint32_t events) {
    (void)events;
    int fd = accept4(watch->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0 || connection.fd >= 0) {
        if (fd >= 0)
            close(fd);
        return;
    }
    connection.fd = fd;
    loop_watch(&connection, EPOLLIN);
}

static void apply_size(void) {
    if (terminal >= 0 && size_is_known && ioctl(terminal, TIOCSWINSZ, &size) < 0)
        report(LEVEL_WARN, "cannot set the terminal's size: %m");
}

static void use_terminal(int fd) {
    struct termios settings;
    if (tcgetattr(fd, &settings) == 0) {
        settings.c_oflag |= ONLCR;
        tcsetattr(fd, TCSANOW, &settings);
    }
    terminal = fd;
    apply_size();
    /* Its own descriptors for both directions: closing input must not end output. */
    int in = fcntl(fd, F_DUPFD_CLOEXEC, 0), out = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    if (in < 0 || out < 0)
        fatal("cannot duplicate the terminal: %m");
    input_open(in);
    output_open(STREAM_STDOUT, out, true);
}

/* The descriptor in the message, or -1. Further ones are closed. */
static int descriptor_of(struct msghdr *message) {
    int found = -1;
    for (struct cmsghdr *part = CMSG_FIRSTHDR(message); part != NULL; part = CMSG_NXTHDR(message, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS)
            continue;
        size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t i = 0; i < count; i++) {
            int fd;
            memcpy(&fd, CMSG_DATA(part) + i * sizeof fd, sizeof fd);
            if (found >= 0)
                close(fd);
            else
                found = fd;
        }
    }
    return found;
}

static void receive_terminal(struct watch *watch, uint32_t events) {
    (void)events;
    char name[PATH_MAX];
    _Alignas(struct cmsghdr) char control[CMSG_SPACE(4 * sizeof(int))];
    struct iovec piece = {name, sizeof name};
    struct msghdr message = {
        .msg_iov = &piece, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    ssize_t count = recvmsg(watch->fd, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    int fd = count < 0 ? -1 : descriptor_of(&message);
    if (fd < 0) {
        loop_close_watch(watch);
        return;
    }
    console_abandon();
    use_terminal(fd);
}

bool console_settle(void) {
    if (terminal < 0 && listener.fd >= 0)
        accept_runtime(&listener, EPOLLIN);
    if (terminal < 0 && connection.fd >= 0)
        receive_terminal(&connection, EPOLLIN);
    return terminal >= 0;
}

void console_resize(unsigned short rows, unsigned short columns) {
    size = (struct winsize){.ws_row = rows, .ws_col = columns};
    size_is_known = true;
    apply_size();
}
