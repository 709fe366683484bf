#ifndef PINISI_VERSION_H
#define PINISI_VERSION_H

/* Engines parse the version of conmon whose command line this is. */
#define CONMON_VERSION "2.2.1"

#ifndef PINISI_VERSION
#define PINISI_VERSION "0.1.0"
#endif

#endif
