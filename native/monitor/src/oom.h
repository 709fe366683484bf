/* Tells the caller, by an empty file named oom, that the kernel killed for lack of memory. */
#ifndef PINISI_OOM_H
#define PINISI_OOM_H

#include <sys/types.h>

/* Watches the memory cgroup of this process; either directory may be NULL. Without a memory cgroup
   nothing is watched. */
void oom_watch(pid_t container, const char *persist_dir, const char *bundle);

/* A last look, after the container has ended. */
void oom_settle(void);

/* The monitor itself is spared, if allowed; children call oom_restore before they exec. */
void oom_spare_me(void);
void oom_restore(void);

#endif
