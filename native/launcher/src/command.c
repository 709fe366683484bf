#include "command.h"

#include <string.h>

int command_at(int argc, char *const argv[]) {
    int at = 1;
    while (at < argc && strncmp(argv[at], "--", 2) == 0)
        at += strchr(argv[at], '=') == NULL ? 2 : 1;
    return at < argc ? at : argc;
}
