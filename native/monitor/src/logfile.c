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
#include <unistd.h>

enum { PREFIX = TIMESTAMP_LENGTH + sizeof " stdout F " - 1 };

static const char *path;
static const struct options *settings;
static int file = -1;
static int64_t size, total; /* bytes in this file; bytes written to all of them */
static bool failing;

/* Whole lines that wait for one write: copying them is cheaper than a writev of many pieces. */
static char waiting[64 << 10];
static size_t waiting_length;
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
        fatal("Failed to open log file %s: %m", path);
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
    size_t written = 0;
    while (written < waiting_length) {
        ssize_t count = write(file, waiting + written, waiting_length - written);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        written += (size_t)count;
    }
    if (written < waiting_length) {
        take_back(written);
    } else {
        size += (int64_t)written;
        total += (int64_t)written;
        failing = false;
    }
    waiting_length = 0;
}

static void add(const char *bytes, size_t length) {
    memcpy(waiting + waiting_length, bytes, length);
    waiting_length += length;
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
    size_t needed = PREFIX + length + !whole;
    if (settings->log_size_max > 0 && size + (int64_t)(waiting_length + needed) > settings->log_size_max)
        logfile_reopen();
    if (waiting_length + needed > sizeof waiting)
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
        if (settings->log_global_size_max > 0 && total + (int64_t)waiting_length >= settings->log_global_size_max)
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
