#include "oom.h"

#include "cgroup.h"
#include "files.h"
#include "loop.h"
#include "report.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

static void event_v1(struct watch *watch, uint32_t events);
static void event_v2(struct watch *watch, uint32_t events);

static struct watch watch = {.fd = -1};
static const char *directories[2];
static char events_path[PATH_MAX];
static unsigned long long kills_before;

static void announce(void) {
    for (int i = 0; i < 2; i++) {
        char path[PATH_MAX];
        if (directories[i] == NULL || !path_join(path, sizeof path, directories[i], "oom"))
            continue;
        int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
        if (fd < 0)
            report(LEVEL_WARN, "cannot write %s: %m", path);
        else
            close(fd);
    }
}

/* The counter rises when the cgroup ran out of memory, whether or not something was killed. */
static unsigned long long read_counters(void) {
    char text[1024];
    if (file_read(events_path, text, sizeof text) < 0)
        return 0;
    return cgroup_counter(text, "oom") + cgroup_counter(text, "oom_kill");
}

static void compare_counters(void) {
    unsigned long long kills = read_counters();
    if (kills > kills_before) {
        kills_before = kills;
        announce();
    }
}

static void event_v2(struct watch *source, uint32_t events) {
    char ignored[sizeof(struct inotify_event) + NAME_MAX + 1];
    (void)events;
    if (read(source->fd, ignored, sizeof ignored) <= 0)
        loop_close_watch(source);
    compare_counters();
}

static void watch_v2(const char *cgroup) {
    if (!path_join(events_path, sizeof events_path, cgroup, "memory.events"))
        return;
    kills_before = read_counters();
    int fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (fd < 0 || inotify_add_watch(fd, events_path, IN_MODIFY) < 0) {
        report(LEVEL_DEBUG, "not watching for lack of memory in %s: %m", events_path);
        if (fd >= 0)
            close(fd);
        events_path[0] = '\0';
        return;
    }
    watch = (struct watch){.fd = fd, .ready = event_v2};
    loop_watch(&watch, EPOLLIN);
}

/* One event also comes when the cgroup is removed; then its control file is gone. */
static void event_v1(struct watch *source, uint32_t events) {
    (void)events;
    uint64_t count;
    if (read(source->fd, &count, sizeof count) != sizeof count)
        return;
    bool removed = access(events_path, F_OK) < 0;
    if (count > 1 || !removed)
        announce();
}

static bool register_v1(const char *cgroup, int event) {
    char path[PATH_MAX], line[32];
    if (!path_join(path, sizeof path, cgroup, "memory.oom_control"))
        return false;
    int control = open(path, O_RDONLY | O_CLOEXEC);
    int registry = open(events_path, O_WRONLY | O_CLOEXEC);
    int length = snprintf(line, sizeof line, "%d %d", event, control);
    bool good = control >= 0 && registry >= 0 && write(registry, line, (size_t)length) == length;
    if (control >= 0)
        close(control);
    if (registry >= 0)
        close(registry);
    return good;
}

static void watch_v1(const char *cgroup) {
    if (!path_join(events_path, sizeof events_path, cgroup, "cgroup.event_control"))
        return;
    int event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (event < 0 || !register_v1(cgroup, event)) {
        report(LEVEL_DEBUG, "not watching for lack of memory in %s: %m", cgroup);
        if (event >= 0)
            close(event);
        return;
    }
    watch = (struct watch){.fd = event, .ready = event_v1};
    loop_watch(&watch, EPOLLIN);
}

void oom_watch(pid_t container, const char *persist_dir, const char *bundle) {
    static char cgroup[PATH_MAX];
    directories[0] = persist_dir;
    directories[1] = bundle;
    switch (cgroup_of_memory(container, cgroup, sizeof cgroup)) {
    case CGROUP_V1:
        watch_v1(cgroup);
        break;
    case CGROUP_V2:
        watch_v2(cgroup);
        break;
    case CGROUP_NONE:
        break;
    }
}

void oom_settle(void) {
    if (watch.fd >= 0)
        watch.ready(&watch, EPOLLIN);
    loop_close_watch(&watch);
}

static const char *const score_path = "/proc/self/oom_score_adj";
static char score_before[16];

static void write_score(const char *score) {
    int fd = open(score_path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    if (write(fd, score, strlen(score)) < 0)
        report(LEVEL_DEBUG, "cannot set %s to %s: %m", score_path, score);
    close(fd);
}

void oom_spare_me(void) {
    if (file_read(score_path, score_before, sizeof score_before) > 0)
        write_score("-1000");
}

void oom_restore(void) {
    if (score_before[0] != '\0')
        write_score(score_before);
}
