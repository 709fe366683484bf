package dev.pinisi.engine.internal;

import dev.pinisi.engine.EngineException;

/** Makes the exception for an option whose value is wrong. */
final class Invalid {
    private Invalid() {}

    static EngineException option(String option, String value, String problem) {
        return new EngineException(EngineException.Kind.INVALID_SPEC, value, option + " " + value + ": " + problem);
    }
}
