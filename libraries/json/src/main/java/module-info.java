/** JSON: a bounded parser, immutable values, path-aware reading, a writer. */
module dev.pinisi.json {
    requires static org.jspecify;

    exports dev.pinisi.json;
}
