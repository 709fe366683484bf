/* Stands for the engine: locks FILE, says so, waits for its standard input to end, and then
   removes FILE ("clean") or just ends ("die"). */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char *argv[]) {
    if (argc != 3)
        return 2;
    struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    int fd = open(argv[1], O_RDWR | O_CREAT, 0600);
    if (fd < 0 || fcntl(fd, F_SETLK, &all) < 0)
        return 1;
    puts("locked");
    fflush(stdout);
    char byte;
    while (read(STDIN_FILENO, &byte, 1) > 0)
        continue;
    if (strcmp(argv[2], "clean") == 0)
        unlink(argv[1]);
    return 0;
}
