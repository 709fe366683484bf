#pragma once

/* Starts the program again from a view of its file that no container can write to, if it is not running from one. */
void protect_program(char **argv);
