/* pinisi-monitor: stays with one container from its creation to its end. The order of things here
   is what callers rely on; the how is in the other files. */
#include "attach.h"
#include "console.h"
#include "control.h"
#include "ending.h"
#include "files.h"
#include "input.h"
#include "life.h"
#include "log.h"
#include "loop.h"
#include "oom.h"
#include "options.h"
#include "output.h"
#include "report.h"
#include "runtime.h"
#include "sdnotify.h"
#include "sync.h"
#include "version.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct options options;
static int sync_pipe = -1, start_pipe = -1, attach_pipe = -1;
static const sigset_t *child_signals;
static bool runtime_was_started;

/* Before --api-version 1 the key told what the number is. */
static const char *sync_key(void) {
    return options.api_version ? "data" : options.exec ? "exit_code" : "pid";
}

static int end_with(int status) {
    attach_close();
    console_abandon();
    if (sync_pipe >= 0)
        close(sync_pipe);
    int failed = runtime_was_started ? ending_run_command(&options, child_signals) : 0;
    return failed != 0 ? failed : status;
}

static void tell_and_clean_up(const char *message) {
    sync_send(&sync_pipe, sync_key(), -1, message);
    _exit(end_with(EXIT_FAILURE));
}

static void await_caller(void) {
    char ignored[512];
    ssize_t count;
    do
        count = read(start_pipe, ignored, sizeof ignored);
    while (count < 0 && errno == EINTR);
    if (count < 0)
        fatal("cannot read the start pipe: %m");
    if (count == 0)
        fatal("the caller ended before it let the container start");
}

static void write_own_pid(pid_t pid) {
    char text[16];
    snprintf(text, sizeof text, "%d", (int)pid);
    if (options.monitor_pidfile != NULL && !file_replace(options.monitor_pidfile, text))
        fatal("cannot write the monitor's process ID to %s: %m", options.monitor_pidfile);
}

static void go_to_background(void) {
    pid_t child = options.sync ? 0 : fork();
    if (child < 0)
        fatal("cannot fork: %m");
    if (child > 0) {
        write_own_pid(child);
        _exit(EXIT_SUCCESS);
    }
    if (options.sync)
        write_own_pid(getpid());
    setsid();
    if (prctl(PR_SET_CHILD_SUBREAPER, 1) < 0)
        fatal("cannot become a subreaper: %m");
}

static void give_up_stdio(void) {
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null < 0)
        fatal("cannot open /dev/null: %m");
    dup2(null, STDIN_FILENO);
    dup2(null, STDOUT_FILENO);
    dup2(null, STDERR_FILENO);
    if (null > STDERR_FILENO)
        close(null);
}

static void fill_defaults(void) {
    static char working[PATH_MAX], pidfile[PATH_MAX];
    if ((options.bundle != NULL || options.exec) && options.container_pidfile != NULL)
        return;
    if (getcwd(working, sizeof working) == NULL)
        fatal("cannot find out the working directory: %m");
    if (options.bundle == NULL && !options.exec)
        options.bundle = working;
    if (options.container_pidfile == NULL) {
        int length = snprintf(pidfile, sizeof pidfile, "%s/pidfile-%s", working, options.cid);
        if (length < 0 || (size_t)length >= sizeof pidfile)
            fatal("%s/pidfile-%s: path too long", working, options.cid);
        options.container_pidfile = pidfile;
    }
}

static void make_pipe(int ends[2]) {
    if (pipe2(ends, O_CLOEXEC) < 0)
        fatal("cannot make a pipe: %m");
}

/* Our ends go to the loop; the returned ones are for the runtime. */
static struct stdio make_streams(void) {
    struct stdio theirs = {-1, -1, -1};
    if (log_is_passthrough())
        return theirs;
    int ends[2];
    theirs.in = theirs.out = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (theirs.in < 0)
        fatal("cannot open /dev/null: %m");
    if (options.interactive && !options.terminal) {
        make_pipe(ends);
        theirs.in = ends[0];
        input_open(ends[1]);
    }
    if (!options.terminal) {
        make_pipe(ends);
        output_open(STREAM_STDOUT, ends[0], false);
        theirs.out = ends[1];
    }
    make_pipe(ends);
    output_open(STREAM_STDERR, ends[0], false);
    theirs.err = ends[1];
    output_capture_errors();
    return theirs;
}

static void close_streams(struct stdio streams) {
    if (streams.in >= 0)
        close(streams.in);
    if (streams.out >= 0 && streams.out != streams.in)
        close(streams.out);
    if (streams.err >= 0)
        close(streams.err);
}

