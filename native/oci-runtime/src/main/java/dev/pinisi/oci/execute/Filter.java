package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Identification;
import dev.pinisi.oci.kernel.KernelException;
import dev.pinisi.oci.kernel.Limits;
import dev.pinisi.oci.kernel.Sockets;
import dev.pinisi.oci.kernel.Utf8;
import dev.pinisi.oci.seccomp.SeccompCompiler;
import dev.pinisi.oci.seccomp.SeccompProgram;
import java.util.Optional;

/**
 * A filter for system calls on this machine.
 *
 * @param listener a socket to whoever answers what the filter wants decided, or -1
 * @param metadata {@code listenerMetadata}, for the listener
 */
record Filter(SeccompProgram program, int listener, String metadata) {
    /** Of the specification that says what a listener is told. */
    private static final String PROCESS_STATE_VERSION = "1.0.2";

    /** Compiles a profile, if there is one, and connects to its listener, if it wants one. */
    static Optional<Filter> of(JsonCursor seccomp) {
        if (!seccomp.isPresent()) {
            return Optional.empty();
        }
        SeccompProgram program = SeccompCompiler.compile(seccomp, Identification.machine());
        int listener = program.notifies() ? connect(seccomp.field("listenerPath")) : -1;
        return Optional.of(
                new Filter(program, listener, seccomp.field("listenerMetadata").stringOr("")));
    }

    private static int connect(JsonCursor path) {
        try {
            return Sockets.connect(path.string());
        } catch (KernelException e) {
            throw ContainerException.at(path.path(), e);
        }
    }

    /**
     * Installs it, for this process and those that it makes.
     *
     * @param pid this process's, as the listener knows it
     * @param container the document of the container's state
     */
    void install(String pid, byte[] container) {
        int descriptor = check(Limits.installFilter(program.bpf(), program.flags()), "install", "the seccomp filter");
        if (program.notifies()) {
            byte[] message = processState(pid, container);
            check(Sockets.sendDescriptor(listener, message, descriptor), "send the seccomp listener its", "descriptor");
            Files.close(descriptor);
            Files.close(listener);
        }
    }

    /** The specification's container process state (config-linux, "seccomp"). */
    private byte[] processState(String pid, byte[] container) {
        JsonWriter out = new JsonWriter().object();
        out.name("ociVersion").value(PROCESS_STATE_VERSION);
        out.name("fds").array().value("seccompFd").end();
        out.name("pid").value(Integer.parseInt(pid));
        if (!metadata.isEmpty()) {
            out.name("metadata").value(metadata);
        }
        out.name("state").json(Utf8.decode(container, 0, container.length));
        return out.end().bytes();
    }
}
