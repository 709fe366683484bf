package dev.pinisi.engine;

import dev.pinisi.json.Json;
import java.io.OutputStream;
import java.util.OptionalInt;

/** One container. Every method works whichever process started it. */
public interface Container {
    /** 64 hexadecimal digits. */
    String id();

    String name();

    /** The state now, read without a lock. */
    ContainerInfo info();

    /** How much its root file system takes up; reads all of what it has written. */
    ContainerSize size();

    /** Its files. */
    ContainerFileSystem fileSystem();

    /**
     * Makes an image of it: its image, its changes as one more layer, its settings as defaults.
     *
     * @return the image's id, 64 hexadecimal digits
     * @throws EngineException if one of the changes cannot be understood
     */
    String commit(CommitSpec spec);

    /** What {@code podman container inspect} says of it, in podman's fields. */
    Json.Obj inspect();

    /** Starts it and returns when its command runs. */
    void start();

    /**
     * Starts it with this process attached from the first byte on, and waits. When it ends, this process cleans up
     * (and removes it, if it was created so) before the method returns.
     */
    AttachOutcome startAttached(AttachStreams streams);

    /** Attaches to the running container and waits until it ends or the user detaches. */
    AttachOutcome attach(AttachStreams streams);

    /** Runs another command inside, attached; returns its exit code. */
    int exec(ExecSpec command, AttachStreams streams);

    /** Runs another command inside and leaves it there; returns its session id. */
    String execDetached(ExecSpec command);

    /**
     * Sends the stop signal, and SIGKILL when the time is up. Does nothing if it does not run.
     *
     * @param timeoutSeconds empty for what the container was created with
     */
    void stop(OptionalInt timeoutSeconds);

    /** Sends a signal to the container's first process. */
    void kill(int signal);

    /** Waits until it does not run; its exit code, -1 if nobody recorded one. */
    int waitForExit();

    /** Waits until it is in that state. */
    void waitFor(ContainerState state);

    /**
     * Gives it another name.
     *
     * @throws EngineException if the name is another container's, or cannot be one
     */
    void rename(String name);

    /** Removes it with all that belongs to it. */
    void remove(RemoveOptions options);

    /** Writes its log; with {@link LogOptions#follow()} until it ends. */
    void logs(LogOptions options, OutputStream out, OutputStream err);

    /**
     * Takes down what a container that has ended leaves behind: network, mounts, cgroup; removes it if it was created
     * with automatic removal. May be called at any time, by several processes, any number of times.
     */
    void cleanUp();
}
