package dev.pinisi.oci.kernel;

import org.teavm.interop.Import;
import org.teavm.interop.c.Include;
import org.teavm.interop.c.Variable;

/** The numbers of system calls on the machine compiled for, by the C library's header. */
final class Sys {
    private Sys() {}

    @Import(name = "SYS_bpf")
    @Include("sys/syscall.h")
    @Variable
    static native int bpf();

    @Import(name = "SYS_capget")
    @Include("sys/syscall.h")
    @Variable
    static native int capget();

    @Import(name = "SYS_capset")
    @Include("sys/syscall.h")
    @Variable
    static native int capset();

    @Import(name = "SYS_chdir")
    @Include("sys/syscall.h")
    @Variable
    static native int chdir();

    @Import(name = "SYS_chroot")
    @Include("sys/syscall.h")
    @Variable
    static native int chroot();

    @Import(name = "SYS_clock_gettime")
    @Include("sys/syscall.h")
    @Variable
    static native int clockGettime();

    @Import(name = "SYS_clock_nanosleep")
    @Include("sys/syscall.h")
    @Variable
    static native int clockNanosleep();

    @Import(name = "SYS_clone3")
    @Include("sys/syscall.h")
    @Variable
    static native int clone3();

    @Import(name = "SYS_close")
    @Include("sys/syscall.h")
    @Variable
    static native int close();

    @Import(name = "SYS_close_range")
    @Include("sys/syscall.h")
    @Variable
    static native int closeRange();

    @Import(name = "SYS_connect")
    @Include("sys/syscall.h")
    @Variable
    static native int connect();

    @Import(name = "SYS_dup3")
    @Include("sys/syscall.h")
    @Variable
    static native int dup3();

    @Import(name = "SYS_eventfd2")
    @Include("sys/syscall.h")
    @Variable
    static native int eventfd2();

    @Import(name = "SYS_execve")
    @Include("sys/syscall.h")
    @Variable
    static native int execve();

    @Import(name = "SYS_exit_group")
    @Include("sys/syscall.h")
    @Variable
    static native int exitGroup();

    @Import(name = "SYS_faccessat")
    @Include("sys/syscall.h")
    @Variable
    static native int faccessat();

    @Import(name = "SYS_fchdir")
    @Include("sys/syscall.h")
    @Variable
    static native int fchdir();

    @Import(name = "SYS_fchmod")
    @Include("sys/syscall.h")
    @Variable
    static native int fchmod();

    @Import(name = "SYS_fchmodat")
    @Include("sys/syscall.h")
    @Variable
    static native int fchmodat();

    @Import(name = "SYS_fchown")
    @Include("sys/syscall.h")
    @Variable
    static native int fchown();

    @Import(name = "SYS_fchownat")
    @Include("sys/syscall.h")
    @Variable
    static native int fchownat();

    @Import(name = "SYS_fcntl")
    @Include("sys/syscall.h")
    @Variable
    static native int fcntl();

    @Import(name = "SYS_flock")
    @Include("sys/syscall.h")
    @Variable
    static native int flock();

    @Import(name = "SYS_fstatfs")
    @Include("sys/syscall.h")
    @Variable
    static native int fstatfs();

    @Import(name = "SYS_getcwd")
    @Include("sys/syscall.h")
    @Variable
    static native int getcwd();

    @Import(name = "SYS_getdents64")
    @Include("sys/syscall.h")
    @Variable
    static native int getdents64();

    @Import(name = "SYS_getegid")
    @Include("sys/syscall.h")
    @Variable
    static native int getegid();

    @Import(name = "SYS_geteuid")
    @Include("sys/syscall.h")
    @Variable
    static native int geteuid();

    @Import(name = "SYS_getpid")
    @Include("sys/syscall.h")
    @Variable
    static native int getpid();

    @Import(name = "SYS_inotify_add_watch")
    @Include("sys/syscall.h")
    @Variable
    static native int inotifyAddWatch();

