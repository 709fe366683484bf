#include "sync.h"

#include "report.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int sync_adopt(const char *variable) {
    const char *text = getenv(variable);
    if (text == NULL)
        return -1;
    char *end;
    errno = 0;
    long fd = strtol(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || fd < 0 || fd > 1 << 20)
        fatal("%s=%.40s is not the number of a descriptor", variable, text);
    if (fcntl((int)fd, F_SETFD, FD_CLOEXEC) < 0)
        fatal("%s=%ld: %m; the caller must pass this descriptor on", variable, fd);
    unsetenv(variable);
    return (int)fd;
}

/* The escape of one byte, or nothing for bytes that stand for themselves. */
static size_t escape(char out[8], unsigned char byte) {
    static const char plain[] = "\"\\\b\f\n\r\t";
    static const char letter[] = "\"\\bfnrt";
    const char *found = byte == 0 ? NULL : strchr(plain, byte);
    if (found != NULL)
        return (size_t)snprintf(out, 8, "\\%c", letter[found - plain]);
    if (byte < 0x20 || byte == 0x7f)
        return (size_t)snprintf(out, 8, "\\u%04x", byte);
    out[0] = (char)byte;
    return 1;
}

static const char *tail_that_fits(const char *text, size_t room) {
    char ignored[8];
    size_t used = 0;
    const char *from = text + strlen(text);
    while (from > text) {
        used += escape(ignored, (unsigned char)from[-1]);
        if (used > room)
            break;
        from--;
    }
    while (from > text && ((unsigned char)*from & 0xc0) == 0x80)
        from++;
    return from;
}

size_t sync_format(char out[SYNC_MESSAGE_MAX], const char *key, int value, const char *text) {
    size_t length = (size_t)snprintf(out, SYNC_MESSAGE_MAX, "{\"%.20s\": %d", key, value);
    if (text != NULL && *text != '\0') {
        length += (size_t)snprintf(out + length, SYNC_MESSAGE_MAX - length, ", \"message\": \"");
        for (const char *at = tail_that_fits(text, SYNC_MESSAGE_MAX - length - 12); *at != '\0'; at++)
            length += escape(out + length, (unsigned char)*at);
        out[length++] = '"';
    }
    out[length++] = '}';
    out[length++] = '\n';
    return length;
}

void sync_send(int *fd, const char *key, int value, const char *text) {
    if (*fd < 0)
        return;
    char message[SYNC_MESSAGE_MAX];
    size_t length = sync_format(message, key, value, text);
    size_t sent = 0;
    while (sent < length) {
        ssize_t count = write(*fd, message + sent, length - sent);
        if (count < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (count < 0) {
            report(errno == EPIPE ? LEVEL_DEBUG : LEVEL_WARN, "cannot tell the caller %.60s: %m", message);
            close(*fd);
            *fd = -1;
            return;
        }
        sent += (size_t)count;
    }
}
