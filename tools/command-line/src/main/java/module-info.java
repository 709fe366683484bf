/** Options, tables, templates and progress shared by the tools. */
module dev.pinisi.commandline {
    requires static org.jspecify;
    requires transitive dev.pinisi.json;
    // whether a stream is a terminal, and how wide it is
    requires dev.pinisi.linux;

    exports dev.pinisi.commandline;
}
