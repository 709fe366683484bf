package dev.pinisi.engine.internal;

import dev.pinisi.engine.ContainerFilter;
import dev.pinisi.engine.ContainerInfo;
import dev.pinisi.engine.FilterTerm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Applies {@code ps --filter}. */
final class ContainerMatcher {
    private final ContainerFilter filter;
    private final List<ContainerInfo> all;

    ContainerMatcher(ContainerFilter filter, List<ContainerInfo> all) {
        this.filter = filter;
        this.all = all;
    }

    List<ContainerInfo> matches() {
        List<ContainerInfo> matches = new ArrayList<>();
        for (ContainerInfo container : all) {
            if (matches(container)) {
                matches.add(container);
            }
        }
        return matches;
    }

    /** Labels must all hold; of the other keys one value of each. */
    private boolean matches(ContainerInfo container) {
        for (FilterTerm term : filter.terms()) {
            boolean label = term.key().startsWith("label");
            boolean holds = label ? holds(term, container) : anyHolds(term.key(), container);
            if (!holds) {
                return false;
            }
        }
        return true;
    }

    private boolean anyHolds(String key, ContainerInfo container) {
        for (FilterTerm term : filter.terms()) {
            if (term.key().equals(key) && holds(term, container)) {
                return true;
            }
        }
        return false;
    }

    private boolean holds(FilterTerm term, ContainerInfo container) {
        String value = term.value();
        return switch (term.key()) {
            case "id" -> container.id().startsWith(value);
            case "name" -> Pattern.compile(value).matcher(container.name()).find();
            case "status" -> container.state().text().equals(value);
            case "label" -> hasLabel(container.labels(), value);
            case "label!" -> !hasLabel(container.labels(), value);
            case "ancestor" -> isOf(container, value);
            case "exited" ->
                container.exited().isPresent()
                        && Integer.toString(container.exitCode()).equals(value);
            case "before" -> container.created().isBefore(created(value));
            case "since" -> container.created().isAfter(created(value));
            case "network" -> container.networks().contains(value);
            case "until" -> container.created().isBefore(Times.ofText(value));
            case "volume" -> isMounted(container, value);
            case "command" ->
                !container.command().isEmpty()
                        && Pattern.compile(value)
                                .matcher(container.command().getFirst())
                                .find();
            case "pod", "health", "restart-policy" -> false;
            default -> throw Invalid.option("--filter", term.key(), "unknown filter");
        };
    }

    /** {@code SOURCE}, {@code SOURCE:DESTINATION}, or, as with docker, a destination. */
    private static boolean isMounted(ContainerInfo container, String value) {
        int colon = value.indexOf(':');
        String source = colon < 0 ? value : value.substring(0, colon);
        boolean here = colon < 0 || container.mounts().contains(value.substring(colon + 1));
        return (container.sources().contains(source) && here)
                || container.mounts().contains(value);
    }

    static boolean hasLabel(Map<String, String> labels, String text) {
        int equals = text.indexOf('=');
        return equals < 0
                ? labels.containsKey(text)
                : text.substring(equals + 1).equals(labels.get(text.substring(0, equals)));
    }

    private static boolean isOf(ContainerInfo container, String image) {
        String name = container.image();
        int tag = name.lastIndexOf(':');
        String untagged = tag > name.lastIndexOf('/') ? name.substring(0, tag) : name;
        return name.equals(image)
                || name.endsWith("/" + image)
                || untagged.equals(image)
                || untagged.endsWith("/" + image)
                || container.imageId().startsWith(image);
    }

    private Instant created(String nameOrId) {
        Optional<ContainerInfo> found = all.stream()
                .filter(each -> each.name().equals(nameOrId) || each.id().startsWith(nameOrId))
                .findFirst();
        return found.orElseThrow(() -> LocalContainers.noSuchContainer(nameOrId))
                .created();
    }
}
