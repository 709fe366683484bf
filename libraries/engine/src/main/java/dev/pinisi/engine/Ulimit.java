package dev.pinisi.engine;

/**
 * A resource limit: {@code --ulimit}.
 *
 * @param name without the prefix: {@code nofile}; {@code host} for all of the host's
 * @param soft -1 for no limit
 * @param hard -1 for no limit
 */
public record Ulimit(String name, long soft, long hard) {}
