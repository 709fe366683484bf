#include "options.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Each rotation renames them all. */
enum { LOG_FILES_MAX = 1000 };

enum kind { FLAG, TEXT, LIST, NUMBER, REFUSED };

struct option {
    const char *name;
    char letter;
    enum kind kind;
    size_t field;
    const char *help;
};

#define AT(field) offsetof(struct options, field)

static const struct option table[] = {
    {"api-version", 0, FLAG, AT(api_version), "speak podman's protocol on the sync pipe"},
    {"bundle", 'b', TEXT, AT(bundle), "OCI bundle; default: the working directory"},
    {"cid", 'c', TEXT, AT(cid), "container ID, as the runtime knows it"},
    {"conmon-pidfile", 'P', TEXT, AT(monitor_pidfile), "write the monitor's own process ID here"},
    {"container-pidfile", 'p', TEXT, AT(container_pidfile), "where the runtime writes the container's process ID"},
    {"cuuid", 'u', TEXT, AT(cuuid), "unique ID: names the directory of the attach socket"},
    {"exec", 'e', FLAG, AT(exec), "run a further process in a running container"},
    {"exec-attach", 0, FLAG, AT(exec_attach), "let a client attach before the exec'd process starts"},
    {"exec-process-spec", 0, TEXT, AT(process_spec), "process description for --exec (JSON file)"},
    {"exit-command", 0, TEXT, AT(exit_command), "run this program after the container has ended"},
    {"exit-command-arg", 0, LIST, AT(exit_args), "argument of the exit command; repeatable"},
    {"exit-delay", 0, NUMBER, AT(exit_delay), "seconds to wait before the exit command"},
    {"exit-dir", 0, TEXT, AT(exit_dir), "write the exit status to DIR/<cid>"},
    {"full-attach", 0, FLAG, AT(full_attach), "attach socket in the bundle itself, ignoring --socket-dir-path"},
    {"help", 'h', FLAG, AT(help), "print this text"},
    {"leave-stdin-open", 0, FLAG, AT(leave_stdin_open), "keep standard input open when a client leaves"},
    {"log-allowlist-dir", 0, LIST, AT(log_allowlist), "log files only below this directory; repeatable"},
    {"log-global-size-max", 0, NUMBER, AT(log_global_size_max), "stop logging after so many bytes in all"},
    {"log-label", 0, LIST, AT(log_labels), "LABEL=VALUE beside each journal entry; repeatable"},
    {"log-level", 0, TEXT, AT(log_level), "the monitor's own messages: error, warn, info, debug, trace"},
    {"log-max-files", 0, NUMBER, AT(log_max_files), "rotated log files to keep; default: 1"},
    {"log-path", 'l', LIST, AT(log_paths), "[k8s-file:]PATH, journald, none, passthrough; repeatable"},
    {"log-rotate", 0, FLAG, AT(log_rotate), "keep full log files as PATH.1, PATH.2 … instead of starting over"},
    {"log-size-max", 0, NUMBER, AT(log_size_max), "size of a log file in bytes at which a new one begins"},
    {"log-tag", 0, TEXT, AT(log_tag), "CONTAINER_TAG of journal entries"},
    {"name", 'n', TEXT, AT(name), "container name, for the journal"},
    {"no-container-partial-message", 0, FLAG, AT(no_partial_message), "do not mark partial lines in the journal"},
    {"no-new-keyring", 0, FLAG, AT(no_new_keyring), "passed to the runtime"},
    {"no-pivot", 0, FLAG, AT(no_pivot), "passed to the runtime"},
    {"no-sync-log", 0, FLAG, AT(no_sync_log), "do not fsync the log when the container has ended"},
    {"persist-dir", '0', TEXT, AT(persist_dir), "write the exit status to DIR/exit, and DIR/oom"},
    {"pidfile", 0, TEXT, AT(container_pidfile), "old name of --container-pidfile"},
    {"replace-listen-pid", 0, FLAG, AT(replace_listen_pid), "set LISTEN_PID to the runtime's process ID"},
    {"restore", 0, TEXT, AT(restore), "restore from this checkpoint instead of creating"},
    {"restore-arg", 0, LIST, AT(runtime_opts), "old name of --runtime-opt"},
    {"runtime", 'r', TEXT, AT(runtime), "path of the OCI runtime"},
    {"runtime-arg", 0, LIST, AT(runtime_args), "runtime argument before its command; repeatable"},
    {"runtime-opt", 0, LIST, AT(runtime_opts), "runtime argument after its command; repeatable"},
    {"sdnotify-socket", 0, TEXT, AT(sdnotify_socket), "relay the container's sd_notify messages to this socket"},
    {"seccomp-notify-plugins", 0, REFUSED, 0, NULL},
    {"seccomp-notify-socket", 0, REFUSED, 0, NULL},
    {"socket-dir-path", 0, TEXT, AT(socket_dir), "directory of attach sockets; default: /var/run/crio"},
    {"stdin", 'i', FLAG, AT(interactive), "give the container a standard input"},
    {"sync", 0, FLAG, AT(sync), "stay the caller's child instead of going to the background"},
    {"syslog", 0, FLAG, AT(syslog), "also send the monitor's own messages to syslog"},
    {"systemd-cgroup", 's', FLAG, AT(systemd_cgroup), "passed to the runtime"},
    {"terminal", 't', FLAG, AT(terminal), "the container has a terminal"},
    {"timeout", 'T', NUMBER, AT(timeout), "kill the container after so many seconds"},
    {"version", 0, FLAG, AT(version), "print the version"},
};

