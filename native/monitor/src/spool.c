#include "spool.h"

#include "files.h"
#include "report.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

static const char *directory;
static int file = -1;
static uint64_t end;

void spool_configure(const char *in_directory) { directory = in_directory; }

uint64_t spool_end(void) { return end; }

static int open_unlinked(void) {
    int fd = open(directory, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR))
        return fd;
    char path[PATH_MAX];
    if (!path_join(path, sizeof path, directory, ".spool.XXXXXX"))
        return -1;
    fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        unlink(path);
    return fd;
}

static bool move(bool writing, uint64_t at, char *bytes, size_t length) {
    while (length > 0) {
        uint64_t offset = at % SPOOL_SIZE;
        size_t piece = length < SPOOL_SIZE - offset ? length : (size_t)(SPOOL_SIZE - offset);
        ssize_t count = writing ? pwrite(file, bytes, piece, (off_t)offset)
                                : pread(file, bytes, piece, (off_t)offset);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        at += (uint64_t)count;
        bytes += count;
        length -= (size_t)count;
    }
    return true;
}

bool spool_append(const char *frame, size_t length) {
    if (file < 0 && (directory == NULL || (file = open_unlinked()) < 0))
        return false;
    uint16_t size = (uint16_t)length;
    if (!move(true, end, (char *)&size, sizeof size)
        || !move(true, end + sizeof size, (char *)frame, length))
        return false;
    end += sizeof size + length;
    return true;
}

size_t spool_read(uint64_t *at, char *frame, size_t room) {
    uint16_t size;
    if (!move(false, *at, (char *)&size, sizeof size) || size > room
        || !move(false, *at + sizeof size, frame, size))
        return 0;
    *at += sizeof size + size;
    return size;
}

void spool_clear(void) {
    if (file >= 0 && ftruncate(file, 0) < 0)
        report(LEVEL_DEBUG, "cannot empty the spool: %m");
}
