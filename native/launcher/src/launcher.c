/* pinisi-launcher: becomes the JVM of one tool.

   The name it is called by is the tool's: pinisi, pinisi-image, … Around it lies the distribution:

     DIST/bin/<tool>            this program, under the tool's name (a copy or a link)
     DIST/runtime/bin/java      the JVM (a jlink image)
     DIST/lib/<tool>-<command>.options, else DIST/lib/<tool>.options
                                the JVM's arguments, one a line, the main class last; empty lines and
                                lines that begin with # do not count; @DIST@ stands for DIST
     DIST/lib/<tool>-<command>.aot, else DIST/lib/<tool>.aot
                                the command's AOT cache, used when it is there
     DIST/libexec/              pinisi-oci, pinisi-monitor, pinisi-init

   The JVM is executed in this process's place, with the user's arguments after those above, and
   finds DIST in the system property pinisi.home. Nothing here outlives that.

   One call is answered without a JVM, because a monitor makes it at the end of every container:
   see attended.h. */
#include "attended.h"
#include "distribution.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_utf8(const char *locale) {
    return strcasestr(locale, "utf-8") != NULL || strcasestr(locale, "utf8") != NULL;
}

/* The JVM decodes arguments and file names by the locale, and would lose what is not ASCII in "C". */
static void speak_utf8(void) {
    const char *all = getenv("LC_ALL"), *type = getenv("LC_CTYPE"), *rest = getenv("LANG");
    bool set_all = all != NULL && *all != '\0';
    const char *locale = set_all ? all : type != NULL && *type != '\0' ? type : rest != NULL ? rest : "";
    if (!is_utf8(locale))
        setenv(set_all ? "LC_ALL" : "LC_CTYPE", "C.UTF-8", 1);
}

int main(int argc, char *argv[]) {
    if (attended_is_clean(argc, argv))
        return 0;
    speak_utf8();
    static struct distribution distribution;
    if (!distribution_find(&distribution, argc, argv)) {
        fprintf(stderr, "%s\n", distribution.problem);
        return 125;
    }
    const char **arguments = distribution_arguments(&distribution, argc, argv);
    if (arguments != NULL)
        execv(distribution.java, (char *const *)arguments);
    fprintf(stderr, "%s: cannot start %s: %m; install the distribution again\n", distribution.tool,
            distribution.java);
    return 125;
}
