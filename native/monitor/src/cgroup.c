#include "cgroup.h"

#include "files.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool names_memory(const char *controllers) {
    size_t length = strlen("memory");
    for (const char *at = controllers; (at = strstr(at, "memory")) != NULL; at += length)
        if ((at == controllers || at[-1] == ',') && (at[length] == '\0' || at[length] == ','))
            return true;
    return false;
}

const char *cgroup_find_memory(char *text, enum cgroup_version *version) {
    const char *unified = NULL;
    char *rest;
    for (char *line = strtok_r(text, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
        char *controllers = strchr(line, ':');
        char *path = controllers == NULL ? NULL : strchr(controllers + 1, ':');
        if (path == NULL || path[1] != '/')
            continue;
        *path++ = '\0';
        if (names_memory(controllers + 1)) {
            *version = CGROUP_V1;
            return path;
        }
        if (controllers[1] == '\0')
            unified = path;
    }
    *version = unified == NULL ? CGROUP_NONE : CGROUP_V2;
    return unified;
}

enum cgroup_version cgroup_of_memory(pid_t process, char *directory, size_t size) {
    char source[64], text[4096];
    snprintf(source, sizeof source, "/proc/%d/cgroup", (int)process);
    if (file_read(source, text, sizeof text) < 0)
        return CGROUP_NONE;
    enum cgroup_version version;
    const char *path = cgroup_find_memory(text, &version);
    if (path == NULL)
        return CGROUP_NONE;
    const char *root = version == CGROUP_V1 ? "/sys/fs/cgroup/memory" : "/sys/fs/cgroup";
    int length = snprintf(directory, size, "%s%s", root, path);
    return length > 0 && (size_t)length < size ? version : CGROUP_NONE;
}

unsigned long long cgroup_counter(const char *text, const char *name) {
    size_t length = strlen(name);
    for (const char *line = text; line != NULL; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncmp(line, name, length) == 0 && line[length] == ' ')
            return strtoull(line + length + 1, NULL, 10);
    }
    return 0;
}
