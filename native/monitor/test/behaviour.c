/* What engines rely on, one behaviour a test. */
#include "harness.h"
#include "parsing.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static void the_pid_then_the_exit_status_are_reported(void) {
    container_runs("exit 7");
    struct monitor monitor = start_monitor(0, NULL);
    char wanted[64];
    const char *message = read_message(monitor.sync);
    int pid = 0;
    EXPECT(sscanf(message, "{\"data\": %d}\n", &pid) == 1 && pid > 1);
    EXPECT_NUMBER(await_monitor(&monitor), 7);
    snprintf(wanted, sizeof wanted, "%d", pid);
    EXPECT_TEXT(get_file("pidfile"), wanted);
    EXPECT_TEXT(get_file("exits/the-cid"), "7");
    EXPECT_TEXT(get_file("persist/exit"), "7");
    EXPECT_TEXT(read_message(monitor.sync), "");
}

static void a_killed_container_has_128_and_the_signal(void) {
    container_runs("kill -9 $$");
    struct monitor monitor = start_monitor(0, NULL);
    EXPECT_NUMBER(await_monitor(&monitor), 137);
    EXPECT_TEXT(get_file("exits/the-cid"), "137");
}

static void a_failed_creation_is_reported_with_the_runtimes_words(void) {
    container_runs("true");
    put_file("bundle/refuse", "no \"such\"\tthing\n");
    struct monitor monitor = start_monitor(0, NULL);
    EXPECT_TEXT(read_message(monitor.sync), "{\"data\": -1, \"message\": \"no \\\"such\\\"\\tthing\"}\n");
    EXPECT_NUMBER(await_monitor(&monitor), 1);
    EXPECT_TEXT(get_file("exits/the-cid"), "");
}

static void a_long_failure_keeps_its_end_and_fits_podmans_buffer(void) {
    char text[8000];
    memset(text, '\n', sizeof text);
    strcpy(text + sizeof text - 8, "the end");
    container_runs("true");
    put_file("bundle/refuse", text);
    struct monitor monitor = start_monitor(0, NULL);
    const char *message = read_message(monitor.sync);
    EXPECT(strlen(message) <= 4000);
    EXPECT(strstr(message, "the end\"}\n") != NULL);
    await_monitor(&monitor);
}

static void the_exit_command_runs_last_also_after_a_failed_creation(void) {
    put_file("cleanup", "test -e $1/exits/the-cid; echo \"status $? of $2\" > $1/cleaned\n");
    container_runs("exit 3");
    struct monitor monitor = start_monitor(0, "--exit-command", "/bin/sh", "--exit-command-arg",
        in_test("cleanup"), "--exit-command-arg", in_test(""), "--exit-command-arg", "one", NULL);
    EXPECT_NUMBER(await_monitor(&monitor), 3);
    EXPECT_TEXT(get_file("cleaned"), "status 0 of one\n");
    put_file("bundle/refuse", "no");
    unlink(in_test("exits/the-cid"));
    monitor = start_monitor(0, "--exit-command", "/bin/sh", "--exit-command-arg", in_test("cleanup"),
        "--exit-command-arg", in_test(""), "--exit-command-arg", "two", NULL);
    EXPECT_NUMBER(await_monitor(&monitor), 1);
    EXPECT_TEXT(get_file("cleaned"), "status 1 of two\n");
}

/* Line by line: stream and tag and text, without the time. */
static const char *log_without_times(void) {
    static char text[65536];
    size_t used = 0;
    const char *line = get_file("log");
    while (*line != '\0' && strlen(line) > 36) {
        size_t length = strcspn(line, "\n");
        used += (size_t)snprintf(text + used, sizeof text - used, "%.*s\n", (int)length - 36, line + 36);
        line += length + (line[length] == '\n');
    }
    text[used] = '\0';
    return text;
}

static void both_streams_are_logged_line_by_line(void) {
    container_runs("echo one; printf part; sleep 0.1; echo two >&2");
    struct monitor monitor = start_monitor(0, NULL);
    EXPECT_NUMBER(await_monitor(&monitor), 0);
    EXPECT_TEXT(log_without_times(), "stdout F one\nstdout P part\nstderr F two\n");
    int year, month, day, nanoseconds;
    EXPECT(sscanf(get_file("log"), "%4d-%2d-%2dT%*2d:%*2d:%*2d.%9d", &year, &month, &day, &nanoseconds) == 4);
}

