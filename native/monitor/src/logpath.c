#include "logpath.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static bool real_parent(const char *path, char real[PATH_MAX]) {
    char parent[PATH_MAX];
    if (strlen(path) >= sizeof parent)
        return false;
    strcpy(parent, path);
    char *slash = strrchr(parent, '/');
    if (slash == NULL)
        strcpy(parent, ".");
    else
        slash[slash == parent] = '\0';
    return realpath(parent, real) != NULL;
}

static bool is_below(const char *path, const char *directory) {
    size_t length = strlen(directory);
    if (strncmp(path, directory, length) != 0)
        return false;
    return directory[length - 1] == '/' || path[length] == '/' || path[length] == '\0';
}

bool logpath_is_allowed(const char *path, const struct list *directories) {
    if (directories->count == 0)
        return true;
    char parent[PATH_MAX], allowed[PATH_MAX];
    if (!real_parent(path, parent))
        return false;
    for (size_t i = 0; i < directories->count; i++)
        if (realpath(directories->items[i], allowed) != NULL && is_below(parent, allowed))
            return true;
    return false;
}
