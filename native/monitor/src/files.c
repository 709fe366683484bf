#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool path_join(char *out, size_t size, const char *directory, const char *name) {
    int length = snprintf(out, size, "%s/%s", directory, name);
    if (length >= 0 && (size_t)length < size)
        return true;
    errno = ENAMETOOLONG;
    return false;
}

static bool write_all(int fd, const char *text) {
    size_t left = strlen(text);
    while (left > 0) {
        ssize_t count = write(fd, text, left);
        if (count < 0 && errno != EINTR)
            return false;
        if (count > 0) {
            text += count;
            left -= (size_t)count;
        }
    }
    return true;
}

bool file_replace(const char *path, const char *text) {
    char staged[PATH_MAX];
    int length = snprintf(staged, sizeof staged, "%s.%d", path, (int)getpid());
    if (length < 0 || (size_t)length >= sizeof staged) {
        errno = ENAMETOOLONG;
        return false;
    }
    int fd = open(staged, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0)
        return false;
    bool good = write_all(fd, text);
    int cause = errno;
    close(fd);
    if (good && rename(staged, path) == 0)
        return true;
    if (good)
        cause = errno;
    unlink(staged);
    errno = cause;
    return false;
}

void file_sync(const char *path) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    fsync(fd);
    close(fd);
}

ssize_t file_read(const char *path, char *out, size_t size) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    size_t used = 0;
    ssize_t count = 0;
    while (used < size - 1) {
        count = read(fd, out + used, size - 1 - used);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        used += (size_t)count;
    }
    int cause = errno;
    close(fd);
    errno = cause;
    out[used] = '\0';
    return count < 0 ? -1 : (ssize_t)used;
}