static void a_full_log_starts_over_below_its_limit(void) {
    container_runs("i=0; while [ $i -lt 100 ]; do echo line $i; i=$((i+1)); done");
    struct monitor monitor = start_monitor(0, "--log-size-max", "600", NULL);
    await_monitor(&monitor);
    EXPECT(strlen(get_file("log")) <= 600);
    EXPECT(strstr(get_file("log"), "line 99\n") != NULL);
}

static void rotated_logs_are_kept_with_numbers(void) {
    container_runs("i=0; while [ $i -lt 30 ]; do echo line $i; i=$((i+1)); done");
    struct monitor monitor = start_monitor(0, "--log-size-max", "600", "--log-rotate", "--log-max-files", "2", NULL);
    await_monitor(&monitor);
    EXPECT(strlen(get_file("log.1")) > 500 && strlen(get_file("log.1")) <= 600);
    EXPECT(strlen(get_file("log.2")) > 500);
    EXPECT(access(in_test("log.3"), F_OK) != 0);
}

static void a_log_outside_the_allowed_directories_is_refused(void) {
    container_runs("true");
    struct monitor monitor = start_monitor(0, "--log-allowlist-dir", in_test("exits"), NULL);
    EXPECT_NUMBER(await_monitor(&monitor), 1);
    monitor = start_monitor(0, "--log-allowlist-dir", in_test(""), NULL);
    EXPECT_NUMBER(await_monitor(&monitor), 0);
}

static void an_unwritable_log_does_not_stop_the_container(void) {
    container_runs("i=0; while [ $i -lt 1000 ]; do echo line $i; i=$((i+1)); done; exit 4");
    struct monitor monitor = start_monitor(0, "-l", "k8s-file:/dev/full", NULL);
    EXPECT_NUMBER(await_monitor(&monitor), 4);
}

static void a_moved_log_is_reopened_on_request(void) {
    container_runs("echo before; while [ ! -e go ]; do sleep 0.01; done; echo after");
    struct monitor monitor = start_monitor(0, NULL);
    EXPECT(await_text("log", "before"));
    rename(in_test("log"), in_test("log.old"));
    put_file("bundle/ctl", "2 0 0\n");
    EXPECT(await_file("log"));
    put_file("go", "");
    await_monitor(&monitor);
    EXPECT_TEXT(log_without_times(), "stdout F after\n");
}

static void clients_get_frames_and_their_input_goes_in(void) {
    container_runs("read a; echo got $a; echo bad >&2; cat > rest");
    struct monitor monitor = start_monitor(0, "-i", NULL);
    read_message(monitor.sync);
    int first = attach_client(), second = attach_client();
    char frame[8193];
    EXPECT(write(first, "word\n", 5) == 5);
    ssize_t length = read_frame(first, frame, sizeof frame);
    EXPECT(length == 10 && memcmp(frame, "\002got word\n", 10) == 0);
    length = read_frame(second, frame, sizeof frame);
    EXPECT(length == 10 && memcmp(frame, "\002got word\n", 10) == 0);
    length = read_frame(first, frame, sizeof frame);
    EXPECT(length == 5 && memcmp(frame, "\003bad\n", 5) == 0);
    EXPECT(write(second, "tail", 4) == 4);
    EXPECT(await_text("rest", "tail"));
    shutdown(first, SHUT_WR);
    EXPECT_NUMBER(await_monitor(&monitor), 0);
    EXPECT_TEXT(get_file("rest"), "tail");
    EXPECT_NUMBER(read_frame(first, frame, sizeof frame), 0);
}

static void input_stays_open_when_asked_to(void) {
    container_runs("read a; read b; echo $a $b > both");
    struct monitor monitor = start_monitor(0, "-i", "--leave-stdin-open", NULL);
    read_message(monitor.sync);
    int client = attach_client();
    EXPECT(write(client, "one\n", 4) == 4);
    close(client);
    client = attach_client();
    EXPECT(write(client, "two\n", 4) == 4);
    EXPECT_NUMBER(await_monitor(&monitor), 0);
    EXPECT_TEXT(get_file("both"), "one two\n");
}

static void large_input_waits_for_the_container(void) {
    container_runs("sleep 0.2; wc -c > count");
    struct monitor monitor = start_monitor(0, "-i", NULL);
    read_message(monitor.sync);
    int client = attach_client();
    static char block[32768];
    for (int i = 0; i < 64; i++)
        EXPECT(write(client, block, sizeof block) == sizeof block);
    close(client);
    EXPECT_NUMBER(await_monitor(&monitor), 0);
    EXPECT_NUMBER(atol(get_file("count")), 64 * 32768);
}

