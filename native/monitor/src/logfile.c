#include "logfile.h"

#include "logpath.h"
#include "report.h"
#include "timestamp.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { PREFIX = TIMESTAMP_LENGTH + sizeof " stdout F " - 1, PIECES = 96 };

static const char *path;
static const struct options *settings;
static int file = -1;
static int64_t size, total; /* bytes in this file; bytes written to all of them */
static bool failing;

/* Whole lines that wait for one writev. */
static struct iovec queue[PIECES];
static int queued;
static int64_t queued_bytes;
static char full[PREFIX + 1], part[PREFIX + 1];

static int create(const char *at, int flags) {
    return open(at, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | flags, 0640);
}

void logfile_open(const char *at, const struct options *options) {
    path = at;
    settings = options;
    if (!logpath_is_allowed(path, &options->log_allowlist))
        fatal("log file %s is not below a directory of --log-allowlist-dir", path);
    file = create(path, 0);
    struct stat status;
    if (file < 0 || fstat(file, &status) < 0)
        fatal("cannot open log file %s: %m", path);
    size = total = status.st_size;
}

/* A line half written (the disk is full) is taken back: what is in the file stays readable. */
static void take_back(size_t written) {
    off_t end = lseek(file, 0, SEEK_CUR);
    if (written > 0 && end >= (off_t)written && ftruncate(file, end - (off_t)written) < 0)
        report(LEVEL_DEBUG, "cannot shorten %s: %m", path);
    if (!failing)
        report(LEVEL_WARN, "cannot write log file %s: %m; the container runs on, lines are lost", path);
    failing = true;
}

static void flush(void) {
    struct iovec *piece = queue;
    size_t written = 0;
    while (piece < queue + queued) {
        ssize_t count = writev(file, piece, (int)(queue + queued - piece));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        written += (size_t)count;
        while (piece < queue + queued && (size_t)count >= piece->iov_len)
            count -= (ssize_t)(piece++)->iov_len;
        if (count > 0) {
            piece->iov_base = (char *)piece->iov_base + count;
            piece->iov_len -= (size_t)count;
        }
    }
    if (piece < queue + queued) {
        take_back(written);
    } else {
        size += queued_bytes;
        total += queued_bytes;
        failing = false;
    }
    queued = 0;
    queued_bytes = 0;
}

static void add(const char *bytes, size_t length) {
    queue[queued++] = (struct iovec){(char *)bytes, length};
    queued_bytes += (int64_t)length;
}

static void replace_with(int fresh) {
    close(file);
    file = fresh;
    size = 0;
}

/* path → path.1 → path.2 … */
static bool shift(void) {
    char from[PATH_MAX], to[PATH_MAX];
    for (int64_t i = settings->log_max_files; i >= 1; i--) {
        snprintf(to, sizeof to, "%s.%d", path, (int)i);
        if (i > 1)
            snprintf(from, sizeof from, "%s.%d", path, (int)i - 1);
        else
            snprintf(from, sizeof from, "%s", path);
        if (rename(from, to) < 0 && errno != ENOENT)
            return false;
    }
    return true;
}

/* On any failure the old file is written on: better too long than lost. */
void logfile_reopen(void) {
    flush();
    char staged[PATH_MAX];
    snprintf(staged, sizeof staged, "%s.tmp", path);
    int fresh = create(staged, O_TRUNC);
    if (fresh < 0) {
        report(LEVEL_WARN, "cannot create log file %s: %m", staged);
        return;
    }
    if ((settings->log_rotate && !shift()) || rename(staged, path) < 0) {
        report(LEVEL_WARN, "cannot replace log file %s: %m", path);
        unlink(staged);
        close(fresh);
        return;
    }
    replace_with(fresh);
}

static void write_line(const char *text, size_t length, bool whole) {
    int64_t needed = (int64_t)(PREFIX + length + !whole);
    if (settings->log_size_max > 0 && size + queued_bytes + needed > settings->log_size_max)
        logfile_reopen();
    if (queued + 3 > PIECES)
        flush();
    add(whole ? full : part, PREFIX);
    add(text, length);
    if (!whole)
        add("\n", 1);
}

static void begin_chunk(enum stream stream) {
    char time[TIMESTAMP_LENGTH + 1];
    timestamp_now(time);
    const char *name = stream == STREAM_STDERR ? "stderr" : "stdout";
    snprintf(full, sizeof full, "%s %s F ", time, name);
    memcpy(part, full, sizeof part);
    part[PREFIX - 2] = 'P';
}

void logfile_write(enum stream stream, const char *bytes, size_t length) {
    begin_chunk(stream);
    const char *end = bytes + length;
    while (bytes < end) {
        if (settings->log_global_size_max > 0 && total + queued_bytes >= settings->log_global_size_max)
            break;
        const char *newline = memchr(bytes, '\n', (size_t)(end - bytes));
        const char *next = newline != NULL ? newline + 1 : end;
        write_line(bytes, (size_t)(next - bytes), newline != NULL);
        bytes = next;
    }
    flush();
}

void logfile_close(bool sync) {
    if (sync && fsync(file) < 0)
        report(LEVEL_WARN, "cannot sync log file %s: %m", path);
    close(file);
    file = -1;
}