    @Import(name = "SYS_inotify_init1")
    @Include("sys/syscall.h")
    @Variable
    static native int inotifyInit1();

    @Import(name = "SYS_ioctl")
    @Include("sys/syscall.h")
    @Variable
    static native int ioctl();

    @Import(name = "SYS_personality")
    @Include("sys/syscall.h")
    @Variable
    static native int personality();

    @Import(name = "SYS_ioprio_set")
    @Include("sys/syscall.h")
    @Variable
    static native int ioprioSet();

    @Import(name = "SYS_keyctl")
    @Include("sys/syscall.h")
    @Variable
    static native int keyctl();

    @Import(name = "SYS_kill")
    @Include("sys/syscall.h")
    @Variable
    static native int kill();

    @Import(name = "SYS_mkdirat")
    @Include("sys/syscall.h")
    @Variable
    static native int mkdirat();

    @Import(name = "SYS_mknodat")
    @Include("sys/syscall.h")
    @Variable
    static native int mknodat();

    @Import(name = "SYS_mount")
    @Include("sys/syscall.h")
    @Variable
    static native int mount();

    @Import(name = "SYS_mount_setattr")
    @Include("sys/syscall.h")
    @Variable
    static native int mountSetattr();

    @Import(name = "SYS_move_mount")
    @Include("sys/syscall.h")
    @Variable
    static native int moveMount();

    @Import(name = "SYS_open_tree")
    @Include("sys/syscall.h")
    @Variable
    static native int openTree();

    @Import(name = "SYS_openat")
    @Include("sys/syscall.h")
    @Variable
    static native int openat();

    @Import(name = "SYS_openat2")
    @Include("sys/syscall.h")
    @Variable
    static native int openat2();

    @Import(name = "SYS_pidfd_open")
    @Include("sys/syscall.h")
    @Variable
    static native int pidfdOpen();

    @Import(name = "SYS_pidfd_send_signal")
    @Include("sys/syscall.h")
    @Variable
    static native int pidfdSendSignal();

    @Import(name = "SYS_pipe2")
    @Include("sys/syscall.h")
    @Variable
    static native int pipe2();

    @Import(name = "SYS_pivot_root")
    @Include("sys/syscall.h")
    @Variable
    static native int pivotRoot();

    @Import(name = "SYS_ppoll")
    @Include("sys/syscall.h")
    @Variable
    static native int ppoll();

    @Import(name = "SYS_prctl")
    @Include("sys/syscall.h")
    @Variable
    static native int prctl();

    @Import(name = "SYS_prlimit64")
    @Include("sys/syscall.h")
    @Variable
    static native int prlimit64();

    @Import(name = "SYS_read")
    @Include("sys/syscall.h")
    @Variable
    static native int read();

    @Import(name = "SYS_readlinkat")
    @Include("sys/syscall.h")
    @Variable
    static native int readlinkat();

    @Import(name = "SYS_recvfrom")
    @Include("sys/syscall.h")
    @Variable
    static native int recvfrom();

    @Import(name = "SYS_recvmsg")
    @Include("sys/syscall.h")
    @Variable
    static native int recvmsg();

    @Import(name = "SYS_renameat2")
    @Include("sys/syscall.h")
    @Variable
    static native int renameat2();

    @Import(name = "SYS_rt_sigprocmask")
    @Include("sys/syscall.h")
    @Variable
    static native int rtSigprocmask();

    @Import(name = "SYS_rt_sigaction")
    @Include("sys/syscall.h")
    @Variable
    static native int rtSigaction();

    @Import(name = "SYS_sched_setaffinity")
    @Include("sys/syscall.h")
    @Variable
    static native int schedSetaffinity();

    @Import(name = "SYS_sched_setattr")
    @Include("sys/syscall.h")
    @Variable
    static native int schedSetattr();

    @Import(name = "SYS_seccomp")
    @Include("sys/syscall.h")
    @Variable
    static native int seccomp();

