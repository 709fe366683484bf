/** Images: references, transports, copy. */
module dev.pinisi.image {
    requires static org.jspecify;
    requires transitive dev.pinisi.json;
    requires transitive dev.pinisi.spec;
    requires transitive dev.pinisi.config;
    // HTTP/2; loaded only for registries that speak nothing else
    requires java.net.http;
    // zstd; loaded only for layers compressed with it
    requires aircompressor.v3;
    // OpenPGP, scrypt and secretbox; loaded only for signatures
    requires org.bouncycastle.pg;
    requires org.bouncycastle.provider;

    uses dev.pinisi.image.spi.ImageTransport;

    exports dev.pinisi.image;
    exports dev.pinisi.image.spi;
}
