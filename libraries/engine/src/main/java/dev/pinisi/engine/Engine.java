package dev.pinisi.engine;

import dev.pinisi.engine.internal.LocalEngine;

/**
 * Containers and images of one host, without a daemon: several processes may hold an engine over the same store at once.
 * Opening one does nothing yet; its parts are made when they are first asked for. Safe for use by several threads.
 */
public interface Engine extends AutoCloseable {
    /** An engine over the store that the options name. */
    static Engine open(EngineOptions options) {
        return new LocalEngine(options);
    }

    EngineOptions options();

    Containers containers();

    Images images();

    Volumes volumes();

    EngineInfo info();

    /** Looks for damage and for what killed processes left, and repairs it if told to. Others may go on meanwhile. */
    CheckReport check(CheckOptions options);

    /** Measures what the store takes on disk; looks at every file. */
    DiskUsage usage();

    /** Gives up what is open. Containers run on. */
    @Override
    void close();
}
