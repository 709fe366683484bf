/** The runtime against documents that nobody would write: none may crash it, and a failure leaves nothing behind. */
package dev.pinisi.tests.fuzz;
