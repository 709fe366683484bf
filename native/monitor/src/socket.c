#include "socket.h"

#include "files.h"
#include "report.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

int socket_bind(const char *directory, const char *name, int type, mode_t mode) {
    int at = open(directory, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (at < 0)
        fatal("cannot open %s for its socket: %m", directory);
    int fd = socket(AF_UNIX, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        fatal("cannot create a socket: %m");
    /* Through /proc the path is short, however deep the directory is. */
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "/proc/self/fd/%d/%s", at, name);
    unlinkat(at, name, 0);
    if (fchmod(fd, mode) < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) < 0)
        fatal("cannot bind %s/%s: %m", directory, name);
    if (fchmodat(at, name, mode, 0) < 0)
        fatal("cannot set the mode of %s/%s: %m", directory, name);
    close(at);
    return fd;
}

void socket_link(char *path, size_t size, const char *directory, const char *name, const char *target) {
    if (!path_join(path, size, directory, name))
        fatal("%s/%s: path too long", directory, name);
    if (strlen(path) == SOCKET_PATH_MAX)
        path[SOCKET_PATH_MAX - 1] = '\0';
    if (unlink(path) < 0 && errno != ENOENT)
        fatal("cannot replace %s: %m", path);
    if (symlink(target, path) < 0)
        fatal("cannot link %s to %s: %m", path, target);
}

void socket_finish(int fd) {
    char ignored;
    shutdown(fd, SHUT_RDWR);
    while (recv(fd, &ignored, sizeof ignored, MSG_DONTWAIT | MSG_TRUNC) > 0)
        continue;
}
