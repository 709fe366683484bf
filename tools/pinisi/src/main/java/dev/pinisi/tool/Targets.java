package dev.pinisi.tool;

import dev.pinisi.commandline.Arguments;
import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.engine.ContainerFilter;
import dev.pinisi.engine.ContainerInfo;
import dev.pinisi.engine.ContainerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The containers that a command is told to act on: by words, {@code --all}, {@code --latest}, {@code --filter}, files. */
final class Targets {
    private Targets() {}

    /** Adds {@code --latest}, which nearly every command on containers has. */
    static OptionTable latest(OptionTable table) {
        return table.flag("latest,l", "Act on the container that was created last");
    }

    /** Names or ids, at least one. */
    static List<String> several(Invocation call) {
        List<String> targets = new ArrayList<>(call.words());
        Arguments arguments = call.arguments();
        boolean all = isOn(call, "all");
        boolean filtered = has(call, "filter") && !arguments.list("filter").isEmpty();
        for (String file : has(call, "cidfile") ? arguments.list("cidfile") : List.<String>of()) {
            targets.add(idIn(file, isOn(call, "ignore")));
        }
        targets.removeIf(String::isEmpty);
        if (all && !targets.isEmpty()) {
            throw new CommandException("no arguments are needed with --all");
        }
        if (all || filtered) {
            ContainerFilter filter =
                    filtered ? ContainerFilter.parse(Filters.read(arguments.list("filter"))) : ContainerFilter.ALL;
            for (ContainerInfo info : call.containers().list(filter)) {
                targets.add(info.id());
            }
            return targets;
        }
        if (isOn(call, "latest")) {
            targets.add(latestId(call));
        }
        boolean fromFile = has(call, "cidfile") && arguments.has("cidfile");
        if (targets.isEmpty() && !fromFile) {
            throw new CommandException("you must provide at least one name or id");
        }
        return targets;
    }

    /** Exactly one name or id, and what follows it. */
    static List<String> oneAndRest(Invocation call) {
        List<String> words = new ArrayList<>(call.words());
        if (isOn(call, "latest")) {
            words.add(0, latestId(call));
        }
        return words;
    }

    static boolean runs(ContainerInfo info) {
        return info.state() == ContainerState.RUNNING;
    }

    private static String latestId(Invocation call) {
        List<ContainerInfo> all = call.containers().list(ContainerFilter.ALL);
        if (all.isEmpty()) {
            throw new CommandException("there is no container");
        }
        return all.get(0).id();
    }

    /** The id that {@code run --cidfile} left. */
    static String idIn(String file, boolean mayBeMissing) {
        Path path = Path.of(file);
        if (mayBeMissing && !Files.exists(path)) {
            return "";
        }
        try {
            return Files.readString(path).strip();
        } catch (IOException e) {
            throw new CommandException("read --cidfile " + file + ": " + Failure.message(e), e);
        }
    }

    private static boolean has(Invocation call, String option) {
        return call.arguments().knows(option);
    }

    private static boolean isOn(Invocation call, String option) {
        return has(call, option) && call.flag(option);
    }
}
