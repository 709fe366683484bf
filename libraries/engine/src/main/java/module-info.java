/** The engine: containers and images on one host. */
module dev.pinisi.engine {
    requires static org.jspecify;
    requires transitive dev.pinisi.json;
    requires transitive dev.pinisi.spec;
    requires transitive dev.pinisi.config;
    requires transitive dev.pinisi.linux;
    requires transitive dev.pinisi.image;
    requires transitive dev.pinisi.storage;
    requires transitive dev.pinisi.network;
    // sun.misc.Signal, the only way to be told of signals
    requires jdk.unsupported;

    exports dev.pinisi.engine;
}
