#include "pinisi.h"

#include "protect.h"

int32_t pinisi_argc;
char **pinisi_argv;

int teavm_main(int argc, char **argv);

int main(int argc, char **argv) {
  protect_program(argv);
  pinisi_argc = argc;
  pinisi_argv = argv;
  return teavm_main(1, argv);
}
