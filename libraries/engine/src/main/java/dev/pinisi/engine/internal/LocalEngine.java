package dev.pinisi.engine.internal;

import dev.pinisi.engine.Containers;
import dev.pinisi.engine.Engine;
import dev.pinisi.engine.EngineInfo;
import dev.pinisi.engine.EngineOptions;
import dev.pinisi.engine.Images;
import dev.pinisi.engine.Volumes;

/** The engine over a store on this host. */
public final class LocalEngine implements Engine {
    private final EngineOptions options;

    public LocalEngine(EngineOptions options) {
        this.options = options;
    }

    @Override
    public EngineOptions options() {
        return options;
    }

    @Override
    public Containers containers() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Images images() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Volumes volumes() {
        throw new UnsupportedOperationException();
    }

    @Override
    public EngineInfo info() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
