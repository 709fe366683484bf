/**
 * Checkpoints of containers through CRIU, and containers made of them again. CRIU runs as a program that takes one request over
 * a socket (its "swrk" mode); requests and answers are protocol buffers, written and read here (decision 090).
 */
@NullMarked
package dev.pinisi.oci.checkpoint;

import org.jspecify.annotations.NullMarked;
