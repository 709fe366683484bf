/** The pinisi-image command. */
module dev.pinisi.imagetool {
    requires static org.jspecify;
    requires transitive dev.pinisi.commandline;
    requires transitive dev.pinisi.image;
    // passwords are read from the terminal without being shown
    requires dev.pinisi.linux;
    // the files that tell sync what to copy
    requires org.snakeyaml.engine;

    exports dev.pinisi.imagetool;
}
