package dev.pinisi.tool;

import dev.pinisi.commandline.Arguments;
import dev.pinisi.commandline.CommandException;
import dev.pinisi.engine.Container;
import dev.pinisi.engine.ContainerSpec;
import dev.pinisi.engine.Containers;
import dev.pinisi.engine.ImageInfo;
import dev.pinisi.engine.NetworkMode;
import dev.pinisi.engine.PullOptions;
import dev.pinisi.engine.PullPolicy;
import dev.pinisi.engine.RemoveOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalInt;

/** What {@code run} and {@code create} do first: check the options, get the image, create the container. */
final class Creation {
    private final Invocation call;
    private final Arguments arguments;

    Creation(Invocation call) {
        this.call = call;
        this.arguments = call.arguments();
    }

    /**
     * Creates it.
     *
     * @param toStart whether this process starts it next
     */
    Container create(boolean toStart) {
        call.expectAtLeast(1);
        String image = call.words().get(0);
        ContainerSpec spec = new SpecReader(call).read(image);
        warnOfPorts(spec);
        PullOptions pull = PullFlags.read(arguments, arguments.string("pull"));
        String cidFile = arguments.string("cidfile");
        if (!cidFile.isEmpty()) {
            claim(cidFile);
        }
        boolean created = false;
        try {
            getImage(image, pull);
            removeReplaced();
            Containers containers = call.containers();
            Container container = toStart ? containers.createToStart(spec) : containers.create(spec);
            created = true;
            if (!cidFile.isEmpty()) {
                Files.writeString(Path.of(cidFile), container.id());
            }
            return container;
        } catch (IOException e) {
            throw new CommandException("write --cidfile " + cidFile + ": " + Failure.message(e), e);
        } finally {
            if (!created && !cidFile.isEmpty()) {
                Path.of(cidFile).toFile().delete();
            }
        }
    }

    private void warnOfPorts(ContainerSpec spec) {
        NetworkMode mode = spec.network().mode();
        boolean reachable = mode instanceof NetworkMode.Bridge || mode instanceof NetworkMode.OfContainer;
        if (!reachable && !spec.network().ports().isEmpty()) {
            call.console()
                    .warn("published ports are discarded: --network " + String.join(",", arguments.list("network"))
                            + " has no place for them");
        }
    }

    private void getImage(String image, PullOptions options) {
        boolean ask = options.policy() == PullPolicy.ALWAYS || options.policy() == PullPolicy.NEWER;
        Optional<ImageInfo> present = ask ? Optional.empty() : call.images().find(image);
        boolean there = present.isPresent() && options.platform().isEmpty();
        boolean shipped = !ask && present.isEmpty() && ShippedImages.provide(call, image);
        if (there || shipped) {
            return;
        }
        PullProcess process = new PullProcess(call);
        if (options.policy() != PullPolicy.NEVER && process.isPossible()) {
            process.pull(image);
        } else {
            Transfer.pull(call, image, options);
        }
    }

    private void removeReplaced() {
        if (call.flag("replace")) {
            String name = arguments.string("name");
            if (name.isEmpty()) {
                throw new CommandException("cannot replace container without --name being set");
            }
            call.containers()
                    .find(name)
                    .ifPresent(old -> old.remove(new RemoveOptions(true, false, OptionalInt.empty())));
        }
    }

    /** Makes the file, which must not be there: it belongs to another container then. */
    private static void claim(String file) {
        try {
            Files.write(
                    Path.of(file),
                    "".getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new CommandException(
                    "container id file exists: ensure another container is not using it or delete " + file, e);
        } catch (IOException e) {
            throw new CommandException("create --cidfile: " + Failure.message(e), e);
        }
    }
}
