/** The pinisi-image command. */
module dev.pinisi.imagetool {
    requires static org.jspecify;
    requires transitive dev.pinisi.commandline;
    requires transitive dev.pinisi.image;

    exports dev.pinisi.imagetool;
}