static void a_client_from_before_the_start_misses_nothing(void) {
    container_runs("while [ ! -e go ]; do sleep 0.01; done; echo all; touch gone");
    struct monitor monitor = start_monitor(0, NULL);
    read_message(monitor.sync);
    kill(monitor.pid, SIGSTOP);
    int client = attach_client();
    put_file("go", "");
    EXPECT(await_file("gone"));
    kill(monitor.pid, SIGCONT);
    size_t length;
    EXPECT_TEXT(read_all_frames(client, 2, &length), "all\n");
    EXPECT_NUMBER(await_monitor(&monitor), 0);
}

static void a_client_that_lags_loses_nothing_and_blocks_nothing(void) {
    container_runs("while [ ! -e go ]; do sleep 0.01; done; seq 1 600000; echo made > made");
    struct monitor monitor = start_monitor(WITH_START_PIPE, "-l", "none", NULL);
    EXPECT(write(monitor.start, "", 1) == 1);
    read_message(monitor.sync);
    int lazy = attach_client(), dead = attach_client();
    put_file("go", "");
    EXPECT(await_file("made"));
    close(dead);
    size_t length;
    const char *data = read_all_frames(lazy, 2, &length);
    EXPECT_NUMBER(length, 4088895); /* what seq 1 600000 prints */
    EXPECT(length > 7 && strcmp(data + length - 7, "600000\n") == 0);
    EXPECT_NUMBER(await_monitor(&monitor), 0);
}

static void more_than_the_spool_is_held_back_and_not_lost(void) {
    container_runs("while [ ! -e go ]; do sleep 0.01; done; head -c 50000000 /dev/zero; touch most\n"
                   "head -c 50000000 /dev/zero");
    struct monitor monitor = start_monitor(0, "-l", "none", NULL);
    read_message(monitor.sync);
    int lazy = attach_client();
    put_file("go", "");
    EXPECT(await_file("most"));
    EXPECT_NUMBER(count_all_frames(lazy), 100000000);
    EXPECT_NUMBER(await_monitor(&monitor), 0);
}

static void unread_input_does_not_cut_output_off(void) {
    container_runs("while [ ! -e go ]; do sleep 0.01; done; echo bye");
    struct monitor monitor = start_monitor(0, "-i", NULL);
    read_message(monitor.sync);
    int client = attach_client();
    static char block[32768];
    for (int i = 0; i < 4; i++)
        EXPECT(send(client, block, sizeof block, MSG_DONTWAIT) > 0);
    put_file("go", "");
    EXPECT_NUMBER(await_monitor(&monitor), 0);
    size_t length;
    EXPECT_TEXT(read_all_frames(client, 2, &length), "bye\n");
}

static void a_stray_process_with_the_pipe_open_delays_nothing(void) {
    container_runs("sleep 100 & echo out; exit 5");
    struct monitor monitor = start_monitor(0, NULL);
    EXPECT_NUMBER(await_monitor(&monitor), 5);
    EXPECT_TEXT(log_without_times(), "stdout F out\n");
}

static void a_stray_process_that_keeps_writing_delays_nothing(void) {
    container_runs("yes & sleep 0.1; exit 5");
    struct monitor monitor = start_monitor(0, "-l", "none", NULL);
    EXPECT_NUMBER(await_monitor(&monitor), 5);
}

static void the_terminal_has_the_size_and_carries_both_ways(void) {
    container_runs("stty size; read a; echo \"got $a\"; exit 6");
    struct monitor monitor = start_monitor(WITH_START_PIPE, "-t", NULL);
    EXPECT(write(monitor.start, "", 1) == 1);
    read_message(monitor.sync);
    int client = attach_client();
    EXPECT(write(client, "word\n", 5) == 5);
    EXPECT_NUMBER(await_monitor(&monitor), 6);
    EXPECT(strstr(get_file("log"), "stdout F got word\r\n") != NULL);
}

static void the_size_follows_the_control_fifo(void) {
    container_runs("while [ \"$(stty size)\" != '33 77' ]; do sleep 0.01; done; echo right");
    struct monitor monitor = start_monitor(0, "-t", NULL);
    read_message(monitor.sync);
    put_file("bundle/ctl", "nonsense\n1 33 77\n");
    EXPECT_NUMBER(await_monitor(&monitor), 0);
}

static void a_runtime_that_sends_no_terminal_is_a_failure(void) {
    container_runs("true");
    put_file("runtime", "#!/bin/sh\nexit 0\n");
    chmod(in_test("runtime"), 0755);
    struct monitor monitor = start_monitor(0, "-t", "-r", in_test("runtime"), NULL);
    EXPECT_TEXT(read_message(monitor.sync),
                "{\"data\": -1, \"message\": \"the runtime sent no terminal to the console socket\"}\n");
    EXPECT_NUMBER(await_monitor(&monitor), 1);
}

