/* Finding a process's memory cgroup, and reading a counter in it. */
#ifndef PINISI_CGROUP_H
#define PINISI_CGROUP_H

#include <stddef.h>
#include <sys/types.h>

enum cgroup_version { CGROUP_NONE, CGROUP_V1, CGROUP_V2 };

/* The directory below /sys/fs/cgroup. */
enum cgroup_version cgroup_of_memory(pid_t process, char *directory, size_t size);

/* From the text of /proc/PID/cgroup the path with the memory controller, NUL-terminated inside the
   text; v2's when there is no v1 hierarchy. NULL: none. */
const char *cgroup_find_memory(char *text, enum cgroup_version *version);

/* The number behind "name " in the text of a flat keyed file; 0 when it is not there. */
unsigned long long cgroup_counter(const char *text, const char *name);

#endif
