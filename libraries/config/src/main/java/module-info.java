/** The configuration files of the container tools. */
module dev.pinisi.config {
    requires static org.jspecify;
    requires transitive dev.pinisi.json;
    // TOML; loaded only when there is a file that says something
    requires com.electronwill.nightconfig.core;
    requires com.electronwill.nightconfig.toml;
    // YAML; loaded only when there is a registries.d
    requires org.snakeyaml.engine;

    exports dev.pinisi.config;
}
