/** The pinisi command. */
module dev.pinisi.tool {
    requires static org.jspecify;
    requires transitive dev.pinisi.commandline;
    requires transitive dev.pinisi.engine;

    exports dev.pinisi.tool;
}
