package dev.pinisi.linux;

/**
 * The size of a terminal's window in characters.
 *
 * @param rows its height
 * @param columns its width
 */
public record WindowSize(int rows, int columns) {}
