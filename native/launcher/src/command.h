/* The words that a tool is called with. */
#ifndef PINISI_COMMAND_H
#define PINISI_COMMAND_H

/* Where the command's name is: behind the tool's own options, which all have values; argc if nowhere. */
int command_at(int argc, char *const argv[]);

#endif
