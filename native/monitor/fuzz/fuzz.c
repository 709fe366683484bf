/* Everything that parses bytes written by others: argv words, control messages, notifications,
   /proc/PID/cgroup and memory.events, and a runtime's words on their way into JSON. */
#include "cgroup.h"
#include "control.h"
#include "options.h"
#include "sdnotify.h"
#include "sync.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void check(bool holds) {
    if (!holds)
        abort();
}

static char *copy(const uint8_t *data, size_t size) {
    char *text = malloc(size + 1);
    memcpy(text, data, size);
    text[size] = '\0';
    return text;
}

static void fuzz_options(char *text, size_t size) {
    char *words[64] = {"pinisi-monitor"};
    int count = 1;
    for (char *at = text; at < text + size && count < 63; at += strlen(at) + 1)
        words[count++] = at;
    static struct options options;
    struct complaint complaint = {""};
    if (!options_parse(&options, count, words, &complaint) || !options_check(&options, &complaint))
        check(complaint.text[0] != '\0');
}

static void nothing(const char *line) {
    struct control control;
    for (int kind_given = 0; kind_given < 2; kind_given++)
        if (control_parse(line, kind_given, &control))
            check(control.rows <= 1000 && control.columns <= 1000
                  && (control.kind == CONTROL_RESIZE || control.kind == CONTROL_REOPEN_LOGS));
}

static void fuzz_control(const char *text, size_t size) {
    struct line_collector collector = {.length = 0};
    size_t half = size / 2;
    control_collect(&collector, text, half, nothing);
    control_collect(&collector, text + half, size - half, nothing);
    check(collector.length < sizeof collector.bytes);
}

static void fuzz_cgroup(char *text) {
    cgroup_counter(text, "oom_kill");
    enum cgroup_version version;
    const char *path = cgroup_find_memory(text, &version);
    check((path == NULL) == (version == CGROUP_NONE));
    check(path == NULL || path[0] == '/');
}

/* Each message is one line of JSON, fits, and has no raw control character or open string. */
static void fuzz_sync(const char *text) {
    char out[SYNC_MESSAGE_MAX];
    size_t length = sync_format(out, "data", -1, text);
    check(length <= sizeof out && out[length - 1] == '\n' && out[length - 2] == '}');
    int quotes = 0;
    for (size_t i = 0; i + 1 < length; i++) {
        check((unsigned char)out[i] >= 0x20 && out[i] != 0x7f);
        if (out[i] == '\\')
            i++;
        else
            quotes += out[i] == '"';
    }
    check(quotes % 2 == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0)
        return 0;
    char *text = copy(data + 1, size - 1);
    switch (data[0] % 5) {
    case 0: fuzz_options(text, size - 1); break;
    case 1: fuzz_control(text, size - 1); break;
    case 2: check(sdnotify_filter(text, size - 1) <= size - 1); break;
    case 3: fuzz_cgroup(text); break;
    default: fuzz_sync(text); break;
    }
    free(text);
    return 0;
}
