#include "parsing.h"

#include "cgroup.h"
#include "control.h"
#include "harness.h"
#include "options.h"
#include "sync.h"

#include <string.h>

static struct options parsed;
static struct complaint complaint;

static bool parse(char *const argv[]) {
    int argc = 0;
    while (argv[argc] != NULL)
        argc++;
    complaint.text[0] = '\0';
    return options_parse(&parsed, argc, argv, &complaint);
}

void options_may_be_written_in_every_way(void) {
    char *const argv[] = {"m", "--api-version", "1", "-c", "a", "-ub", "--runtime=/bin/true", "-ti",
                          "--timeout", "5", "--log-size-max=-1", "-l", "x", "-l", "y", "--", "-e", NULL};
    EXPECT(parse(argv));
    EXPECT_TEXT(parsed.cid, "a");
    EXPECT_TEXT(parsed.cuuid, "b");
    EXPECT_TEXT(parsed.runtime, "/bin/true");
    EXPECT(parsed.api_version && parsed.terminal && parsed.interactive && !parsed.exec);
    EXPECT_NUMBER(parsed.timeout, 5);
    EXPECT_NUMBER(parsed.log_size_max, -1);
    EXPECT_NUMBER(parsed.log_paths.count, 2);
    EXPECT(options_check(&parsed, &complaint));
}

void wrong_options_are_named(void) {
    EXPECT(!parse((char *const[]){"m", "--colour", NULL}));
    EXPECT_TEXT(complaint.text, "unknown option --colour; see --help");
    EXPECT(!parse((char *const[]){"m", "-tx", NULL}));
    EXPECT_TEXT(complaint.text, "unknown option -x; see --help");
    EXPECT(!parse((char *const[]){"m", "--cid", NULL}));
    EXPECT_TEXT(complaint.text, "--cid wants a value");
    EXPECT(!parse((char *const[]){"m", "-T", "5s", NULL}));
    EXPECT_TEXT(complaint.text, "--timeout wants a whole number, not '5s'");
    EXPECT(!parse((char *const[]){"m", "--terminal=yes", NULL}));
    EXPECT_TEXT(complaint.text, "--terminal takes no value");
    EXPECT(!parse((char *const[]){"m", "--seccomp-notify-socket", "s", NULL}));
    EXPECT(strstr(complaint.text, "listenerPath") != NULL);
    EXPECT(parse((char *const[]){"m", "-c", "../x", NULL}) && !options_check(&parsed, &complaint));
    EXPECT(strstr(complaint.text, "--cid") != NULL);
}

void control_messages_need_three_numbers_in_range(void) {
    struct control control;
    EXPECT(control_parse("1 33 77", true, &control));
    EXPECT(control.kind == CONTROL_RESIZE && control.rows == 33 && control.columns == 77);
    EXPECT(control_parse("2 0 0", true, &control) && control.kind == CONTROL_REOPEN_LOGS);
    EXPECT(control_parse("33 77", false, &control) && control.columns == 77);
    static const char *const wrong[] = {"", "foo", "1", "1 2", "0 1 1", "3 1 1", "1 -1 1", "1 1 1001",
                                        "1 99999999999999999999 1", "1 10.5 20"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        EXPECT(!control_parse(wrong[i], true, &control));
}

static char lines[256];
static void note(const char *line) { strcat(strcat(lines, line), "|"); }

void control_lines_may_come_in_pieces(void) {
    struct line_collector collector = {.length = 0};
    char overlong[301];
    memset(overlong, 'x', 300);
    overlong[300] = '\n';
    lines[0] = '\0';
    control_collect(&collector, "1 2", 3, note);
    control_collect(&collector, " 3\n4 5", 6, note);
    control_collect(&collector, " 6\n", 3, note);
    control_collect(&collector, overlong, sizeof overlong, note);
    control_collect(&collector, "7\n", 2, note);
    EXPECT_TEXT(lines, "1 2 3|4 5 6|7|");
}

static void expect_memory(const char *text, enum cgroup_version version, const char *path) {
    char copy[256];
    enum cgroup_version found;
    const char *at = cgroup_find_memory(strcpy(copy, text), &found);
    EXPECT_NUMBER(found, version);
    EXPECT_TEXT(at != NULL ? at : "none", path);
}

void the_memory_cgroup_is_found_in_v1_hybrid_and_v2(void) {
    expect_memory("5:cpu,cpuacct:/c\n4:memory:/m:1/x\n1:name=systemd:/\n", CGROUP_V1, "/m:1/x");
    expect_memory("0::/u\n4:hugetlb,memory:/m\n", CGROUP_V1, "/m");
    expect_memory("0::/user.slice/x\n", CGROUP_V2, "/user.slice/x");
    expect_memory("4:memoryless:/m\nnonsense\n", CGROUP_NONE, "none");
}

void counters_are_read_by_whole_names(void) {
    static const char text[] = "low 1\nhigh 2\nmax 3\noom 4\noom_kill 5\noom_group_kill 6\n";
    EXPECT_NUMBER(cgroup_counter(text, "oom"), 4);
    EXPECT_NUMBER(cgroup_counter(text, "oom_kill"), 5);
    EXPECT_NUMBER(cgroup_counter(text, "low"), 1);
    EXPECT_NUMBER(cgroup_counter(text, "none"), 0);
}

void messages_are_one_line_of_json(void) {
    char out[SYNC_MESSAGE_MAX + 1];
    out[sync_format(out, "data", 12, NULL)] = '\0';
    EXPECT_TEXT(out, "{\"data\": 12}\n");
    out[sync_format(out, "exit_code", -1, "a\"\\\n\x01\xc3\xa9")] = '\0';
    EXPECT_TEXT(out, "{\"exit_code\": -1, \"message\": \"a\\\"\\\\\\n\\u0001\xc3\xa9\"}\n");
}
