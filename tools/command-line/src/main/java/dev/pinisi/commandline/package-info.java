/** What every tool's command line is made of: options, help, templates, tables, sizes, progress and errors. */
@NullMarked
package dev.pinisi.commandline;

import org.jspecify.annotations.NullMarked;