static void nothing_starts_before_the_callers_byte_or_after_its_death(void) {
    container_runs("touch started");
    struct monitor monitor = start_monitor(WITH_START_PIPE, NULL);
    close(monitor.start);
    EXPECT_NUMBER(await_monitor(&monitor), 1);
    EXPECT(access(in_test("started"), F_OK) != 0);
    monitor = start_monitor(WITH_START_PIPE, NULL);
    EXPECT(write(monitor.start, "", 1) == 1);
    EXPECT_NUMBER(await_monitor(&monitor), 0);
    EXPECT(access(in_test("started"), F_OK) == 0);
}

static void an_exec_waits_for_its_client_and_reports_pid_and_status(void) {
    put_file("process", "echo hello; exit 9");
    struct monitor monitor = start_monitor(WITH_START_PIPE | WITH_ATTACH_PIPE, "-e", "--exec-attach",
                                           "--exec-process-spec", in_test("process"), NULL);
    EXPECT(write(monitor.start, "", 1) == 1);
    EXPECT_TEXT(read_message(monitor.attach), "{\"data\": 0}\n");
    int client = attach_client();
    EXPECT(write(monitor.start, "", 1) == 1);
    size_t length;
    EXPECT_TEXT(read_all_frames(client, 2, &length), "hello\n");
    int pid = 0;
    EXPECT(sscanf(read_message(monitor.sync), "{\"data\": %d}\n", &pid) == 1 && pid > 1);
    EXPECT_TEXT(read_message(monitor.sync), "{\"data\": 9}\n");
    EXPECT_NUMBER(await_monitor(&monitor), 9);
}

static void a_failed_exec_is_reported(void) {
    struct monitor monitor = start_monitor(0, "-e", "--exec-process-spec", in_test("missing"), NULL);
    EXPECT(strstr(read_message(monitor.sync), "{\"data\": -1, \"message\": \"") != NULL);
    EXPECT_NUMBER(await_monitor(&monitor), 1);
}

static void the_timeout_kills_the_container(void) {
    container_runs("echo before; sleep 100");
    struct monitor monitor = start_monitor(0, "--timeout", "1", NULL);
    EXPECT_NUMBER(await_monitor(&monitor), 255);
    EXPECT_TEXT(get_file("exits/the-cid"), "-1");
    EXPECT_TEXT(log_without_times(), "stdout F before\n");
    EXPECT(kill(container_pid(), 0) != 0);
}

static void signals_go_on_to_the_container(void) {
    container_runs("trap 'echo bye; exit 8' TERM; touch ready; while :; do sleep 0.02; done");
    struct monitor monitor = start_monitor(0, NULL);
    EXPECT(await_file("ready"));
    kill(monitor.pid, SIGTERM);
    EXPECT_NUMBER(await_monitor(&monitor), 8);
    EXPECT_TEXT(log_without_times(), "stdout F bye\n");
}

static int notify_socket(const char *path, bool listening) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    int (*use)(int, const struct sockaddr *, socklen_t) = listening ? bind : connect;
    EXPECT(use(fd, (struct sockaddr *)&address, sizeof address) == 0);
    return fd;
}

static void only_harmless_notifications_are_relayed(void) {
    mkdir(in_test("bundle/notify"), 0755);
    container_runs("while [ ! -e go ]; do sleep 0.01; done");
    int host = notify_socket(in_test("host"), true);
    struct monitor monitor = start_monitor(0, "--sdnotify-socket", in_test("host"), NULL);
    read_message(monitor.sync);
    struct stat status;
    EXPECT(stat(in_test("bundle/notify/notify.sock"), &status) == 0 && (status.st_mode & 0777) == 0777);
    int inside = notify_socket(in_test("bundle/notify/notify.sock"), false);
    static const char said[] = "MAINPID=1\nREADY=1\nFDSTORE=1\nSTATUS=up";
    EXPECT(write(inside, said, sizeof said - 1) == sizeof said - 1);
    EXPECT_TEXT(read_message(host), "READY=1\nSTATUS=up");
    put_file("go", "");
    EXPECT_NUMBER(await_monitor(&monitor), 0);
}

static void a_link_leads_to_the_socket_and_goes_with_the_monitor(void) {
    mkdir(in_test("sockets"), 0755);
    container_runs("read a");
    struct monitor monitor = start_monitor(0, "-i", "--socket-dir-path", in_test("sockets"), NULL);
    read_message(monitor.sync);
    EXPECT(access(in_test("sockets/the-cuuid/attach"), F_OK) == 0);
    close(attach_client());
    EXPECT_NUMBER(await_monitor(&monitor), 1);
    struct stat status;
    EXPECT(lstat(in_test("sockets/the-cuuid"), &status) < 0);
}

