package dev.pinisi.tool;

import dev.pinisi.commandline.OptionTable;
import dev.pinisi.engine.AttachOutcome;
import dev.pinisi.engine.AttachStreams;

/** What {@code run}, {@code start}, {@code attach} and {@code exec} share: joining this terminal to the container's. */
final class Attachment {
    private Attachment() {}

    static OptionTable options(OptionTable table) {
        return detachKeys(table).flag("sig-proxy", "Proxy received signals to the process", true);
    }

    static OptionTable detachKeys(OptionTable table) {
        return table.string(
                "detach-keys",
                "Keys that detach from the container, such as ctrl-p,ctrl-q; empty for none",
                AttachStreams.DEFAULT_DETACH_KEYS);
    }

    static AttachStreams streams(Invocation call, boolean stdin) {
        boolean proxies = !call.arguments().knows("sig-proxy") || call.flag("sig-proxy");
        return AttachStreams.output()
                .withStdin(stdin)
                .withDetachKeys(call.arguments().string("detach-keys"))
                .withSignalProxy(proxies);
    }

    static int exitCode(AttachOutcome outcome) {
        // not a switch over patterns: linking one costs a cold JVM several milliseconds
        if (outcome instanceof AttachOutcome.Exited exited) {
            // -1, that nobody knows it, is what a process shows as 255
            return exited.code() & 0xff;
        }
        return 0;
    }
}
