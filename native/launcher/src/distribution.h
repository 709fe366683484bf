/* The files around the launcher, and the JVM's command line made from them. */
#ifndef PINISI_DISTRIBUTION_H
#define PINISI_DISTRIBUTION_H

#include <limits.h>
#include <stdbool.h>

struct distribution {
    char home[PATH_MAX], tool[NAME_MAX + 1], java[PATH_MAX], cache[PATH_MAX];
    const char *command; /* what the user asks of the tool; NULL: nothing that could name a file */
    bool without_tls; /* asked not to verify TLS, most often where there is none */
    bool has_cache;
    char options[64 << 10]; /* the options file, cut into lines in place */
    char problem[2 * PATH_MAX + 256]; /* one line: what is missing, and what to do */
};

/* False: something is missing, see problem. */
bool distribution_find(struct distribution *distribution, int argc, char *const argv[]);

/* java's argv, allocated; NULL: no memory. */
const char **distribution_arguments(struct distribution *distribution, int argc, char *const argv[]);

#endif
