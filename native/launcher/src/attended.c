#include "attended.h"
#include "command.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool lock_when_free(int fd) {
    struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    while (fcntl(fd, F_SETLKW, &all) < 0)
        if (errno != EINTR)
            return false;
    return true;
}

/* False also when another file has taken its place: the engine has begun anew. */
static bool is_still_at(const char *path, int fd) {
    struct stat opened, there;
    return fstat(fd, &opened) == 0 && stat(path, &there) == 0 && opened.st_dev == there.st_dev
        && opened.st_ino == there.st_ino;
}

bool attended_is_clean(int argc, char *const argv[]) {
    int at = command_at(argc, argv);
    if (argc < at + 4 || strcmp(argv[at], "container") != 0 || strcmp(argv[at + 1], "cleanup") != 0
        || strcmp(argv[at + 2], "--attended") != 0)
        return false;
    const char *path = argv[at + 3];
    int fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT;
    bool clean = lock_when_free(fd) && !is_still_at(path, fd);
    close(fd);
    return clean;
}
