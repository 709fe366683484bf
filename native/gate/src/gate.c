/*
 * The way of the tools' JVM into the kernel where start-up time counts: a system call, or a call of a function of libc by
 * address, with machine words. Linking the same through java.lang.foreign costs a cold JVM about 40 ms of CPU; this, none.
 * Of libc it uses only dlsym, which the JVM's process has whatever its libc, so one file serves every JVM of the
 * architecture.
 */
#include <jni.h>

#define RTLD_DEFAULT ((void *)0) /* the same in glibc and musl */
extern void *dlsym(void *handle, const char *name);

#if defined(__x86_64__)
static long system_call(long n, long a, long b, long c, long d, long e, long f) {
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("r9") = f;
    __asm__ volatile("syscall"
                     : "+a"(n)
                     : "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return n;
}
#elif defined(__aarch64__)
static long system_call(long n, long a, long b, long c, long d, long e, long f) {
    register long x8 __asm__("x8") = n;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    register long x4 __asm__("x4") = e;
    register long x5 __asm__("x5") = f;
    __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory");
    return x0;
}
#else
#error "system calls of this architecture are not known here"
#endif

JNIEXPORT jlong JNICALL Java_dev_pinisi_linux_NativeGate_systemCall(JNIEnv *env, jclass type, jlong number, jlong a,
                                                                    jlong b, jlong c, jlong d, jlong e, jlong f) {
    (void)env, (void)type;
    return system_call(number, a, b, c, d, e, f);
}

JNIEXPORT jlong JNICALL Java_dev_pinisi_linux_NativeGate_function(JNIEnv *env, jclass type, jlong address, jlong a,
                                                                  jlong b, jlong c, jlong d, jlong e, jlong f) {
    (void)env, (void)type;
    return ((long (*)(long, long, long, long, long, long))address)(a, b, c, d, e, f);
}

JNIEXPORT jlong JNICALL Java_dev_pinisi_linux_NativeGate_symbol(JNIEnv *env, jclass type, jlong name) {
    (void)env, (void)type;
    return (jlong)dlsym(RTLD_DEFAULT, (const char *)name);
}
