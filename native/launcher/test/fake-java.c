/* Stands for the JVM: prints its arguments, one a line, and low descriptors that the
   launcher left open (the shell itself uses higher ones). */
#include <fcntl.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    for (int i = 1; i < argc; i++)
        printf("<%s>\n", argv[i]);
    for (int fd = 3; fd < 9; fd++)
        if (fcntl(fd, F_GETFD) >= 0)
            printf("descriptor %d\n", fd);
    return 42;
}
