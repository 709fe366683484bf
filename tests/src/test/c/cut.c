// Runs a command and interferes with it at one of its changes to files: kills the process that is about to make it, lets the
// call fail, or takes a copy of the disk. Changes are counted over all processes and threads of the command, but only those
// below given directories, so that the number of one means much the same in the next run.
//
//   cut --log FILE --below DIR [--below DIR] [--kill N | --fail N ERRNO | --copy DISK PREFIX [--commit FILE]] -- COMMAND...
//
// The log has a line a change: number, process, call, path. With --copy, PREFIX.<n> is what was on the disk (a file of a file
// system that can share blocks, which a loop device is made of) just before change <n>: what the kernel still holds back is not
// in it, as after a power cut. --commit writes and syncs FILE first, a stranger's doing: it gets the journal written, and with it
// the names of files whose content is not. The exit status is the command's.
#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/fs.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef __x86_64__
#error "the registers of other machines are not known here"
#endif

enum { PATH_SIZE = 4096, MOST_PLACES = 8 };

// Which arguments of a call name the file: a descriptor, a path, or a path below a descriptor; -1 for none.
struct change {
    long number;
    const char *name;
    int at;
    int path;
    int other_at;
    int other_path;
};

static const struct change changes[] = {
    {SYS_write, "write", 0, -1, -1, -1},
    {SYS_pwrite64, "pwrite", 0, -1, -1, -1},
    {SYS_writev, "writev", 0, -1, -1, -1},
    {SYS_sendfile, "sendfile", 0, -1, -1, -1},
    {SYS_copy_file_range, "copy_file_range", 2, -1, -1, -1},
    {SYS_ftruncate, "ftruncate", 0, -1, -1, -1},
    {SYS_fallocate, "fallocate", 0, -1, -1, -1},
    {SYS_fsync, "fsync", 0, -1, -1, -1},
    {SYS_fdatasync, "fdatasync", 0, -1, -1, -1},
    {SYS_syncfs, "syncfs", 0, -1, -1, -1},
    {SYS_sync_file_range, "sync_file_range", 0, -1, -1, -1},
    {SYS_fchmod, "fchmod", 0, -1, -1, -1},
    {SYS_fchown, "fchown", 0, -1, -1, -1},
    {SYS_fsetxattr, "fsetxattr", 0, -1, -1, -1},
    {SYS_fremovexattr, "fremovexattr", 0, -1, -1, -1},
    {SYS_rename, "rename", -1, 0, -1, 1},
    {SYS_renameat, "rename", 0, 1, 2, 3},
    {SYS_renameat2, "rename", 0, 1, 2, 3},
    {SYS_link, "link", -1, 0, -1, 1},
    {SYS_linkat, "link", 0, 1, 2, 3},
    {SYS_symlink, "symlink", -1, 1, -1, -1},
    {SYS_symlinkat, "symlink", 1, 2, -1, -1},
    {SYS_unlink, "unlink", -1, 0, -1, -1},
    {SYS_unlinkat, "unlink", 0, 1, -1, -1},
    {SYS_rmdir, "rmdir", -1, 0, -1, -1},
    {SYS_mkdir, "mkdir", -1, 0, -1, -1},
    {SYS_mkdirat, "mkdir", 0, 1, -1, -1},
    {SYS_mknod, "mknod", -1, 0, -1, -1},
    {SYS_mknodat, "mknod", 0, 1, -1, -1},
    {SYS_truncate, "truncate", -1, 0, -1, -1},
    {SYS_chmod, "chmod", -1, 0, -1, -1},
    {SYS_fchmodat, "chmod", 0, 1, -1, -1},
    {SYS_chown, "chown", -1, 0, -1, -1},
    {SYS_lchown, "chown", -1, 0, -1, -1},
    {SYS_fchownat, "chown", 0, 1, -1, -1},
    {SYS_utimensat, "utimensat", 0, 1, -1, -1},
    {SYS_setxattr, "setxattr", -1, 0, -1, -1},
    {SYS_lsetxattr, "setxattr", -1, 0, -1, -1},
    {SYS_removexattr, "removexattr", -1, 0, -1, -1},
    {SYS_lremovexattr, "removexattr", -1, 0, -1, -1},
    {SYS_mount, "mount", -1, 1, -1, -1},
    {SYS_move_mount, "move_mount", 2, 3, -1, -1},
    {SYS_umount2, "umount", -1, 0, -1, -1},
    // these count only when they make or empty a file
    {SYS_creat, "create", -1, 0, -1, -1},
    {SYS_open, "create", -1, 0, -1, -1},
    {SYS_openat, "create", 0, 1, -1, -1},
};
enum { CHANGES = sizeof(changes) / sizeof(changes[0]) };

static struct {
    const char *places[MOST_PLACES];
    int place_count;
    long kill_at;
    long fail_at;
    int error;
    const char *disk;
    const char *prefix;
    const char *commit;
    FILE *log;
    long count;
} plan;