    @Import(name = "SYS_sendmsg")
    @Include("sys/syscall.h")
    @Variable
    static native int sendmsg();

    @Import(name = "SYS_sendto")
    @Include("sys/syscall.h")
    @Variable
    static native int sendto();

    @Import(name = "SYS_setdomainname")
    @Include("sys/syscall.h")
    @Variable
    static native int setdomainname();

    @Import(name = "SYS_setgroups")
    @Include("sys/syscall.h")
    @Variable
    static native int setgroups();

    @Import(name = "SYS_sethostname")
    @Include("sys/syscall.h")
    @Variable
    static native int sethostname();

    @Import(name = "SYS_set_mempolicy")
    @Include("sys/syscall.h")
    @Variable
    static native int setMempolicy();

    @Import(name = "SYS_setns")
    @Include("sys/syscall.h")
    @Variable
    static native int setns();

    @Import(name = "SYS_setresgid")
    @Include("sys/syscall.h")
    @Variable
    static native int setresgid();

    @Import(name = "SYS_setresuid")
    @Include("sys/syscall.h")
    @Variable
    static native int setresuid();

    @Import(name = "SYS_setsid")
    @Include("sys/syscall.h")
    @Variable
    static native int setsid();

    @Import(name = "SYS_signalfd4")
    @Include("sys/syscall.h")
    @Variable
    static native int signalfd4();

    @Import(name = "SYS_socket")
    @Include("sys/syscall.h")
    @Variable
    static native int socket();

    @Import(name = "SYS_socketpair")
    @Include("sys/syscall.h")
    @Variable
    static native int socketpair();

    @Import(name = "SYS_statfs")
    @Include("sys/syscall.h")
    @Variable
    static native int statfs();

    @Import(name = "SYS_statx")
    @Include("sys/syscall.h")
    @Variable
    static native int statx();

    @Import(name = "SYS_symlinkat")
    @Include("sys/syscall.h")
    @Variable
    static native int symlinkat();

    @Import(name = "SYS_umask")
    @Include("sys/syscall.h")
    @Variable
    static native int umask();

    @Import(name = "SYS_umount2")
    @Include("sys/syscall.h")
    @Variable
    static native int umount2();

    @Import(name = "SYS_uname")
    @Include("sys/syscall.h")
    @Variable
    static native int uname();

    @Import(name = "SYS_unlinkat")
    @Include("sys/syscall.h")
    @Variable
    static native int unlinkat();

    @Import(name = "SYS_unshare")
    @Include("sys/syscall.h")
    @Variable
    static native int unshare();

    @Import(name = "SYS_wait4")
    @Include("sys/syscall.h")
    @Variable
    static native int wait4();

    @Import(name = "SYS_write")
    @Include("sys/syscall.h")
    @Variable
    static native int write();

    @Import(name = "SYS_memfd_create")
    @Include("sys/syscall.h")
    @Variable
    static native int memfdCreate();

    @Import(name = "SYS_pread64")
    @Include("sys/syscall.h")
    @Variable
    static native int pread64();

    @Import(name = "SYS_pwrite64")
    @Include("sys/syscall.h")
    @Variable
    static native int pwrite64();

    @Import(name = "SYS_fsopen")
    @Include("sys/syscall.h")
    @Variable
    static native int fsopen();

    @Import(name = "SYS_fsconfig")
    @Include("sys/syscall.h")
    @Variable
    static native int fsconfig();

    @Import(name = "SYS_fsmount")
    @Include("sys/syscall.h")
    @Variable
    static native int fsmount();

    @Import(name = "SYS_landlock_create_ruleset")
    @Include("sys/syscall.h")
    @Variable
    static native int landlockCreateRuleset();

    @Import(name = "SYS_landlock_add_rule")
    @Include("sys/syscall.h")
    @Variable
    static native int landlockAddRule();

    @Import(name = "SYS_landlock_restrict_self")
    @Include("sys/syscall.h")
    @Variable
    static native int landlockRestrictSelf();
}
