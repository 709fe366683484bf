package dev.pinisi.tool;

import dev.pinisi.commandline.ByteSize;
import dev.pinisi.commandline.TimeSpan;
import dev.pinisi.engine.ContainerInfo;
import dev.pinisi.engine.ContainerSize;
import java.time.Instant;

/** A container's facts as {@code ps} words them. */
final class ContainerText {
    private static final int SHORT_ID = 12;
    private static final int SHORT_COMMAND = 17;

    private ContainerText() {}

    static String shortId(String id) {
        return id.length() <= SHORT_ID ? id : id.substring(0, SHORT_ID);
    }

    static String command(ContainerInfo container, boolean whole) {
        String command = String.join(" ", container.command());
        return whole || command.length() <= SHORT_COMMAND ? command : command.substring(0, SHORT_COMMAND) + "...";
    }

    /** {@code 3 minutes ago}. */
    static String created(ContainerInfo container) {
        return ago(container.created());
    }

    /** {@code Up 3 minutes}, {@code Exited (0) 2 hours ago}, {@code Created}. */
    static String status(ContainerInfo container) {
        return switch (container.state()) {
            case CREATED -> "Created";
            case RUNNING -> "Up " + age(container.started().orElse(container.created()));
            case EXITED ->
                "Exited (" + container.exitCode() + ") "
                        + ago(container.exited().orElse(container.created()));
        };
    }

    /** {@code 11.3kB (virtual 2.23MB)}. */
    static String size(ContainerSize size) {
        return ByteSize.show(size.changed(), "") + " (virtual " + ByteSize.show(size.total(), "") + ")";
    }

    static String ago(Instant moment) {
        return age(moment) + " ago";
    }

    /** {@code 3 minutes}. */
    static String age(Instant moment) {
        return TimeSpan.show(seconds(moment));
    }

    private static long seconds(Instant moment) {
        return Math.max(0, (System.currentTimeMillis() - moment.toEpochMilli()) / 1000);
    }
}
