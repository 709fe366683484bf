package dev.pinisi.oci.checkpoint;

import dev.pinisi.oci.config.Config;
import dev.pinisi.oci.config.NamespaceKind;
import dev.pinisi.oci.kernel.Processes;

/** What a dump and a restore have in common. */
final class Criu {
    /** Where administrators keep what CRIU shall do otherwise for containers, by runc's documentation. */
    private static final String CONFIGURATION = "/etc/criu/runc.conf";

    private static final String CONFIGURATION_ANNOTATION = "org.criu.config";

    private Criu() {}

    /**
     * Makes sure that it can.
     *
     * @throws CheckpointException if CRIU cannot work here, or not with such a container
     */
    static void check(Config config) {
        if (Processes.effectiveUid() != 0) {
            throw new CheckpointException("checkpoints need root: criu has to see and set what only root may");
        }
        if (!config.landlock().isEmpty()) {
            throw new CheckpointException("annotation dev.pinisi.landlock: criu keeps no Landlock rules, so a restored"
                    + " container would run without them");
        }
        CriuVersion.check();
    }

    /** The options that are the same for both. */
    static Message options(Config config, CriuOptions options) {
        Message message = new Message();
        for (CriuSwitch given : options.switches()) {
            message.flag(given.field(), true);
        }
        message.flag(Option.NOTIFICATIONS, true).flag(Option.ORPHAN_TERMINAL, true);
        message.flag(Option.MANAGE_CGROUPS, true)
                .number(Option.CGROUPS_MODE, options.cgroups().number());
        // the interfaces in a network namespace are its maker's to set up again
        message.number(Option.EMPTY_NAMESPACES, NamespaceKind.NETWORK.flag());
        String file = config.annotations().getOrDefault(CONFIGURATION_ANNOTATION, CONFIGURATION);
        return message.textIfAny(Option.CONFIGURATION, file);
    }

    static CheckpointException failure(String action, CheckpointException reason, String log) {
        String errors = CriuLog.errors(log);
        String words = errors.isEmpty() ? reason.getMessage() : "criu failed: " + errors;
        return new CheckpointException(action + ": " + words + "; its log is " + log);
    }
}
