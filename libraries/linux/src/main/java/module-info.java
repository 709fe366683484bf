/** Linux system calls through java.lang.foreign. */
module dev.pinisi.linux {
    requires static org.jspecify;

    exports dev.pinisi.linux;
}
