#include "journal.h"

#include "report.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

enum { SHORT_ID = 12, FIELDS_MAX = 8192, SEND_SECONDS = 5 };

/* Not connected to: the journal may be restarted while the container runs. */
static struct sockaddr_un address = {AF_UNIX, "/run/systemd/journal/socket"};

static int journal = -1;
static bool mark_partial, failing;
static char fields[FIELDS_MAX]; /* what is the same in every entry */
static size_t fields_length;

static struct line {
    size_t length;
    char bytes[OUTPUT_CHUNK];
} out_line, err_line;

static void add_field(const char *name, const char *value, int limit) {
    int length = snprintf(fields + fields_length, FIELDS_MAX - fields_length, "%s%s%.*s\n", name,
                          *name == '\0' ? "" : "=", limit, value);
    if (strchr(value, '\n') != NULL || length < 0 || (size_t)length >= FIELDS_MAX - fields_length)
        fatal("the journal cannot take %s%.80s: too long, or of several lines", name, value);
    fields_length += (size_t)length;
}

static void check_label(const char *label) {
    size_t name = strspn(label, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    const char *equals = strchr(label, '=');
    if (equals == NULL || equals == label || strchr(equals + 1, '=') != NULL)
        fatal("Container labels must be in format LABEL=VALUE, not %.80s", label);
    if (label[name] != '=')
        fatal("Container label names must contain only uppercase letters, numbers and underscore, not %.80s",
              label);
}

static void fill_fields(const struct options *options) {
    if (strlen(options->cid) <= SHORT_ID)
        fatal("Container ID must be longer than %d characters for journald, not %s", SHORT_ID, options->cid);
    add_field("CONTAINER_ID_FULL", options->cid, INT16_MAX);
    add_field("CONTAINER_ID", options->cid, SHORT_ID);
    if (options->name != NULL)
        add_field("CONTAINER_NAME", options->name, INT16_MAX);
    if (options->log_tag != NULL)
        add_field("CONTAINER_TAG", options->log_tag, INT16_MAX);
    const char *identifier = options->log_tag != NULL ? options->log_tag : options->name;
    add_field("SYSLOG_IDENTIFIER", identifier != NULL ? identifier : options->cid,
              identifier != NULL ? INT16_MAX : SHORT_ID);
    for (size_t i = 0; i < options->log_labels.count; i++) {
        check_label(options->log_labels.items[i]);
        add_field("", options->log_labels.items[i], INT16_MAX);
    }
}

void journal_open(const struct options *options) {
    mark_partial = !options->no_partial_message;
    fill_fields(options);
    journal = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (journal < 0)
        fatal("cannot create a socket for the journal: %m");
    struct timeval limit = {.tv_sec = SEND_SECONDS};
    setsockopt(journal, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    if (access(address.sun_path, W_OK) < 0)
        report(LEVEL_WARN, "no systemd journal at %s: %m; log to k8s-file:PATH instead", address.sun_path);
}

/* A line may begin with "<N>": its syslog priority. */
static char priority_of(struct line *line, enum stream stream, const char **text) {
    const char *bytes = line->bytes;
    *text = bytes;
    if (line->length < 3 || bytes[0] != '<' || bytes[1] < '0' || bytes[1] > '7' || bytes[2] != '>')
        return stream == STREAM_STDERR ? '3' : '6';
    *text = bytes + 3;
    return bytes[1];
}

static void send_line(struct line *line, enum stream stream, bool partial) {
    static char priority[] = "\nPRIORITY=6\n";
    static char mark[] = "CONTAINER_PARTIAL_MESSAGE=true\n";
    const char *text;
    priority[sizeof priority - 3] = priority_of(line, stream, &text);
    size_t length = line->length - (size_t)(text - line->bytes);
    struct iovec pieces[] = {
        {(char *)"MESSAGE=", 8}, {(char *)text, length}, {priority, sizeof priority - 1},
        {fields, fields_length}, {mark, partial && mark_partial ? sizeof mark - 1 : 0}};
    struct msghdr message = {
        .msg_name = &address, .msg_namelen = sizeof address, .msg_iov = pieces, .msg_iovlen = 5};
    ssize_t sent;
    do
        sent = sendmsg(journal, &message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    if (sent < 0 && !failing)
        report(LEVEL_WARN, "cannot write to the journal: %m; the container runs on, lines are lost");
    failing = sent < 0;
    line->length = 0;
}

void journal_write(enum stream stream, const char *bytes, size_t length) {
    struct line *line = stream == STREAM_STDERR ? &err_line : &out_line;
    const char *end = bytes + length;
    while (bytes < end) {
        size_t room = sizeof line->bytes - line->length;
        const char *newline = memchr(bytes, '\n', (size_t)(end - bytes));
        size_t left = (size_t)((newline != NULL ? newline : end) - bytes);
        size_t count = left < room ? left : room;
        memcpy(line->bytes + line->length, bytes, count);
        line->length += count;
        bytes += count;
        if (bytes == newline) {
            send_line(line, stream, false);
            bytes++;
        } else if (line->length == sizeof line->bytes) {
            send_line(line, stream, true);
        }
    }
}

void journal_flush(void) {
    if (out_line.length > 0)
        send_line(&out_line, STREAM_STDOUT, true);
    if (err_line.length > 0)
        send_line(&err_line, STREAM_STDERR, true);
}
