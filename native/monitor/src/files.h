/* Small files, written so that a reader sees all of it or none. */
#ifndef PINISI_FILES_H
#define PINISI_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Joins into a fixed buffer; false when it does not fit. */
bool path_join(char *out, size_t size, const char *directory, const char *name);

/* Writes text beside the path and renames it over. False: errno says why, nothing is left. */
bool file_replace(const char *path, const char *text);

/* Has the disk keep a file, as far as it can; one that is gone needs nothing. */
void file_sync(const char *path);

/* Reads at most size - 1 bytes and ends them with NUL; -1: errno says why. */
ssize_t file_read(const char *path, char *out, size_t size);

#endif
