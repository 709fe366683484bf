/**
 * Layer archives: reading tar (POSIX.1-2001 ustar and pax, GNU's extensions), unpacking into a directory that the
 * archive cannot get out of, and giving the same archive back bit for bit.
 *
 * <p>Names are bytes here, as tar and Linux have them.
 */
@NullMarked
package dev.pinisi.storage.internal.tar;

import org.jspecify.annotations.NullMarked;
