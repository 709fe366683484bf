#include "distribution.h"
#include "command.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const placeholder = "@DIST@";

static bool problem(struct distribution *into, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static bool problem(struct distribution *into, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(into->problem, sizeof into->problem, format, arguments);
    va_end(arguments);
    return false;
}

static bool find_tool(struct distribution *into, const char *called_as) {
    const char *slash = strrchr(called_as, '/');
    const char *name = slash == NULL ? called_as : slash + 1;
    if (*name == '\0' || strlen(name) > NAME_MAX)
        return problem(into, "pinisi-launcher: called without a name; call it as pinisi");
    strcpy(into->tool, name);
    return true;
}

/* DIST of DIST/bin/<launcher>, links resolved. */
static bool find_home(struct distribution *into) {
    ssize_t length = readlink("/proc/self/exe", into->home, sizeof into->home - 1);
    if (length < 0)
        return problem(into, "%s: cannot read /proc/self/exe: %m; mount /proc", into->tool);
    into->home[length] = '\0';
    for (int levels = 0; levels < 2; levels++) {
        char *slash = strrchr(into->home, '/');
        if (slash == NULL)
            return problem(into, "%s: %s is not in a distribution", into->tool, into->home);
        *slash = '\0';
    }
    return true;
}

static bool join(struct distribution *into, char path[PATH_MAX], const char *rest, const char *end) {
    int length = snprintf(path, PATH_MAX, "%s/%s%s", into->home, rest, end);
    if (length > 0 && length < PATH_MAX)
        return true;
    return problem(into, "%s: the path %s is too long; install nearer to /", into->tool, into->home);
}

/* lib/<tool>-<command><suffix>, else lib/<tool><suffix>. */
static bool find_file(struct distribution *into, char path[PATH_MAX], const char *suffix) {
    char name[2 * NAME_MAX + 32];
    if (into->command != NULL) {
        snprintf(name, sizeof name, "%s-%s%s", into->tool, into->command, suffix);
        if (join(into, path, "lib/", name) && access(path, R_OK) == 0)
            return true;
    }
    snprintf(name, sizeof name, "%s%s", into->tool, suffix);
    return join(into, path, "lib/", name) && access(path, R_OK) == 0;
}

/* lib/<tool>-<command>-plain.aot, which lacks a thousand classes of TLS, where they will hardly be needed. */
static bool find_cache(struct distribution *into) {
    if (into->command != NULL && into->without_tls) {
        char name[2 * NAME_MAX + 32];
        snprintf(name, sizeof name, "%s-%s-plain.aot", into->tool, into->command);
        if (join(into, into->cache, "lib/", name) && access(into->cache, R_OK) == 0)
            return true;
    }
    return find_file(into, into->cache, ".aot");
}

static bool read_options(struct distribution *into) {
    char path[PATH_MAX];
    int fd = find_file(into, path, ".options") ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    ssize_t length = fd < 0 ? -1 : read(fd, into->options, sizeof into->options - 1);
    if (length < 0)
        return problem(into, "%s: cannot read %s: %m; is this tool's name right, and the distribution whole?",
                       into->tool, path);
    close(fd);
    if ((size_t)length == sizeof into->options - 1)
        return problem(into, "%s: %s is larger than %zu bytes", into->tool, path, sizeof into->options);
    into->options[length] = '\0';
    return true;
}

/* Of "image inspect" it is the second word that tells what is needed. */
static bool is_group(const char *word) {
    return strcmp(word, "image") == 0 || strcmp(word, "container") == 0;
}

static const char *find_command(int argc, char *const argv[]) {
    int at = command_at(argc, argv);
    if (at + 1 < argc && is_group(argv[at]))
        at++;
    /* "pinisi image" alone must not be taken for the tool pinisi-image. */
    bool named = at < argc && strlen(argv[at]) <= NAME_MAX && strchr(argv[at], '/') == NULL && !is_group(argv[at]);
    return named ? argv[at] : NULL;
}

/* --tls-verify=false, --src-tls-verify=false, --dest-tls-verify=false */
static bool is_without_tls(int argc, char *const argv[]) {
    static const char end[] = "tls-verify=false";
    for (int i = 1; i < argc; i++) {
        size_t length = strlen(argv[i]);
        if (strncmp(argv[i], "--", 2) == 0 && length >= sizeof end - 1 &&
            strcmp(argv[i] + length - (sizeof end - 1), end) == 0)
            return true;
    }
    return false;
}

bool distribution_find(struct distribution *into, int argc, char *const argv[]) {
    if (!find_tool(into, argc > 0 ? argv[0] : "pinisi") || !find_home(into) ||
        !join(into, into->java, "runtime/bin/java", ""))
        return false;
    if (access(into->java, X_OK) < 0)
        return problem(into, "%s: no Java runtime at %s: %m; install the distribution again", into->tool,
                       into->java);
    into->command = find_command(argc, argv);
    /* A JVM links every class of its cache when it starts: what a command does not need costs it time. */
    into->without_tls = is_without_tls(argc, argv);
    into->has_cache = find_cache(into);
    return read_options(into);
}

/* The line with every placeholder replaced; the line itself when there is none. */
static const char *expand(const struct distribution *distribution, const char *line) {
    size_t count = 0, mark = strlen(placeholder), home = strlen(distribution->home);
    for (const char *at = line; (at = strstr(at, placeholder)) != NULL; at += mark)
        count++;
    if (count == 0)
        return line;
    char *expanded = malloc(strlen(line) + count * home + 1), *to = expanded;
    if (expanded == NULL)
        return NULL;
    const char *at;
    while ((at = strstr(line, placeholder)) != NULL) {
        to = mempcpy(to, line, (size_t)(at - line));
        to = mempcpy(to, distribution->home, home);
        line = at + mark;
    }
    strcpy(to, line);
    return expanded;
}

static char *property(const char *start, const char *value) {
    char *text = malloc(strlen(start) + strlen(value) + 1);
    return text == NULL ? NULL : strcat(strcpy(text, start), value);
}

static size_t count_lines(const char *text) {
    size_t lines = 1;
    for (; *text != '\0'; text++)
        lines += *text == '\n';
    return lines;
}

const char **distribution_arguments(struct distribution *distribution, int argc, char *const argv[]) {
    size_t most = count_lines(distribution->options) + (size_t)argc + 5, count = 0;
    const char **arguments = calloc(most, sizeof *arguments);
    char *home = property("-Dpinisi.home=", distribution->home);
    char *cache = property("-XX:AOTCache=", distribution->cache);
    if (arguments == NULL || home == NULL || cache == NULL)
        return NULL;
    arguments[count++] = distribution->java;
    if (distribution->has_cache)
        arguments[count++] = cache;
    arguments[count++] = home;
    char *rest;
    for (char *line = strtok_r(distribution->options, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        if (*line == '#')
            continue;
        if ((arguments[count++] = expand(distribution, line)) == NULL)
            return NULL;
    }
    for (int i = 1; i < argc; i++)
        arguments[count++] = argv[i];
    return arguments;
}
