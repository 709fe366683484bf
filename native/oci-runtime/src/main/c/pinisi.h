/* What our Java imports from our C. */
#pragma once
#include <errno.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The process's arguments as the kernel gave them: TeaVM's own decoding depends on the locale. */
extern int32_t pinisi_argc;
extern char **pinisi_argv;
extern char **environ;

/* One system call; -errno when it fails. */
static inline int64_t pinisi_call(int64_t nr, int64_t a, int64_t b, int64_t c, int64_t d, int64_t e, int64_t f) {
  long result = syscall(nr, a, b, c, d, e, f);
  return result == -1 ? -errno : result;
}

static inline char *pinisi_argument(int32_t index) { return pinisi_argv[index]; }
static inline void *pinisi_environment(void) { return environ; }
