/** The configuration files of the container tools. */
module dev.pinisi.config {
    requires static org.jspecify;
    requires transitive dev.pinisi.json;

    exports dev.pinisi.config;
}