static void open_doors(void) {
    input_configure(options.interactive || options.terminal,
                    options.interactive && !options.leave_stdin_open);
    if (options.bundle == NULL || log_is_passthrough())
        return;
    attach_listen(options.bundle, options.full_attach, options.socket_dir, options.cuuid);
    control_open(options.bundle);
    if (options.exec_attach)
        sync_send(&attach_pipe, sync_key(), 0, NULL);
}

static void start_runtime(const char *console, struct stdio streams) {
    pid_t pid = runtime_start(&options, console, streams, options.exec_attach ? start_pipe : -1,
                              child_signals);
    if (pid < 0)
        fatal("cannot fork: %m");
    runtime_was_started = true;
    life_expect_runtime(pid);
    if (start_pipe >= 0)
        close(start_pipe);
    close_streams(streams);
    if (log_is_passthrough())
        give_up_stdio();
}

static _Noreturn void creation_failed(const char *reason) {
    static char said[OUTPUT_CHUNK + 1];
    snprintf(said, sizeof said, "%s", output_captured_errors());
    size_t length = strlen(said);
    while (length > 0 && said[length - 1] == '\n')
        said[--length] = '\0';
    report(LEVEL_ERROR, "%s: %.900s", reason, said);
    report_on_fatal(NULL);
    sync_send(&sync_pipe, sync_key(), -1, length > 0 ? said : reason);
    _exit(end_with(EXIT_FAILURE));
}

/* A runtime that exec'd a command may itself end with the command's status: only a missing process
   ID is a failure then. */
static pid_t created_process(void) {
    char text[32], reason[128];
    int status = ending_status(life_runtime_status());
    snprintf(reason, sizeof reason, "the runtime failed with status %d", status);
    if (status != 0 && !options.exec)
        creation_failed(reason);
    if (options.terminal && !console_settle())
        creation_failed(status != 0 ? reason : "the runtime sent no terminal to the console socket");
    if (file_read(options.container_pidfile, text, sizeof text) < 0 || atoi(text) <= 0)
        creation_failed(status != 0 ? reason : "the runtime wrote no process ID");
    return atoi(text);
}

static void container_is_there(pid_t pid) {
    if (options.api_version || !options.exec)
        sync_send(&sync_pipe, sync_key(), pid, NULL);
    if (!options.exec && sync_pipe >= 0) {
        close(sync_pipe);
        sync_pipe = -1;
    }
    oom_watch(pid, options.persist_dir, options.bundle);
    attach_accept_waiting();
    output_start();
    life_expect_container(pid, options.timeout);
}

/* What follows is in the order in which others may rely on it: all output is in the log and ports
   are free before the status is there, and clients have read everything before the clean-up. */
static int container_has_ended(void) {
    bool killed = life_enforce_timeout();
    int status = killed ? -1 : ending_status(life_container_status());
    oom_settle();
    attach_accept_waiting();
    output_drain();
    log_finish(!options.no_sync_log);
    ending_close_inherited();
    ending_record(&options, status);
    attach_flush();
    attach_close();
    if (options.exec)
        sync_send(&sync_pipe, sync_key(), status, killed ? "command timed out" : NULL);
    return end_with(status);
}

static void prepare(void) {
    struct complaint complaint;
    if (!options_check(&options, &complaint))
        fatal("%s", complaint.text);
    if (!report_configure(options.log_level, options.cid, options.syslog))
        fatal("--log-level %.40s: want error, warn, info, debug or trace", options.log_level);
    fill_defaults();
    log_open(&options);
    oom_spare_me();
    if ((start_pipe = sync_adopt("_OCI_STARTPIPE")) >= 0)
        await_caller();
    sync_pipe = sync_adopt("_OCI_SYNCPIPE");
    attach_pipe = sync_adopt("_OCI_ATTACHPIPE");
    if (options.exec_attach && attach_pipe < 0)
        fatal("--attach specified but _OCI_ATTACHPIPE was not: pass the number of a descriptor in it");
}

int main(int argc, char *argv[]) {
    struct complaint complaint;
    if (!options_parse(&options, argc, argv, &complaint))
        fatal("%s", complaint.text);
    if (options.help || options.version) {
        if (options.help)
            options_print_help(stdout);
        else
            puts("conmon version " CONMON_VERSION "\ncommit: pinisi-monitor " PINISI_VERSION);
        return 0;
    }
    umask(0022);
    prepare();
    go_to_background();
    if (!log_is_passthrough())
        give_up_stdio();
    report_on_fatal(tell_and_clean_up);
    loop_open();
    child_signals = life_take_signals();
    if (options.sdnotify_socket != NULL)
        sdnotify_open(options.bundle, options.sdnotify_socket);
    const char *console = options.terminal ? console_listen() : NULL;
    struct stdio streams = make_streams();
    open_doors();
    start_runtime(console, streams);
    loop_run(life_runtime_ended);
    container_is_there(created_process());
    loop_run(life_is_over);
    return container_has_ended();
}