static void a_log_that_cannot_grow_ends_with_a_whole_line(void) {
    container_runs("i=0; while [ $i -lt 300 ]; do echo line $i; i=$((i+1)); done; exit 4");
    struct rlimit before, small = {4000, RLIM_INFINITY};
    getrlimit(RLIMIT_FSIZE, &before);
    small.rlim_max = before.rlim_max;
    setrlimit(RLIMIT_FSIZE, &small);
    struct monitor monitor = start_monitor(0, NULL);
    EXPECT_NUMBER(await_monitor(&monitor), 4);
    setrlimit(RLIMIT_FSIZE, &before);
    const char *log = get_file("log");
    EXPECT(strlen(log) <= 4000);
    EXPECT(*log == '\0' || log[strlen(log) - 1] == '\n');
}

static void a_bundle_may_be_deeper_than_a_sockets_path(void) {
    char deep[512] = "bundle", socket[512];
    for (int i = 0; i < 20; i++) {
        strcat(deep, "/long-directory-name");
        mkdir(in_test(deep), 0755);
    }
    snprintf(socket, sizeof socket, "%s/attach", deep);
    container_runs("read a");
    strcat(deep, "/command");
    rename(in_test("bundle/command"), in_test(deep));
    *strrchr(deep, '/') = '\0';
    struct monitor monitor = start_monitor(0, "-i", "-b", in_test(deep), NULL);
    read_message(monitor.sync);
    EXPECT(access(in_test(socket), F_OK) == 0);
    kill(container_pid(), SIGKILL);
    EXPECT_NUMBER(await_monitor(&monitor), 137);
}

static void many_fast_containers_keep_their_status(void) {
    container_runs("exit 11");
    for (int i = 0; i < 30; i++) {
        struct monitor monitor = start_monitor(0, "-l", "none", "--no-sync-log", NULL);
        EXPECT_NUMBER(await_monitor(&monitor), 11);
        close(monitor.sync);
    }
}

static const struct test tests[] = {
    PARSING_TESTS,
    TEST(the_pid_then_the_exit_status_are_reported),
    TEST(a_killed_container_has_128_and_the_signal),
    TEST(a_failed_creation_is_reported_with_the_runtimes_words),
    TEST(a_long_failure_keeps_its_end_and_fits_podmans_buffer),
    TEST(the_exit_command_runs_last_also_after_a_failed_creation),
    TEST(both_streams_are_logged_line_by_line),
    TEST(a_full_log_starts_over_below_its_limit),
    TEST(rotated_logs_are_kept_with_numbers),
    TEST(a_log_outside_the_allowed_directories_is_refused),
    TEST(an_unwritable_log_does_not_stop_the_container),
    TEST(a_moved_log_is_reopened_on_request),
    TEST(clients_get_frames_and_their_input_goes_in),
    TEST(input_stays_open_when_asked_to),
    TEST(large_input_waits_for_the_container),
    TEST(a_client_from_before_the_start_misses_nothing),
    TEST(a_client_that_lags_loses_nothing_and_blocks_nothing),
    TEST(more_than_the_spool_is_held_back_and_not_lost),
    TEST(unread_input_does_not_cut_output_off),
    TEST(a_stray_process_with_the_pipe_open_delays_nothing),
    TEST(a_stray_process_that_keeps_writing_delays_nothing),
    TEST(the_terminal_has_the_size_and_carries_both_ways),
    TEST(the_size_follows_the_control_fifo),
    TEST(a_runtime_that_sends_no_terminal_is_a_failure),
    TEST(nothing_starts_before_the_callers_byte_or_after_its_death),
    TEST(an_exec_waits_for_its_client_and_reports_pid_and_status),
    TEST(a_failed_exec_is_reported),
    TEST(the_timeout_kills_the_container),
    TEST(signals_go_on_to_the_container),
    TEST(only_harmless_notifications_are_relayed),
    TEST(a_link_leads_to_the_socket_and_goes_with_the_monitor),
    TEST(a_log_that_cannot_grow_ends_with_a_whole_line),
    TEST(a_bundle_may_be_deeper_than_a_sockets_path),
    TEST(many_fast_containers_keep_their_status),
};

int main(int argc, char *argv[]) {
    return run_tests(tests, sizeof tests / sizeof tests[0], argc - 1, argv + 1);
}
