/* An OCI runtime for tests: its container is a shell that runs <bundle>/command at once.
   create|restore --bundle B --pid-file P [--console-socket S] ID; exec --process FILE … ID runs FILE.
   When <bundle>/refuse exists, its text goes to standard error and creation fails. */
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static const char *value_of(char **argv, const char *option) {
    for (; *argv != NULL; argv++)
        if (strcmp(*argv, option) == 0)
            return argv[1];
    return NULL;
}

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void refuse_if_asked(const char *bundle) {
    char path[PATH_MAX], text[8192];
    snprintf(path, sizeof path, "%s/refuse", bundle);
    int fd = open(path, O_RDONLY);
    if (fd < 0)
        return;
    ssize_t count = read(fd, text, sizeof text);
    if (write(STDERR_FILENO, text, (size_t)count) < 0)
        die("write");
    exit(1);
}

static void send_terminal(const char *path, int fd) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    int to = socket(AF_UNIX, SOCK_STREAM, 0);
    if (to < 0 || connect(to, (struct sockaddr *)&address, sizeof address) < 0)
        die("console socket");
    char control[CMSG_SPACE(sizeof fd)] = {0};
    struct iovec piece = {"/dev/ptmx", 9};
    struct msghdr message = {
        .msg_iov = &piece, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    struct cmsghdr *part = CMSG_FIRSTHDR(&message);
    *part = (struct cmsghdr){.cmsg_len = CMSG_LEN(sizeof fd), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
    memcpy(CMSG_DATA(part), &fd, sizeof fd);
    if (sendmsg(to, &message, 0) < 0)
        die("sendmsg");
    close(to);
}

static int open_terminal(const char *console_socket) {
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    if (master < 0 || grantpt(master) < 0 || unlockpt(master) < 0)
        die("pty");
    int slave = open(ptsname(master), O_RDWR | O_NOCTTY);
    if (slave < 0)
        die("pty slave");
    send_terminal(console_socket, master);
    close(master);
    return slave;
}

static void become_container(int terminal, const char *command) {
    setsid();
    if (terminal >= 0) {
        for (int fd = 0; fd < 3; fd++)
            dup2(terminal, fd);
        ioctl(0, TIOCSCTTY, 0);
    }
    execl("/bin/sh", "sh", command, NULL);
    die("/bin/sh");
}

int main(int argc, char *argv[]) {
    (void)argc;
    const char *bundle = value_of(argv, "--bundle");
    const char *pid_file = value_of(argv, "--pid-file");
    const char *console = value_of(argv, "--console-socket");
    const char *process = value_of(argv, "--process");
    char command[PATH_MAX];
    snprintf(command, sizeof command, "%s", process != NULL ? process : "");
    if (bundle != NULL) {
        refuse_if_asked(bundle);
        snprintf(command, sizeof command, "%s/command", bundle);
    }
    if (access(command, R_OK) < 0)
        die(command);
    int terminal = console != NULL ? open_terminal(console) : -1;
    pid_t child = fork();
    if (child == 0)
        become_container(terminal, command);
    FILE *file = fopen(pid_file, "w");
    if (file == NULL)
        die(pid_file);
    fprintf(file, "%d", (int)child);
    fclose(file);
    return 0;
}
