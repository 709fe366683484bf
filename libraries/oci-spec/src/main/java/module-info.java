/** OCI image, runtime and distribution documents. */
module dev.pinisi.spec {
    requires static org.jspecify;
    requires transitive dev.pinisi.json;
    // for its SHA-256
    requires dev.pinisi.linux;

    exports dev.pinisi.spec;
}
