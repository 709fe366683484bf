package dev.pinisi.tool;

import dev.pinisi.engine.Engine;
import dev.pinisi.engine.EngineOptions;

/** Where a command gets its engine from. */
interface EngineOpener {
    /** The engine over the store on this host. */
    EngineOpener LOCAL = new EngineOpener() {
        @Override
        public Engine open(EngineOptions options) {
            return Engine.open(options);
        }
    };

    Engine open(EngineOptions options);
}
