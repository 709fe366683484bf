package dev.pinisi.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The named volumes of one store. */
public interface Volumes {
    /** The names of all volumes, in order. */
    List<String> list();

    /** All volumes, in order of their names; looks through the containers once. */
    List<VolumeInfo> all();

    /** The volume of that name. */
    Optional<VolumeInfo> find(String name);

    /**
     * Makes a volume.
     *
     * @return false if there is one of that name: it stays as it is
     */
    boolean create(String name, Map<String, String> labels);

    /** Bytes that the files of a volume take on disk; 0 if there is none. Looks at all of them. */
    long size(String name);

    /**
     * Removes a volume and what is in it.
     *
     * @throws EngineException if there is none, or a container uses it
     */
    void remove(String name);
}
