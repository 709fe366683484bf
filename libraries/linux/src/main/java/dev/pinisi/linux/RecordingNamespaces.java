package dev.pinisi.linux;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Remembers network namespaces instead of making them; code runs where it is called. */
public final class RecordingNamespaces implements Namespaces {
    private final List<String> calls = new ArrayList<>();
    private final Set<Path> networks = new HashSet<>();

    /** None yet. */
    public RecordingNamespaces() {}

    /** {@code "create /run/x"}, {@code "enter /run/x"}, {@code "remove /run/x"}, in the order of the calls. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void createNetwork(Path file) {
        calls.add("create " + file);
        networks.add(file);
    }

    @Override
    public <T> T inNetwork(Path file, Supplier<T> code) {
        calls.add("enter " + file);
        return code.get();
    }

    /** The read end of a pipe: a descriptor, of no namespace. */
    @Override
    public Descriptor open(Path file) {
        Pipe pipe = Pipe.open();
        pipe.writer().close();
        return pipe.reader();
    }

    @Override
    public boolean removeNetwork(Path file) {
        calls.add("remove " + file);
        return networks.remove(file);
    }
}
