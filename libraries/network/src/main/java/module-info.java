/** Networks: bridges, addresses, published ports. */
module dev.pinisi.network {
    requires static org.jspecify;
    requires transitive dev.pinisi.json;
    requires transitive dev.pinisi.linux;

    exports dev.pinisi.network;
}
