#include "control.h"

#include "console.h"
#include "files.h"
#include "log.h"
#include "loop.h"
#include "report.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SIZE_MAX_CELLS = 1000 };

static bool parse_number(const char **at, long limit, long *into) {
    char *end;
    errno = 0;
    *into = strtol(*at, &end, 10);
    if (end == *at || errno != 0 || *into < 0 || *into > limit)
        return false;
    *at = end;
    return true;
}

bool control_parse(const char *line, bool kind_given, struct control *into) {
    long kind = CONTROL_RESIZE, rows, columns;
    if (kind_given && !parse_number(&line, CONTROL_REOPEN_LOGS, &kind))
        return false;
    if (kind == 0 || !parse_number(&line, SIZE_MAX_CELLS, &rows)
        || !parse_number(&line, SIZE_MAX_CELLS, &columns))
        return false;
    *into = (struct control){(enum control_kind)kind, (unsigned short)rows, (unsigned short)columns};
    return true;
}

void control_collect(struct line_collector *collector, const char *bytes, size_t length,
                     void (*handle)(const char *line)) {
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] != '\n') {
            if (collector->length < sizeof collector->bytes - 1)
                collector->bytes[collector->length++] = bytes[i];
            else
                collector->overlong = true;
            continue;
        }
        collector->bytes[collector->length] = '\0';
        if (!collector->overlong)
            handle(collector->bytes);
        collector->length = 0;
        collector->overlong = false;
    }
}

static void obey(const char *line, bool kind_given) {
    struct control control;
    if (!control_parse(line, kind_given, &control))
        report(LEVEL_WARN, "control message not understood: %.40s", line);
    else if (control.kind == CONTROL_REOPEN_LOGS)
        log_reopen();
    else
        console_resize(control.rows, control.columns);
}

static void obey_ctl(const char *line) { obey(line, true); }
static void obey_winsz(const char *line) { obey(line, false); }

static void ready(struct watch *watch, uint32_t events);

static struct fifo {
    struct watch watch;
    const char *name;
    void (*handle)(const char *line);
    struct line_collector collector;
} fifos[] = {
    {.watch = {.fd = -1, .ready = ready}, .name = "ctl", .handle = obey_ctl},
    {.watch = {.fd = -1, .ready = ready}, .name = "winsz", .handle = obey_winsz},
};

static void ready(struct watch *watch, uint32_t events) {
    (void)events;
    struct fifo *fifo = (struct fifo *)watch;
    char bytes[512];
    ssize_t count = read(watch->fd, bytes, sizeof bytes);
    if (count > 0)
        control_collect(&fifo->collector, bytes, (size_t)count, fifo->handle);
}

/* Opened for both directions, so that the last writer's leaving is no end of file. */
static void open_fifo(struct fifo *fifo, const char *bundle) {
    char path[PATH_MAX];
    if (!path_join(path, sizeof path, bundle, fifo->name))
        fatal("%s/%s: path too long", bundle, fifo->name);
    if (unlink(path) < 0 && errno != ENOENT)
        fatal("cannot replace %s: %m", path);
    if (mkfifo(path, 0660) < 0)
        fatal("cannot make the FIFO %s: %m", path);
    fifo->watch.fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (fifo->watch.fd < 0)
        fatal("cannot open the FIFO %s: %m", path);
    loop_watch(&fifo->watch, EPOLLIN);
}

void control_open(const char *bundle) {
    for (size_t i = 0; i < sizeof fifos / sizeof fifos[0]; i++)
        open_fifo(&fifos[i], bundle);
}
