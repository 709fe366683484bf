/*
 * Passes signals on to a process that the JVM keeps for itself (SIGQUIT) or does not know (real-time ones). Those that come before
 * there is such a process are kept until there is. A handler runs on any thread, at any time: it makes one system call. What it uses of libc is
 * the same in glibc and musl.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <jni.h>
#include <signal.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { FIRST_REAL_TIME = 34, LAST_REAL_TIME = 64 };

static int target = -1; /* a descriptor of the process */
static uint64_t early;  /* a bit for each */
static struct sigaction before[LAST_REAL_TIME + 1];

static void send_early(int process) {
    uint64_t signals = __atomic_exchange_n(&early, 0, __ATOMIC_SEQ_CST);
    for (int signal = 1; signals != 0; signal++, signals >>= 1)
        if (signals & 1)
            syscall(SYS_pidfd_send_signal, process, signal, NULL, 0);
}

static void pass(int signal) {
    int saved = errno;
    int process = __atomic_load_n(&target, __ATOMIC_SEQ_CST);
    if (process >= 0) {
        syscall(SYS_pidfd_send_signal, process, signal, NULL, 0);
    } else {
        __atomic_fetch_or(&early, UINT64_C(1) << (signal - 1), __ATOMIC_SEQ_CST);
        process = __atomic_load_n(&target, __ATOMIC_SEQ_CST);
        if (process >= 0)
            send_early(process);
    }
    errno = saved;
}

JNIEXPORT void JNICALL Java_dev_pinisi_linux_KeptSignals_receive(JNIEnv *env, jclass type) {
    (void)env, (void)type;
    struct sigaction action = {.sa_handler = pass, .sa_flags = SA_RESTART | SA_ONSTACK};
    sigaction(SIGQUIT, &action, &before[SIGQUIT]);
    for (int signal = FIRST_REAL_TIME; signal <= LAST_REAL_TIME; signal++)
        sigaction(signal, &action, &before[signal]);
}

JNIEXPORT void JNICALL Java_dev_pinisi_linux_KeptSignals_pass(JNIEnv *env, jclass type, jint pid) {
    (void)env, (void)type;
    int process = (int)syscall(SYS_pidfd_open, pid, 0);
    if (process >= 0) {
        __atomic_store_n(&target, process, __ATOMIC_SEQ_CST);
        send_early(process);
    }
}

JNIEXPORT void JNICALL Java_dev_pinisi_linux_KeptSignals_restore(JNIEnv *env, jclass type) {
    (void)env, (void)type;
    sigaction(SIGQUIT, &before[SIGQUIT], NULL);
    for (int signal = FIRST_REAL_TIME; signal <= LAST_REAL_TIME; signal++)
        sigaction(signal, &before[signal], NULL);
    int process = __atomic_exchange_n(&target, -1, __ATOMIC_SEQ_CST);
    if (process >= 0)
        close(process);
}
