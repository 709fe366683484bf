/* What the parsers' files call but their tests do not need: the loop, sockets, the terminal. */
#include "console.h"
#include "log.h"
#include "loop.h"
#include "socket.h"

void loop_watch(struct watch *watch, uint32_t events) { (void)watch, (void)events; }
void console_resize(unsigned short rows, unsigned short columns) { (void)rows, (void)columns; }
void log_reopen(void) {}
int socket_bind(const char *directory, const char *name, int type, mode_t mode) {
    (void)directory, (void)name, (void)type, (void)mode;
    return -1;
}