enum { TABLE_SIZE = sizeof table / sizeof table[0] };

static bool complain(struct complaint *complaint, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static bool complain(struct complaint *complaint, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(complaint->text, sizeof complaint->text, format, arguments);
    va_end(arguments);
    return false;
}

static const struct option *find_long(const char *name, size_t length) {
    for (size_t i = 0; i < TABLE_SIZE; i++)
        if (strlen(table[i].name) == length && memcmp(table[i].name, name, length) == 0)
            return &table[i];
    return NULL;
}

static const struct option *find_short(char letter) {
    for (size_t i = 0; i < TABLE_SIZE; i++)
        if (table[i].letter == letter)
            return &table[i];
    return NULL;
}

static bool store_number(int64_t *field, const struct option *option, const char *value,
                         struct complaint *complaint) {
    char *end;
    errno = 0;
    long long number = strtoll(value, &end, 10);
    if (errno != 0 || end == value || *end != '\0')
        return complain(complaint, "--%s wants a whole number, not '%.40s'", option->name, value);
    *field = number;
    return true;
}

static bool store(struct options *into, const struct option *option, const char *value,
                  struct complaint *complaint) {
    void *field = (char *)into + option->field;
    if (option->kind == NUMBER)
        return store_number(field, option, value, complaint);
    if (option->kind == TEXT) {
        *(const char **)field = value;
        return true;
    }
    struct list *list = field;
    if (list->count == LIST_CAPACITY)
        return complain(complaint, "--%s is given more than %d times", option->name, LIST_CAPACITY);
    list->items[list->count++] = value;
    return true;
}

static bool refuse(const struct option *option, struct complaint *complaint) {
    return complain(complaint, "--%s is not supported: let the runtime talk to the seccomp agent "
                    "(listenerPath in config.json)", option->name);
}

struct words {
    int count, next;
    char *const *all;
};

static bool next_value(struct words *words, const struct option *option, const char **value,
                       struct complaint *complaint) {
    if (words->next >= words->count)
        return complain(complaint, "--%s wants a value", option->name);
    *value = words->all[words->next++];
    return true;
}

static bool take_long(struct options *into, const char *word, struct words *words,
                      struct complaint *complaint) {
    size_t length = strcspn(word, "=");
    const struct option *option = find_long(word, length);
    const char *value = word[length] == '=' ? word + length + 1 : NULL;
    if (option == NULL)
        return complain(complaint, "unknown option --%.80s; see --help", word);
    if (option->kind == REFUSED)
        return refuse(option, complaint);
    if (option->kind == FLAG) {
        if (value != NULL && strcmp(option->name, "api-version") != 0)
            return complain(complaint, "--%s takes no value", option->name);
        *(bool *)((char *)into + option->field) = true;
        return true;
    }
    if (value == NULL && !next_value(words, option, &value, complaint))
        return false;
    return store(into, option, value, complaint);
}

/* One word of letters: -it, -c ID, -cID. */
static bool take_short(struct options *into, const char *letters, struct words *words,
                       struct complaint *complaint) {
    for (; *letters != '\0'; letters++) {
        const struct option *option = find_short(*letters);
        if (option == NULL)
            return complain(complaint, "unknown option -%c; see --help", *letters);
        if (option->kind == FLAG) {
            *(bool *)((char *)into + option->field) = true;
            continue;
        }
        const char *value = letters + 1;
        if (*value == '\0' && !next_value(words, option, &value, complaint))
            return false;
        return store(into, option, value, complaint);
    }
    return true;
}

bool options_parse(struct options *into, int argc, char *const argv[], struct complaint *complaint) {
    *into = (struct options){
        .log_size_max = -1, .log_global_size_max = -1, .log_max_files = 1, .socket_dir = "/var/run/crio"};
    struct words words = {argc, 1, argv};
    while (words.next < argc) {
        const char *word = argv[words.next++];
        if (strcmp(word, "--") == 0)
            return true;
        if (word[0] != '-' || word[1] == '\0')
            continue;
        bool good = word[1] == '-' ? take_long(into, word + 2, &words, complaint)
                                   : take_short(into, word + 1, &words, complaint);
        if (!good)
            return false;
    }
    return true;
}

static bool check_exec(const struct options *options, struct complaint *complaint) {
    if (options->restore != NULL)
        return complain(complaint, "--exec and --restore cannot be used at the same time");
    if (options->process_spec == NULL)
        return complain(complaint, "Exec process spec path not provided. Use --exec-process-spec FILE");
    if (options->exec_attach && !options->api_version)
        return complain(complaint, "Attach can only be specified for a non-legacy exec session: add --api-version 1");
    return true;
}

/* Scripts and tests know some of these texts by their first words. */
bool options_check(const struct options *options, struct complaint *complaint) {
    if (options->cid == NULL || options->cid[0] == '\0' || strchr(options->cid, '/') != NULL)
        return complain(complaint, "Container ID not provided. Use --cid ID (without '/')");
    if (options->cuuid == NULL && (!options->exec || options->api_version))
        return complain(complaint, "Container UUID not provided. Use --cuuid ID");
    if (options->runtime == NULL)
        return complain(complaint, "Runtime path not provided. Use --runtime PATH");
    if (access(options->runtime, X_OK) < 0)
        return complain(complaint, "Runtime path %.300s is not valid: %s", options->runtime, strerror(errno));
    if (options->log_paths.count == 0)
        return complain(complaint, "Log driver not provided. Use --log-path k8s-file:PATH, or none");
    if (options->exec_attach && !options->exec)
        return complain(complaint, "Attach can only be specified with exec: add --exec");
    if (options->exit_delay < 0)
        return complain(complaint, "--exit-delay cannot be negative");
    if (options->log_max_files < 0)
        return complain(complaint, "log-max-files must be non-negative");
    if (options->log_max_files > LOG_FILES_MAX)
        return complain(complaint, "log-max-files is out of range: %d at most", LOG_FILES_MAX);
    if (options->log_rotate && options->log_max_files == 0)
        return complain(complaint, "log-max-files must be at least 1 with --log-rotate");
    return !options->exec || check_exec(options, complaint);
}

void options_print_help(FILE *out) {
    fputs("Usage: pinisi-monitor --cid ID --cuuid ID --runtime PATH --log-path LOG [OPTION]…\n\n"
          "Starts one container (or one exec) through an OCI runtime and stays with it: keeps its\n"
          "terminal and streams, writes its log, serves clients that attach, records how it ended.\n"
          "Engines start it; its command line is conmon's.\n\n", out);
    for (size_t i = 0; i < TABLE_SIZE; i++) {
        const struct option *option = &table[i];
        if (option->kind == REFUSED)
            continue;
        const char *value = option->kind == FLAG ? "" : option->kind == NUMBER ? " N" : " VALUE";
        char left[48];
        snprintf(left, sizeof left, "--%s%s", option->name, value);
        if (option->letter != 0)
            fprintf(out, "  -%c, %-32s %s\n", option->letter, left, option->help);
        else
            fprintf(out, "      %-32s %s\n", left, option->help);
    }
    fputs("\nThe caller passes descriptors by number in _OCI_SYNCPIPE, _OCI_STARTPIPE and\n"
          "_OCI_ATTACHPIPE. docs/guide/monitor.md tells more.\n", out);
}
