/*
 * A process of the runtime that is inside a container shows its program there, as /proc/PID/exe: root in the container
 * could open it for writing and replace the runtime on the host (CVE-2019-5736). So what enters containers runs from a
 * read-only view of its file, which nobody can mount otherwise: a detached mount, or, before Linux 5.12, a sealed copy.
 */
#include "protect.h"

#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SELF "/proc/self/exe"
#define ST_READONLY 1
#define OPEN_TREE_CLONE_CLOEXEC (1 | O_CLOEXEC)
#define ATTRIBUTE_READONLY 1
#define SEALS (F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE)

extern char **environ;

static int enters_containers(char **argv) {
  for (char **argument = argv + 1; argv[0] && *argument; argument++) {
    if (!strcmp(*argument, "create") || !strcmp(*argument, "run") || !strcmp(*argument, "exec") ||
        !strcmp(*argument, "restore")) {
      return 1;
    }
  }
  return 0;
}

static int is_protected(void) {
  struct statfs status;
  if (statfs(SELF, &status) == 0 && (status.f_flags & ST_READONLY)) {
    return 1;
  }
  int self = open(SELF, O_RDONLY | O_CLOEXEC);
  int seals = fcntl(self, F_GET_SEALS);
  close(self);
  return seals == SEALS;
}

static int readonly_view(void) {
  struct {
    uint64_t set, clear, propagation, userns;
  } attributes = {ATTRIBUTE_READONLY, 0, 0, 0};
  int view = (int)syscall(SYS_open_tree, AT_FDCWD, SELF, OPEN_TREE_CLONE_CLOEXEC);
  if (view >= 0 && syscall(SYS_mount_setattr, view, "", AT_EMPTY_PATH, &attributes, sizeof attributes) != 0) {
    close(view);
    return -1;
  }
  return view;
}

static int sealed_copy(void) {
  int self = open(SELF, O_RDONLY | O_CLOEXEC);
  int copy = memfd_create("pinisi-oci", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  struct stat status;
  if (self < 0 || copy < 0 || fstat(self, &status) != 0) {
    return -1;
  }
  while (status.st_size > 0) {
    ssize_t count = sendfile(copy, self, NULL, (size_t)status.st_size);
    if (count <= 0) {
      return -1;
    }
    status.st_size -= count;
  }
  close(self);
  return fcntl(copy, F_ADD_SEALS, SEALS) == 0 ? copy : -1;
}

void protect_program(char **argv) {
  if (!enters_containers(argv) || is_protected()) {
    prctl(PR_SET_NAME, "pinisi-oci");
    return;
  }
  int program = readonly_view();
  if (program < 0) {
    program = sealed_copy();
  }
  if (program >= 0) {
    syscall(SYS_execveat, program, "", argv, environ, AT_EMPTY_PATH);
  }
}
