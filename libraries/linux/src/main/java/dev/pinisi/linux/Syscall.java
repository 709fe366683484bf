package dev.pinisi.linux;

/**
 * The numbers of the system calls, per architecture: x86-64 has a table of its own, aarch64 uses the kernel's generic
 * one (include/uapi/asm-generic/unistd.h), as riscv64 does.
 */
final class Syscall {
    private static final boolean X86_64 = isX86();

    // files
    static final long READ = X86_64 ? 0 : 63;
    static final long WRITE = X86_64 ? 1 : 64;
    static final long CLOSE = X86_64 ? 3 : 57;
    static final long OPENAT = X86_64 ? 257 : 56;
    static final long OPENAT2 = 437;
    static final long FCNTL = X86_64 ? 72 : 25;
    static final long IOCTL = X86_64 ? 16 : 29;
    static final long LSEEK = X86_64 ? 8 : 62;
    static final long FSYNC = X86_64 ? 74 : 82;
    static final long FDATASYNC = X86_64 ? 75 : 83;
    static final long SYNCFS = X86_64 ? 306 : 267;
    static final long FTRUNCATE = X86_64 ? 77 : 46;
    static final long FALLOCATE = X86_64 ? 285 : 47;
    static final long COPY_FILE_RANGE = X86_64 ? 326 : 285;
    static final long GETDENTS64 = X86_64 ? 217 : 61;
    static final long NEWFSTATAT = X86_64 ? 262 : 79;
    static final long STATX = X86_64 ? 332 : 291;
    static final long STATFS = X86_64 ? 137 : 43;
    static final long FSTATFS = X86_64 ? 138 : 44;
    static final long READLINKAT = X86_64 ? 267 : 78;
    static final long MKDIRAT = X86_64 ? 258 : 34;
    static final long MKNODAT = X86_64 ? 259 : 33;
    static final long UNLINKAT = X86_64 ? 263 : 35;
    static final long RENAMEAT2 = X86_64 ? 316 : 276;
    static final long LINKAT = X86_64 ? 265 : 37;
    static final long SYMLINKAT = X86_64 ? 266 : 36;
    static final long FCHMOD = X86_64 ? 91 : 52;
    static final long FCHMODAT = X86_64 ? 268 : 53;
    static final long FCHMODAT2 = 452;
    static final long FCHOWN = X86_64 ? 93 : 55;
    static final long FCHOWNAT = X86_64 ? 260 : 54;
    static final long UTIMENSAT = X86_64 ? 280 : 88;
    static final long FACCESSAT2 = 439;
    static final long FLOCK = X86_64 ? 73 : 32;
    static final long PIPE2 = X86_64 ? 293 : 59;
    static final long DUP3 = X86_64 ? 292 : 24;
    static final long CLOSE_RANGE = 436;
    static final long MEMFD_CREATE = X86_64 ? 319 : 279;
    static final long PPOLL = X86_64 ? 271 : 73;

    // extended attributes
    static final long GETXATTR = X86_64 ? 191 : 8;
    static final long LGETXATTR = X86_64 ? 192 : 9;
    static final long FGETXATTR = X86_64 ? 193 : 10;
    static final long SETXATTR = X86_64 ? 188 : 5;
    static final long LSETXATTR = X86_64 ? 189 : 6;
    static final long FSETXATTR = X86_64 ? 190 : 7;
    static final long LISTXATTR = X86_64 ? 194 : 11;
    static final long LLISTXATTR = X86_64 ? 195 : 12;
    static final long FLISTXATTR = X86_64 ? 196 : 13;
    static final long REMOVEXATTR = X86_64 ? 197 : 14;
    static final long LREMOVEXATTR = X86_64 ? 198 : 15;
    static final long FREMOVEXATTR = X86_64 ? 199 : 16;

    // mounts
    static final long MOUNT = X86_64 ? 165 : 40;
    static final long UMOUNT2 = X86_64 ? 166 : 39;
    static final long FSOPEN = 430;
    static final long FSCONFIG = 431;
    static final long FSMOUNT = 432;
    static final long FSPICK = 433;
    static final long MOVE_MOUNT = 429;
    static final long OPEN_TREE = 428;
    static final long MOUNT_SETATTR = 442;
    static final long QUOTACTL_FD = 443;

    // processes and namespaces
    static final long GETPID = X86_64 ? 39 : 172;
    static final long GETTID = X86_64 ? 186 : 178;
    static final long GETUID = X86_64 ? 102 : 174;
    static final long GETEUID = X86_64 ? 107 : 175;
    static final long GETGID = X86_64 ? 104 : 176;
    static final long KILL = X86_64 ? 62 : 129;
    static final long PIDFD_OPEN = 434;
    static final long PIDFD_SEND_SIGNAL = 424;
    static final long PIDFD_GETFD = 438;
    static final long WAITID = X86_64 ? 247 : 95;
    static final long SETNS = X86_64 ? 308 : 268;
    static final long UNSHARE = X86_64 ? 272 : 97;
    static final long PRCTL = X86_64 ? 157 : 167;
    static final long RT_SIGPROCMASK = X86_64 ? 14 : 135;
    static final long SIGNALFD4 = X86_64 ? 289 : 74;
    static final long TIMERFD_CREATE = X86_64 ? 283 : 85;
    static final long TIMERFD_SETTIME = X86_64 ? 286 : 86;
    static final long EVENTFD2 = X86_64 ? 290 : 19;
    static final long UMASK = X86_64 ? 95 : 166;

    // sockets
    static final long SOCKET = X86_64 ? 41 : 198;
    static final long SOCKETPAIR = X86_64 ? 53 : 199;
    static final long BIND = X86_64 ? 49 : 200;
    static final long LISTEN = X86_64 ? 50 : 201;
    static final long ACCEPT4 = X86_64 ? 288 : 242;
    static final long CONNECT = X86_64 ? 42 : 203;
    static final long GETSOCKNAME = X86_64 ? 51 : 204;
    static final long GETPEERNAME = X86_64 ? 52 : 205;
    static final long GETSOCKOPT = X86_64 ? 55 : 209;
    static final long SETSOCKOPT = X86_64 ? 54 : 208;
    static final long SENDTO = X86_64 ? 44 : 206;
    static final long SENDMSG = X86_64 ? 46 : 211;
    static final long RECVFROM = X86_64 ? 45 : 207;
    static final long RECVMSG = X86_64 ? 47 : 212;
    static final long SHUTDOWN = X86_64 ? 48 : 210;

    private Syscall() {}

    private static boolean isX86() {
        String architecture = System.getProperty("os.arch", "");
        return switch (architecture) {
            case "amd64", "x86_64" -> true;
            case "aarch64", "riscv64" -> false;
            default ->
                throw new UnsupportedOperationException("system call numbers of " + architecture
                        + " are unknown; amd64, aarch64 and riscv64 are supported");
        };
    }
}
