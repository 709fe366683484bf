#include "sdnotify.h"

#include "files.h"
#include "loop.h"
#include "report.h"
#include "socket.h"

#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

static void relay(struct watch *watch, uint32_t events);

static struct watch listener = {.fd = -1, .ready = relay};
static int host = -1;
static struct sockaddr_un address = {.sun_family = AF_UNIX};
static socklen_t address_length;

void sdnotify_open(const char *bundle, const char *host_socket) {
    size_t length = strlen(host_socket);
    if (length == 0 || length >= sizeof address.sun_path)
        fatal("--sdnotify-socket %s: a socket's path has 1 to %d characters", host_socket, SOCKET_PATH_MAX);
    memcpy(address.sun_path, host_socket, length);
    if (address.sun_path[0] == '@')
        address.sun_path[0] = '\0';
    address_length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
    host = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (host < 0)
        fatal("cannot create a socket: %m");
    char directory[PATH_MAX];
    if (!path_join(directory, sizeof directory, bundle, "notify"))
        fatal("%s/notify: path too long", bundle);
    listener.fd = socket_bind(directory, "notify.sock", SOCK_DGRAM, 0777);
    loop_watch(&listener, EPOLLIN);
}

static bool may_pass(const char *line, size_t length) {
    static const char *const whole[] = {
        "READY=1", "RELOADING=1", "STOPPING=1", "WATCHDOG=1", "WATCHDOG=trigger"};
    static const char *const starts[] = {"STATUS=", "ERRNO=", "BUSERROR=", "MONOTONIC_USEC="};
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++)
        if (strlen(whole[i]) == length && memcmp(whole[i], line, length) == 0)
            return true;
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        if (strlen(starts[i]) <= length && memcmp(starts[i], line, strlen(starts[i])) == 0)
            return true;
    return false;
}

size_t sdnotify_filter(char *message, size_t length) {
    size_t kept = 0, at = 0;
    while (at < length) {
        size_t end = at;
        while (end < length && message[end] != '\n' && message[end] != '\r')
            end++;
        if (may_pass(message + at, end - at)) {
            if (kept > 0)
                message[kept++] = '\n';
            memmove(message + kept, message + at, end - at);
            kept += end - at;
        }
        at = end + 1;
    }
    return kept;
}

static void relay(struct watch *watch, uint32_t events) {
    static char message[32768];
    (void)events;
    ssize_t count = recv(watch->fd, message, sizeof message, MSG_DONTWAIT);
    size_t length = count > 0 ? sdnotify_filter(message, (size_t)count) : 0;
    if (length > 0
        && sendto(host, message, length, MSG_DONTWAIT | MSG_NOSIGNAL, (struct sockaddr *)&address,
                  address_length) < 0)
        report(LEVEL_WARN, "cannot relay the container's notification: %m");
}
