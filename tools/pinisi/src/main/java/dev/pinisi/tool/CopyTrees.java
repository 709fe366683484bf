package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.engine.Container;
import dev.pinisi.engine.ContainerView;
import dev.pinisi.linux.Directory;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.storage.FileTree;
import dev.pinisi.storage.UnpackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The trees that {@code cp} works on: those of containers, opened once each, and this host's. */
final class CopyTrees implements AutoCloseable {
    private final Map<String, ContainerView> views = new TreeMap<>();
    private final List<ContainerView> opened = new ArrayList<>();
    private final List<FileTree> hosts = new ArrayList<>();

    /** Opens the containers in the order of their IDs, so that no two commands wait for each other. */
    CopyTrees(Invocation call, CopyEnd from, CopyEnd to) {
        TreeMap<String, Container> containers = new TreeMap<>();
        Map<String, String> ids = new TreeMap<>();
        for (CopyEnd end : List.of(from, to)) {
            if (!end.isHost()) {
                Optional<Container> container = call.containers().find(end.container());
                if (container.isEmpty()) {
                    throw new CommandException("container \"" + end.container() + "\" does not exist");
                }
                containers.put(container.get().id(), container.get());
                ids.put(end.container(), container.get().id());
            }
        }
        try {
            Map<String, ContainerView> byId = new TreeMap<>();
            containers.forEach((id, container) -> {
                ContainerView view = container.fileSystem().open();
                byId.put(id, view);
                opened.add(view);
            });
            ids.forEach((name, id) -> views.put(name, byId.get(id)));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    ContainerView view(CopyEnd end) {
        ContainerView view = views.get(end.container());
        if (view == null) {
            throw new IllegalStateException(end.container() + " was not opened");
        }
        return view;
    }

    /** A directory of this host as a tree of its own: nothing that is written to it gets out of it. */
    FileTree host(Path directory) {
        try {
            FileTree tree = new FileTree(Directory.open(directory), Map.of());
            hosts.add(tree);
            return tree;
        } catch (LinuxException e) {
            throw new CommandException("open " + directory + ": " + Failure.message(e), e);
        }
    }

    /** Who runs this command. */
    static UnpackOptions.Owner self() {
        try {
            Map<String, Object> ids = Files.readAttributes(Path.of("/proc/self"), "unix:uid,gid");
            int user = ids.get("uid") instanceof Integer uid ? uid : 0;
            int group = ids.get("gid") instanceof Integer gid ? gid : 0;
            return new UnpackOptions.Owner(user, group);
        } catch (IOException e) {
            throw new CommandException("read /proc/self: " + Failure.message(e), e);
        }
    }

    @Override
    public void close() {
        hosts.forEach(FileTree::close);
        opened.forEach(ContainerView::close);
    }
}
