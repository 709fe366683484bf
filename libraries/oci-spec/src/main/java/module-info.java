/** OCI image, runtime and distribution documents. */
module dev.pinisi.spec {
    requires static org.jspecify;
    requires transitive dev.pinisi.json;

    exports dev.pinisi.spec;
}
