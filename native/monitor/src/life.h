/* The two processes whose ends matter: the runtime's and the container's. */
#ifndef PINISI_LIFE_H
#define PINISI_LIFE_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Blocks and takes over the monitor's signals. TERM, INT and QUIT go on to the container. Returns
   the mask that children get. */
const sigset_t *life_take_signals(void);

/* Until the container's process is known, other children stay unreaped: its status is not lost. */
void life_expect_runtime(pid_t runtime);
bool life_runtime_ended(void);
int life_runtime_status(void);

/* kill_after: seconds, 0 for never. */
void life_expect_container(pid_t container, int64_t kill_after);

/* The container's end, or --timeout's. */
bool life_is_over(void);

/* After --timeout: kills the container and waits a little. True when that was needed. */
bool life_enforce_timeout(void);

/* Wait status; -1 when the container was nobody's child here. */
int life_container_status(void);

#endif
