package dev.pinisi.engine.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** What the engine needs of the network library. */
interface ContainerNetworks {
    /** Makes the container's network namespace, bound to the file, and connects it. */
    NetworkStatus setUp(ContainerRecord record, Path namespace);

    /** The containers that have addresses or ports and are not alive any more. */
    List<String> lost(Predicate<String> alive);

    /** Takes it all down, the namespace included. What is not there is no error. */
    void tearDown(String id, Path namespace);
}
