#include "log.h"

#include "journal.h"
#include "logfile.h"
#include "report.h"

#include <string.h>

static bool to_file, to_journal, passthrough;

static bool is_one_of(const char *word, size_t length, const char *const *words) {
    for (; *words != NULL; words++)
        if (strlen(*words) == length && memcmp(*words, word, length) == 0)
            return true;
    return false;
}

/* "driver:path"; without a driver's name, all of it is the path. Returns the path of a log file. */
static const char *select_driver(const char *config) {
    static const char *const none[] = {"none", "off", "null", NULL};
    static const char *const direct[] = {"passthrough", "passthrough-tty", NULL};
    static const char *const journal[] = {"journald", NULL};
    static const char *const file[] = {"k8s-file", "", NULL};
    size_t length = strcspn(config, ":");
    bool has_colon = config[length] == ':';
    if (is_one_of(config, length, none) && length > 0)
        return NULL;
    if (is_one_of(config, length, direct)) {
        passthrough = true;
        return NULL;
    }
    if (is_one_of(config, length, journal)) {
        to_journal = true;
        return NULL;
    }
    const char *path = has_colon ? config + length + 1 : config;
    if (*config == '\0' || strcmp(config, ":") == 0)
        fatal("log-path must not be empty: k8s-file:PATH, or none");
    if (has_colon && !is_one_of(config, length, file))
        fatal("No such log driver %.40s; there are k8s-file, journald, none and passthrough", config);
    if (*path == '\0' || (!has_colon && strcmp(path, "k8s-file") == 0))
        fatal("k8s-file requires a filename: --log-path k8s-file:PATH, not %.80s", config);
    return path;
}

void log_open(const struct options *options) {
    const char *path = NULL;
    for (size_t i = 0; i < options->log_paths.count; i++) {
        const char *found = select_driver(options->log_paths.items[i]);
        if (found != NULL)
            path = found;
    }
    to_file = path != NULL;
    if (to_file && !to_journal && (options->log_tag != NULL || options->log_labels.count > 0))
        fatal("k8s-file doesn't support %s; journald does",
              options->log_tag != NULL ? "--log-tag" : "--log-label");
    if (options->no_partial_message && !to_journal)
        report(LEVEL_WARN, "--no-container-partial-message has no effect without journald log driver");
    if (to_file)
        logfile_open(path, options);
    if (to_journal)
        journal_open(options);
}

bool log_is_passthrough(void) { return passthrough; }

void log_write(enum stream stream, const char *bytes, size_t length) {
    if (to_file)
        logfile_write(stream, bytes, length);
    if (to_journal)
        journal_write(stream, bytes, length);
}

void log_reopen(void) {
    if (to_file)
        logfile_reopen();
}

void log_finish(bool sync) {
    if (to_journal)
        journal_flush();
    if (to_file)
        logfile_close(sync);
}
