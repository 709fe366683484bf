#include "harness.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE_MS = 10000, DATA_MAX = 32 << 20 };

static char directory[PATH_MAX];
static const char *running, *monitor_path;
static bool failed;

void test_failed(const char *file, int line, const char *what) {
    printf("%s:%d: %s: %s\n", file, line, running, what);
    failed = true;
}

void expect_number(const char *file, int line, const char *what, long actual, long wanted) {
    char text[256];
    snprintf(text, sizeof text, "%s is %ld, not %ld", what, actual, wanted);
    if (actual != wanted)
        test_failed(file, line, text);
}

void expect_text(const char *file, int line, const char *actual, const char *wanted) {
    char text[1024];
    snprintf(text, sizeof text, "<%.400s> is not <%.400s>", actual, wanted);
    if (strcmp(actual, wanted) != 0)
        test_failed(file, line, text);
}

const char *in_test(const char *name) {
    static char paths[16][PATH_MAX];
    static int next;
    char *path = paths[next++ % 16];
    snprintf(path, PATH_MAX, "%s/%s", directory, name);
    return path;
}

void put_file(const char *name, const char *text) {
    FILE *file = fopen(in_test(name), "w");
    fputs(text, file);
    fclose(file);
}

const char *get_file(const char *name) {
    static char text[8 << 20];
    text[0] = '\0';
    int fd = open(in_test(name), O_RDONLY);
    if (fd < 0)
        return text;
    size_t used = 0;
    ssize_t count;
    while ((count = read(fd, text + used, sizeof text - 1 - used)) > 0)
        used += (size_t)count;
    text[used] = '\0';
    close(fd);
    return text;
}

static bool await(bool (*holds)(const char *, const char *), const char *name, const char *text) {
    for (int waited = 0; waited < PATIENCE_MS; waited += 5) {
        if (holds(name, text))
            return true;
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
    }
    return false;
}

static bool is_there(const char *name, const char *text) {
    (void)text;
    return access(in_test(name), F_OK) == 0;
}

static bool holds_text(const char *name, const char *text) { return strstr(get_file(name), text) != NULL; }

bool await_file(const char *name) { return await(is_there, name, NULL); }

bool await_text(const char *name, const char *text) { return await(holds_text, name, text); }

void container_runs(const char *script) {
    char text[8192];
    snprintf(text, sizeof text, "cd %s\n%s\n", directory, script);
    put_file("bundle/command", text);
}

static int pass_pipe(const char *variable, int theirs[2]) {
    if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, theirs) < 0)
        abort();
    char number[16];
    snprintf(number, sizeof number, "%d", theirs[0]);
    setenv(variable, number, 1);
    fcntl(theirs[1], F_SETFD, FD_CLOEXEC);
    return theirs[1];
}

static const char *const usual[] = {
    "--sync", "--api-version", "1", "-c", "the-cid", "-u", "the-cuuid", "-n", "the-name"};

static int usual_arguments(const char **argv) {
    int count = 0;
    argv[count++] = monitor_path;
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++)
        argv[count++] = usual[i];
    const char *const pairs[][2] = {
        {"-r", getenv("FAKE_RUNTIME")}, {"-b", in_test("bundle")}, {"-p", in_test("pidfile")},
        {"--exit-dir", in_test("exits")}, {"--persist-dir", in_test("persist")}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        argv[count++] = pairs[i][0];
        argv[count++] = pairs[i][1];
    }
    return count;
}

struct monitor start_monitor(int pipes, ...) {
    static char log[PATH_MAX];
    const char *argv[128];
    int count = usual_arguments(argv);
    bool logs = false, linked = false;
    va_list more;
    va_start(more, pipes);
    for (const char *word; (word = va_arg(more, const char *)) != NULL; argv[count++] = word)
        logs |= strcmp(word, "-l") == 0, linked |= strcmp(word, "--socket-dir-path") == 0;
    va_end(more);
    if (!linked)
        argv[count++] = "--full-attach";
    snprintf(log, sizeof log, "k8s-file:%s", in_test("log"));
    if (!logs) {
        argv[count++] = "-l";
        argv[count++] = log;
    }
    argv[count] = NULL;
    int ends[3][2] = {{-1, -1}, {-1, -1}, {-1, -1}};
    struct monitor monitor = {.start = -1, .attach = -1};
    monitor.sync = pass_pipe("_OCI_SYNCPIPE", ends[0]);
    if (pipes & WITH_START_PIPE)
        monitor.start = pass_pipe("_OCI_STARTPIPE", ends[1]);
    if (pipes & WITH_ATTACH_PIPE)
        monitor.attach = pass_pipe("_OCI_ATTACHPIPE", ends[2]);
    monitor.pid = fork();
    if (monitor.pid == 0) {
        execv(argv[0], (char *const *)argv);
        perror(argv[0]);
        _exit(126);
    }
    for (int i = 0; i < 3; i++)
        if (ends[i][0] >= 0)
            close(ends[i][0]);
    unsetenv("_OCI_STARTPIPE");
    unsetenv("_OCI_ATTACHPIPE");
    return monitor;
}

