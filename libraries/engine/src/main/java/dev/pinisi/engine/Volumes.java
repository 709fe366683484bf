package dev.pinisi.engine;

import java.util.List;

/** The named volumes of one store. */
public interface Volumes {
    /** The names of all volumes, in order. */
    List<String> list();

    /** Makes a volume; does nothing if it is there. */
    void create(String name);

    /**
     * Removes a volume and what is in it.
     *
     * @throws EngineException if there is none, or a container uses it
     */
    void remove(String name);
}
