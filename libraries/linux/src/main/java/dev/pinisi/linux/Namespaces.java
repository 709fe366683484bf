package dev.pinisi.linux;

import java.nio.file.Path;
import java.util.function.Supplier;

/** Network namespaces that live on as a file, network_namespaces(7). */
public interface Namespaces {
    /** The namespaces of this system. */
    static Namespaces system() {
        return SystemNamespaces.INSTANCE;
    }

    /**
     * Makes a network namespace, its loopback up, and binds it to a new file, so that it lives on without a process.
     *
     * @throws LinuxException {@code EEXIST} if there is such a file
     */
    void createNetwork(Path file);

    /**
     * Runs code inside a network namespace, on a fresh platform thread that ends with it: no thread of a pool is ever
     * left behind in a foreign namespace. A socket that the code opens belongs to that namespace for its whole life.
     *
     * @param file the namespace's file, or {@code /proc/PID/ns/net}
     * @return what the code returns; what it throws is thrown
     */
    <T> T inNetwork(Path file, Supplier<T> code);

    /** A descriptor of the namespace, for calls that take one. */
    Descriptor open(Path file);

    /**
     * Takes the file away; the namespace ends with its last process or socket.
     *
     * @return false if there is no such file
     */
    boolean removeNetwork(Path file);
}
