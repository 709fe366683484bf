/* Drives the real monitor with the fake runtime. Every test has a directory of its own; what a
   test starts ends with it. */
#ifndef PINISI_HARNESS_H
#define PINISI_HARNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct test {
    const char *name;
    void (*body)(void);
};

#define TEST(name) {#name, name}

/* Marks the running test as failed and says where; the test goes on. */
#define EXPECT(condition) \
    do { \
        if (!(condition)) \
            test_failed(__FILE__, __LINE__, #condition); \
    } while (0)

#define EXPECT_NUMBER(actual, wanted) expect_number(__FILE__, __LINE__, #actual, (long)(actual), (long)(wanted))
#define EXPECT_TEXT(actual, wanted) expect_text(__FILE__, __LINE__, actual, wanted)

void test_failed(const char *file, int line, const char *what);
void expect_number(const char *file, int line, const char *what, long actual, long wanted);
void expect_text(const char *file, int line, const char *actual, const char *wanted);

/* Runs all with each of these monitors, or only the test named in ONLY; prints "N passed, N failed".
   Returns the exit status. */
int run_tests(const struct test *tests, size_t count, int monitors, char *const monitor_paths[]);

/* The test's directory, and paths in it (valid until the next few calls). */
const char *in_test(const char *name);

void put_file(const char *name, const char *text);

/* The whole file; "" when it is not there. Overwritten by the next call. */
const char *get_file(const char *name);

/* Waits until the file is there, or until it holds the text; false after 10 seconds. */
bool await_file(const char *name);
bool await_text(const char *name, const char *text);

/* The script that the container runs. */
void container_runs(const char *script);

struct monitor {
    pid_t pid;
    int sync, start, attach; /* our ends; -1: not used */
};

enum { WITH_START_PIPE = 1, WITH_ATTACH_PIPE = 2 };

/* Starts the monitor in the foreground (--sync) with usual options and these; NULL ends them. */
struct monitor start_monitor(int pipes, ...);

/* Usual: k8s-file log in "log", exit files in "exits", persist-dir "persist"; --full-attach unless
   --socket-dir-path is among the others. */

/* One message of the sync pipe (or the attach pipe); "" at its end. */
const char *read_message(int fd);

/* Exit status of the monitor; 128 + signal. */
int await_monitor(struct monitor *monitor);

/* A process of the monitor's container, from its pidfile. */
pid_t container_pid(void);

int attach_client(void);

/* One frame; its length, 0 at the end, -1 after 10 seconds. frame[0] is the stream. */
ssize_t read_frame(int fd, char *frame, size_t size);

/* How many bytes of data come until the end. */
size_t count_all_frames(int fd);

/* All data of one stream until the end. */
const char *read_all_frames(int fd, char stream, size_t *length);

#endif
