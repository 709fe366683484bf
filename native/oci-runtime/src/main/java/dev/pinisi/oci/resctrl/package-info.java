/** Groups of the file system resctrl, by which processors share caches and memory bandwidth out (resctrl.rst of Linux). */
@NullMarked
package dev.pinisi.oci.resctrl;

import org.jspecify.annotations.NullMarked;
