package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.engine.Container;
import dev.pinisi.engine.ContainerFilter;
import dev.pinisi.engine.ContainerInfo;
import dev.pinisi.engine.EngineException;
import dev.pinisi.engine.ImageFilter;
import dev.pinisi.engine.ImageInfo;
import dev.pinisi.engine.RemoveOptions;
import dev.pinisi.engine.VolumeInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Finds what nothing uses, and removes it: for the {@code prune} commands. What comes into use meanwhile is refused by
 * the engine and stays.
 */
final class Pruning {
    /** What all prune commands filter by. */
    private static final List<String> COMMON = List.of("label", "label!", "until");

    private final Invocation call;
    private final List<String> filters;
    private long reclaimed;

    Pruning(Invocation call) {
        this.call = call;
        this.filters = Filters.read(call.arguments().list("filter"));
    }

    /** Refuses filters that others than images do not have. */
    void expectCommonFilters() {
        for (String filter : filters) {
            String key = KeyValue.of(filter).key();
            if (!COMMON.contains(key) || filter.indexOf('=') < 0) {
                throw new CommandException("--filter " + filter + ": " + key
                        + " is an invalid filter; label=, label!= and until= are known");
            }
        }
    }

    /** Asks on the terminal; a line that does not begin with y is a no. */
    static boolean agrees(Invocation call, String warning) {
        call.out()
                .print("WARNING! " + warning + "\nAre you sure you want to continue? [y/N] ")
                .flush();
        try {
            int first = System.in.read();
            while (first == ' ' || first == '\t') {
                first = System.in.read();
            }
            return (first | 0x20) == 'y';
        } catch (IOException e) {
            throw new CommandException("read the answer: " + e.getMessage(), e);
        }
    }

    /** The ids of those that do not run. */
    List<String> containers() {
        List<String> ids = new ArrayList<>();
        for (ContainerInfo container : call.containers().list(ContainerFilter.parse(filters))) {
            if (!Targets.runs(container)) {
                ids.add(container.id());
            }
        }
        return ids;
    }

    /** The ids of images without containers; unless all are meant, only of those without names. */
    List<String> images(boolean all) {
        List<String> terms = new ArrayList<>(filters);
        terms.add("containers=false");
        if (!all) {
            terms.add("dangling=true");
        }
        List<String> ids = new ArrayList<>();
        for (ImageInfo image : call.images().list(ImageFilter.parse(terms))) {
            if (!image.readOnly()) {
                ids.add(image.id());
            }
        }
        return ids;
    }

    /** The names of those that no container has. */
    List<String> volumes() {
        List<String> names = new ArrayList<>();
        for (VolumeInfo volume : VolumeLsCommand.chosen(call)) {
            if (volume.users().isEmpty()) {
                names.add(volume.name());
            }
        }
        return names;
    }

    /**
     * Removes one after the other, and prints what is gone; not what others removed or began to use meanwhile.
     *
     * @param heading printed before the first of them, unless it is empty
     * @param removal gives the bytes that became free
     * @return the exit code
     */
    int removeEach(String heading, List<String> targets, ToLongFunction<String> removal) {
        boolean[] headed = {heading.isEmpty()};
        return Each.of(call.console(), targets, target -> {
            try {
                reclaimed += removal.applyAsLong(target);
            } catch (EngineException e) {
                if (!Each.isMissing(e) && !isInUse(e)) {
                    throw e;
                }
                return;
            }
            if (!headed[0]) {
                call.out().println(heading);
                headed[0] = true;
            }
            call.out().println(target).flush();
        });
    }

    private static boolean isInUse(EngineException e) {
        return switch (e.kind()) {
            case IMAGE_IN_USE, VOLUME_IN_USE, WRONG_STATE -> true;
            default -> false;
        };
    }

    /** The bytes that became free by now. */
    long reclaimed() {
        return reclaimed;
    }

    long removeContainer(String id) {
        Container container = call.containers().get(id);
        long bytes = container.size().changed();
        container.remove(new RemoveOptions(false, true, RemoveOptions.DEFAULT.timeoutSeconds()));
        return bytes;
    }

    long removeImage(String id) {
        return call.images().removeUnused(id).bytes();
    }

    long removeVolume(String name) {
        long bytes = call.engine().volumes().size(name);
        call.engine().volumes().remove(name);
        return bytes;
    }
}
