package dev.pinisi.tool;

import dev.pinisi.engine.ContainerInfo;
import java.util.Comparator;

/** {@code ps --sort}. */
record PsOrder(String key) implements Comparator<ContainerInfo> {
    @Override
    public int compare(ContainerInfo a, ContainerInfo b) {
        return text(a).compareTo(text(b));
    }

    private String text(ContainerInfo container) {
        return switch (key) {
            case "command" -> String.join(" ", container.command());
            case "id" -> container.id();
            case "image" -> container.image();
            case "status" -> container.state().text();
            default -> container.name();
        };
    }

    /** {@code ps --sort size}: the smallest first. */
    record BySize(Invocation call) implements Comparator<ContainerInfo> {
        @Override
        public int compare(ContainerInfo a, ContainerInfo b) {
            return Long.compare(changed(a), changed(b));
        }

        private long changed(ContainerInfo container) {
            return call.containers().get(container.id()).size().changed();
        }
    }
}
