/** Storage: layers, images and root file systems. */
module dev.pinisi.storage {
    requires static org.jspecify;
    requires transitive dev.pinisi.json;
    requires transitive dev.pinisi.spec;
    requires transitive dev.pinisi.config;
    requires transitive dev.pinisi.linux;
    requires transitive dev.pinisi.image;

    provides dev.pinisi.image.spi.ImageTransport with
            dev.pinisi.storage.internal.StoreTransport;

    exports dev.pinisi.storage;
    exports dev.pinisi.storage.spi;
}
