package dev.pinisi.engine;

import java.util.List;
import java.util.Optional;

/** The containers of one store. */
public interface Containers {
    /**
     * Creates a container from an image in the store. Nothing runs yet.
     *
     * @throws EngineException if the image is not there, the name is taken or the options contradict each other
     */
    Container create(ContainerSpec spec);

    /**
     * Creates a container that the caller starts next. Of one that is to be removed when it ends nothing stays if this
     * process dies before.
     *
     * @throws EngineException as {@link #create} does
     */
    Container createToStart(ContainerSpec spec);

    /** The container of that name, id, or unambiguous beginning of an id. */
    Optional<Container> find(String nameOrId);

    /**
     * The container of that name, id, or unambiguous beginning of an id.
     *
     * @throws EngineException if there is none, or more than one begins so
     */
    Container get(String nameOrId);

    /** Containers, the newest first. Takes no lock: containers that vanish meanwhile are left out. */
    List<ContainerInfo> list(ContainerFilter filter);
}