static bool readable(int fd) {
    struct pollfd poll_for = {.fd = fd, .events = POLLIN};
    int count;
    do
        count = poll(&poll_for, 1, PATIENCE_MS);
    while (count < 0 && errno == EINTR);
    return count > 0;
}

const char *read_message(int fd) {
    static char message[4097];
    ssize_t count = readable(fd) ? read(fd, message, sizeof message - 1) : 0;
    message[count > 0 ? count : 0] = '\0';
    return message;
}

int await_monitor(struct monitor *monitor) {
    int status = -1;
    for (int waited = 0; waited < PATIENCE_MS; waited += 2) {
        if (waitpid(monitor->pid, &status, WNOHANG) == monitor->pid)
            return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
    }
    return -1;
}

pid_t container_pid(void) { return atoi(get_file("pidfile")); }

int attach_client(void) {
    int at = open(in_test("bundle"), O_PATH);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "/proc/self/fd/%d/attach", at);
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) < 0)
        perror("attach");
    close(at);
    return fd;
}

ssize_t read_frame(int fd, char *frame, size_t size) { return readable(fd) ? read(fd, frame, size) : -1; }

size_t count_all_frames(int fd) {
    char frame[8193];
    size_t total = 0;
    ssize_t count;
    while ((count = read_frame(fd, frame, sizeof frame)) > 0)
        total += (size_t)count - 1;
    return total;
}

const char *read_all_frames(int fd, char stream, size_t *length) {
    static char data[DATA_MAX];
    char frame[8193];
    ssize_t count;
    *length = 0;
    while ((count = read_frame(fd, frame, sizeof frame)) > 0) {
        if (frame[0] != stream || *length + (size_t)count > DATA_MAX)
            continue;
        memcpy(data + *length, frame + 1, (size_t)count - 1);
        *length += (size_t)count - 1;
    }
    data[*length] = '\0';
    return data;
}

static void begin(void) {
    snprintf(directory, sizeof directory, "%s/pinisi-monitor-test.XXXXXX",
             getenv("TMPDIR") != NULL ? getenv("TMPDIR") : "/tmp");
    if (mkdtemp(directory) == NULL)
        abort();
    const char *const folders[] = {"bundle", "exits", "persist"};
    for (int i = 0; i < 3; i++)
        mkdir(in_test(folders[i]), 0755);
}

/* The monitors are our children, and so is what they leave behind. */
static void end_all(void) {
    char command[PATH_MAX + 16], path[64];
    snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
    for (int round = 0; round < 20; round++) {
        char children[4096] = "";
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        ssize_t count = read(fd, children, sizeof children - 1);
        close(fd);
        if (count <= 0)
            break;
        for (char *word = strtok(children, " "); word != NULL; word = strtok(NULL, " "))
            kill(atoi(word), SIGKILL);
        while (waitpid(-1, NULL, WNOHANG) > 0)
            continue;
        nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
    }
    snprintf(command, sizeof command, "rm -rf '%s'", directory);
    if (system(command) != 0)
        perror(command);
}

static bool passes(const struct test *test) {
    running = test->name;
    failed = false;
    begin();
    test->body();
    end_all();
    return !failed;
}

int run_tests(const struct test *tests, size_t count, int monitors, char *const monitor_paths[]) {
    const char *only = getenv("ONLY");
    int bad = 0, good = 0;
    if (getenv("FAKE_RUNTIME") == NULL || monitors == 0) {
        fputs("usage: FAKE_RUNTIME=PATH behaviour MONITOR...\n", stderr);
        return 2;
    }
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    signal(SIGPIPE, SIG_IGN);
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (int monitor = 0; monitor < monitors; monitor++) {
        monitor_path = monitor_paths[monitor];
        for (size_t i = 0; i < count; i++) {
            if (only != NULL && strstr(tests[i].name, only) == NULL)
                continue;
            if (passes(&tests[i]))
                good++;
            else
                bad++;
        }
    }
    printf("%d passed, %d failed\n", good, bad);
    return bad == 0 ? 0 : 1;
}
