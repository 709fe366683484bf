#include "command.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Options before the command that have no value of their own. */
static bool is_flag(const char *word) {
    static const char *const flags[] = {"--debug", "--insecure-policy", "--require-signed"};
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++)
        if (strcmp(word, flags[i]) == 0)
            return true;
    return false;
}

int command_at(int argc, char *const argv[]) {
    int at = 1;
    while (at < argc && strncmp(argv[at], "--", 2) == 0)
        at += strchr(argv[at], '=') == NULL && !is_flag(argv[at]) ? 2 : 1;
    return at < argc ? at : argc;
}
