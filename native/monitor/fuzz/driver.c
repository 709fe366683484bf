/* A small stand-in for libFuzzer: mutates known-good inputs at random, the same way each time. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define SEED(text) {text, sizeof text - 1}

static const struct {
    const char *bytes;
    size_t size;
} seeds[] = {
    SEED("\0--api-version\0001\0-c\0abc\0-u\0abc\0-r\0/bin/true\0-l\0k8s-file:/x\0--timeout=5\0-ti"),
    SEED("\0-e\0--exec-process-spec\0/p\0--exec-attach\0--log-size-max\0-1\0--exit-command-arg\0x"),
    SEED("\0011 24 80\n2 0 0\n1 1000 1000\n"),
    SEED("\002READY=1\nSTATUS=up\nMAINPID=1\r\nERRNO=2\nFDSTORE=1"),
    SEED("\00312:memory:/a/b\n3:cpu,cpuacct:/\n0::/user.slice/x.scope\n"),
    SEED("\003low 0\nhigh 0\nmax 3\noom 2\noom_kill 1\n"),
    SEED("\004{\"msg\":\"exec: \\\"nosuch\\\": not found\",\"level\":\"error\"}\n\ttab\x01\x7f\xc3\xa9\xff"),
};

static uint64_t state = 88172645463325252u;

static uint32_t next_random(uint32_t below) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 11) % below;
}

enum { SIZE_MAX_INPUT = 16384 };

static size_t mutate(uint8_t *data, size_t size) {
    uint32_t at = next_random((uint32_t)size);
    size_t span = 1 + next_random(64);
    switch (next_random(5)) {
    case 0:
        data[at] = (uint8_t)next_random(256);
        return size;
    case 1:
        data[at] ^= (uint8_t)(1u << next_random(8));
        return size;
    case 2:
        return at + 1;
    case 3: /* repeat a span, often growing past every fixed buffer */
        span *= 1 + next_random(200);
        if (size + span > SIZE_MAX_INPUT)
            return size;
        memmove(data + at + span, data + at, size - at);
        memset(data + at, data[next_random((uint32_t)size)], span);
        return size + span;
    default:
        if (at + span >= size)
            return size;
        memmove(data + at, data + at + span, size - at - span);
        return size - span;
    }
}

int main(int argc, char *argv[]) {
    static uint8_t data[SIZE_MAX_INPUT];
    long rounds = argc > 1 ? atol(argv[1]) : 100000;
    for (long round = 0; round < rounds; round++) {
        size_t which = next_random(sizeof seeds / sizeof seeds[0]);
        size_t size = seeds[which].size;
        memcpy(data, seeds[which].bytes, size);
        for (uint32_t left = next_random(12); left > 0; left--)
            size = mutate(data, size);
        LLVMFuzzerTestOneInput(data, size);
    }
    printf("fuzzed %ld inputs\n", rounds);
    return 0;
}
