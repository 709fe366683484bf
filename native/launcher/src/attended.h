/* "<tool> [--root DIR …] container cleanup --attended LOCKFILE …", a monitor's exit command.

   The engine that waits for a container in the foreground cleans up after it itself. It holds an
   exclusive POSIX lock on all of LOCKFILE as long as it lives, and removes the file when it is done.
   So when the file is gone there is nothing to do, and when the lock becomes free while the file is
   still there, the engine has died and the clean-up is left to us. */
#ifndef PINISI_ATTENDED_H
#define PINISI_ATTENDED_H

#include <stdbool.h>

/* True: this is that call, and the clean-up has been done. May wait for the engine. */
bool attended_is_clean(int argc, char *const argv[]);

#endif
