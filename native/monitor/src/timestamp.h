/* RFC 3339 with nanoseconds in local time: 2026-03-25T13:20:42.999999999+01:00 */
#ifndef PINISI_TIMESTAMP_H
#define PINISI_TIMESTAMP_H

enum { TIMESTAMP_LENGTH = 35 };

void timestamp_now(char out[TIMESTAMP_LENGTH + 1]);

#endif
