/* Which log files --log-allowlist-dir permits. */
#ifndef PINISI_LOGPATH_H
#define PINISI_LOGPATH_H

#include "options.h"

/* True when no directory is listed, or when the file's real directory is one of them or below. */
bool logpath_is_allowed(const char *path, const struct list *directories);

#endif