static void die(const char *what) {
    fprintf(stderr, "cut: %s: %s\n", what, strerror(errno));
    exit(2);
}

static int starts_with(const char *text, const char *start) {
    size_t length = strlen(start);
    return strncmp(text, start, length) == 0 && (text[length] == '/' || text[length] == '\0');
}

static int is_counted(const char *path) {
    for (int i = 0; i < plan.place_count; i++) {
        if (starts_with(path, plan.places[i])) {
            return 1;
        }
    }
    return 0;
}

static int read_link(pid_t pid, const char *what, char *into) {
    char link[64];
    snprintf(link, sizeof link, "/proc/%d/%s", (int)pid, what);
    ssize_t length = readlink(link, into, PATH_SIZE - 1);
    into[length < 0 ? 0 : length] = '\0';
    return length >= 0;
}

static int descriptor_path(pid_t pid, int fd, char *into) {
    char what[32];
    if (fd == AT_FDCWD) {
        return read_link(pid, "cwd", into);
    }
    snprintf(what, sizeof what, "fd/%d", fd);
    return read_link(pid, what, into);
}

static void read_string(pid_t pid, unsigned long address, char *into) {
    size_t done = 0;
    while (done < PATH_SIZE - 1) {
        // never over a page's end: the next page may not be there
        size_t step = 4096 - ((address + done) & 4095);
        step = step < PATH_SIZE - 1 - done ? step : PATH_SIZE - 1 - done;
        struct iovec local = {into + done, step};
        struct iovec remote = {(void *)(address + done), step};
        ssize_t got = process_vm_readv(pid, &local, 1, &remote, 1, 0);
        if (got <= 0 || memchr(into + done, '\0', (size_t)got)) {
            done += got > 0 ? (size_t)got : 0;
            break;
        }
        done += (size_t)got;
    }
    into[done < PATH_SIZE ? done : PATH_SIZE - 1] = '\0';
}

static unsigned long argument(const struct user_regs_struct *registers, int at) {
    switch (at) {
    case 0: return registers->rdi;
    case 1: return registers->rsi;
    case 2: return registers->rdx;
    case 3: return registers->r10;
    case 4: return registers->r8;
    default: return registers->r9;
    }
}

// The file that a call is about, as an absolute path; through /proc/self/fd/N, what N is.
static int resolve(pid_t pid, const struct user_regs_struct *registers, int at, int path, char *into) {
    char name[PATH_SIZE] = "";
    int fd = at < 0 ? AT_FDCWD : (int)argument(registers, at);
    if (path < 0) {
        return at >= 0 && descriptor_path(pid, fd, into);
    }
    read_string(pid, argument(registers, path), name);
    const char *rest = name;
    if (strncmp(name, "/proc/self/fd/", 14) == 0) {
        char *end;
        fd = (int)strtol(name + 14, &end, 10);
        rest = end;
        while (*rest == '/') {
            rest++;
        }
    } else if (name[0] == '/') {
        strcpy(into, name);
        return 1;
    }
    if (!descriptor_path(pid, fd, into)) {
        return 0;
    }
    if (*rest) {
        strncat(into, "/", PATH_SIZE - 1 - strlen(into));
        strncat(into, rest, PATH_SIZE - 1 - strlen(into));
    }
    return 1;
}

static int makes_or_empties(const struct user_regs_struct *registers) {
    int flags;
    switch (registers->orig_rax) {
    case SYS_open: flags = (int)registers->rsi; break;
    case SYS_openat: flags = (int)registers->rdx; break;
    default: return 1;
    }
    return flags & (O_CREAT | O_TRUNC);
}

