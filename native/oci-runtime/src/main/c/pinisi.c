#include "pinisi.h"

#include "protect.h"

#include <string.h>

int32_t pinisi_argc;
char **pinisi_argv;

int teavm_main(int argc, char **argv);

int main(int argc, char **argv) {
  protect_program(argv);
  pinisi_argc = argc;
  pinisi_argv = argv;
  return teavm_main(1, argv);
}

/*
 * The collector never runs: the heap is fixed and large, a runtime process short-lived. TeaVM calls this first thing in
 * every collection; generated.c makes its own definition weak.
 */
void teavm_gc_gcStarted(int32_t full) {
  static const char message[] = "pinisi-oci: the heap of 64 MB is exhausted; is the configuration unreasonably large?\n";
  (void)full;
  (void)!write(2, message, sizeof message - 1);
  _exit(1);
}
