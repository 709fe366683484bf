package dev.pinisi.linux;

/** How mounts below a mount spread to its peers, mount_namespaces(7). */
public enum Propagation {
    PRIVATE(1L << 18),
    SLAVE(1L << 19),
    SHARED(1L << 20);

    final long flag;

    Propagation(long flag) {
        this.flag = flag;
    }
}
