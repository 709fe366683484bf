/* The command line: conmon's options, parsed into one immutable record. */
#ifndef PINISI_OPTIONS_H
#define PINISI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { LIST_CAPACITY = 256 };

struct list {
    const char *items[LIST_CAPACITY];
    size_t count;
};

struct options {
    bool help, version;
    bool api_version; /* set: podman's protocol ("data" keys, pid before exit code) */
    bool exec, exec_attach, sync, full_attach;
    bool terminal, interactive, leave_stdin_open;
    bool systemd_cgroup, no_pivot, no_new_keyring, replace_listen_pid;
    bool syslog, log_rotate, no_sync_log, no_partial_message;
    const char *cid, *cuuid, *name, *runtime, *bundle, *persist_dir, *exit_dir;
    const char *container_pidfile, *monitor_pidfile, *process_spec, *restore;
    const char *exit_command, *socket_dir, *sdnotify_socket, *log_level, *log_tag;
    struct list runtime_args, runtime_opts, exit_args, log_paths, log_labels, log_allowlist;
    int64_t timeout, exit_delay;                         /* seconds */
    int64_t log_size_max, log_global_size_max;           /* bytes; none when ≤ 0 */
    int64_t log_max_files;
};

struct complaint {
    char text[512];
};

/* Fills *into from argv. False: the complaint says which word is wrong and what to do. Words that
   are not options are ignored, as conmon does (podman writes "--api-version 1"). */
bool options_parse(struct options *into, int argc, char *const argv[], struct complaint *complaint);

/* Checks what a run needs, as opposed to --help and --version. */
bool options_check(const struct options *options, struct complaint *complaint);

void options_print_help(FILE *out);

#endif