// A copy that shares the disk's blocks: what the file system on it has written so far, at one instant.
static void copy_disk(void) {
    if (plan.commit) {
        int stranger = open(plan.commit, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        if (stranger < 0 || write(stranger, "x", 1) != 1 || fsync(stranger) < 0) {
            die(plan.commit);
        }
        close(stranger);
    }
    char target[PATH_SIZE];
    snprintf(target, sizeof target, "%s.%ld", plan.prefix, plan.count);
    int from = open(plan.disk, O_RDONLY | O_CLOEXEC);
    int to = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (from < 0 || to < 0 || ioctl(to, FICLONE, from) < 0) {
        die(target);
    }
    close(from);
    close(to);
}

static pid_t group_of(pid_t thread) {
    char path[64];
    char line[256];
    pid_t group = thread;
    snprintf(path, sizeof path, "/proc/%d/status", (int)thread);
    FILE *status = fopen(path, "re");
    while (status && fgets(line, sizeof line, status)) {
        if (sscanf(line, "Tgid: %d", &group) == 1) {
            break;
        }
    }
    if (status) {
        fclose(status);
    }
    return group;
}

static void interfere(pid_t pid, struct user_regs_struct *registers) {
    if (plan.count == plan.kill_at) {
        // the call is not made: the kernel looks for a deadly signal first
        kill(group_of(pid), SIGKILL);
    } else if (plan.count == plan.fail_at) {
        registers->orig_rax = (unsigned long)-1;
        registers->rax = (unsigned long)-plan.error;
        if (ptrace(PTRACE_SETREGS, pid, 0, registers) < 0 && errno != ESRCH) {
            die("change a call");
        }
    } else if (plan.disk) {
        copy_disk();
    }
}

static void look_at(pid_t pid) {
    struct user_regs_struct registers;
    if (ptrace(PTRACE_GETREGS, pid, 0, &registers) < 0) {
        return; // killed meanwhile
    }
    const struct change *change = NULL;
    for (int i = 0; i < CHANGES && !change; i++) {
        change = changes[i].number == (long)registers.orig_rax ? &changes[i] : NULL;
    }
    if (!change || !makes_or_empties(&registers)) {
        return;
    }
    char path[PATH_SIZE] = "";
    char other[PATH_SIZE] = "";
    int counted = resolve(pid, &registers, change->at, change->path, path) && is_counted(path);
    if (change->other_path >= 0 && resolve(pid, &registers, change->other_at, change->other_path, other)) {
        counted |= is_counted(other);
    }
    if (!counted) {
        return;
    }
    plan.count++;
    fprintf(plan.log, "%ld %d %s %s%s%s\n", plan.count, (int)group_of(pid), change->name, path, *other ? " " : "", other);
    fflush(plan.log);
    interfere(pid, &registers);
}

static void filter_calls(void) {
    struct sock_filter program[CHANGES + 3];
    program[0] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (int i = 0; i < CHANGES; i++) {
        program[i + 1] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)changes[i].number, (unsigned char)(CHANGES - i), 0);
    }
    program[CHANGES + 1] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    program[CHANGES + 2] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
    struct sock_fprog whole = {CHANGES + 3, program};
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &whole) < 0) {
        die("filter system calls");
    }
}

static pid_t start(char **command) {
    pid_t pid = fork();
    if (pid < 0) {
        die("fork");
    }
    if (pid == 0) {
        raise(SIGSTOP);
        filter_calls();
        execvp(command[0], command);
        die(command[0]);
    }
    int status;
    if (waitpid(pid, &status, WUNTRACED) < 0 || !WIFSTOPPED(status)) {
        die("start");
    }
    long options = PTRACE_O_TRACESECCOMP | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE | PTRACE_O_EXITKILL;
    if (ptrace(PTRACE_SEIZE, pid, 0, options) < 0) {
        die("trace");
    }
    kill(pid, SIGCONT);
    return pid;
}

static void go_on(pid_t pid, int status) {
    int event = status >> 16;
    int signal = WSTOPSIG(status);
    if (event == PTRACE_EVENT_SECCOMP) {
        look_at(pid);
        signal = 0;
    } else if (event == PTRACE_EVENT_STOP) {
        if (signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU) {
            ptrace(PTRACE_LISTEN, pid, 0, 0);
            return;
        }
        signal = 0;
    } else if (event) {
        signal = 0;
    }
    ptrace(PTRACE_CONT, pid, 0, signal);
}

static int follow(pid_t root) {
    int exit_status = 0;
    while (1) {
        int status;
        pid_t pid = waitpid(-1, &status, __WALL);
        if (pid < 0) {
            return exit_status;
        }
        if (WIFSTOPPED(status)) {
            go_on(pid, status);
        } else if (pid == root) {
            exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        }
    }
}

static char **read_options(int count, char **words) {
    for (int i = 1; i < count; i++) {
        if (!strcmp(words[i], "--")) {
            return words + i + 1;
        } else if (!strcmp(words[i], "--log") && i + 1 < count) {
            plan.log = fopen(words[++i], "we");
        } else if (!strcmp(words[i], "--below") && i + 1 < count && plan.place_count < MOST_PLACES) {
            plan.places[plan.place_count++] = words[++i];
        } else if (!strcmp(words[i], "--kill") && i + 1 < count) {
            plan.kill_at = atol(words[++i]);
        } else if (!strcmp(words[i], "--fail") && i + 2 < count) {
            plan.fail_at = atol(words[++i]);
            plan.error = atoi(words[++i]);
        } else if (!strcmp(words[i], "--copy") && i + 2 < count) {
            plan.disk = words[++i];
            plan.prefix = words[++i];
        } else if (!strcmp(words[i], "--commit") && i + 1 < count) {
            plan.commit = words[++i];
        } else {
            break;
        }
    }
    fprintf(stderr, "cut: see the source for the options\n");
    exit(2);
}

int main(int count, char **words) {
    char **command = read_options(count, words);
    if (!plan.log || !command[0]) {
        die("open the log");
    }
    return follow(start(command));
}
