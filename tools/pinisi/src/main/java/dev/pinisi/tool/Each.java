package dev.pinisi.tool;

import dev.pinisi.commandline.Console;
import dev.pinisi.engine.EngineException;
import java.util.List;

/** Does one thing to several containers or images, and goes on when one fails, as podman does. */
final class Each {
    /** What is done. */
    interface Action {
        void apply(String target);
    }

    private Each() {}

    /** The exit code: of the last failure, 0 if there was none. */
    static int of(Console console, List<String> targets, Action action) {
        int code = 0;
        for (String target : targets) {
            try {
                action.apply(target);
            } catch (RuntimeException e) {
                code = Failure.report(console, e);
            }
        }
        return code;
    }

    /** The same, where what is not there is not to be complained about. */
    static int ofThose(Console console, List<String> targets, boolean ignoreMissing, Action action) {
        return of(console, targets, target -> {
            try {
                action.apply(target);
            } catch (EngineException e) {
                if (!ignoreMissing || !isMissing(e)) {
                    throw e;
                }
            }
        });
    }

    static boolean isMissing(EngineException failure) {
        return failure.kind() == EngineException.Kind.NO_SUCH_CONTAINER
                || failure.kind() == EngineException.Kind.NO_SUCH_VOLUME
                || failure.kind() == EngineException.Kind.NO_SUCH_IMAGE;
    }
}
