/** Options, tables, templates and progress shared by the tools. */
module dev.pinisi.commandline {
    requires static org.jspecify;
    requires transitive dev.pinisi.json;

    exports dev.pinisi.commandline;
}
