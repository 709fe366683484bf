package dev.pinisi.oci.cli;

/** What the program says of itself. */
final class Help {
    static final String VERSION = "0.1.0";
    static final String SPECIFICATION = "1.3.0";

    private static final String TEXT = """
            pinisi-oci: runs containers as the OCI runtime specification says

            usage: pinisi-oci [global options] COMMAND [options] [arguments]

              create [-b BUNDLE] ID         make a container, up to its start
              start ID                      start a container that was created
              run [-b BUNDLE] [-d] ID       create and start, and wait for its end
              exec ID PROGRAM [ARGUMENT…]   run a further program in a container
              kill [-a] ID [SIGNAL]         send a signal (TERM)
              delete [-f] ID                remove a container that has ended
              state ID                      print the state
              list                          print all containers
              ps ID                         print a container's processes
              pause ID, resume ID           freeze and thaw all processes
              update ID                     change the limits of resources
              checkpoint ID                 write a running container to a directory, and end it
              restore [-b BUNDLE] [-d] ID   go on with a container from there
              events [--stats] ID           print statistics, and when memory ran out
              plan [-f json] BUNDLE         print step by step what create would do
              plan --diff A B               print what two bundles are made differently by
              spec                          write a config.json to start from
              features                      print what this runtime can do

            global options
              --root DIR          where the state is kept (/run/pinisi-oci)
              --log FILE          where errors and warnings go (standard error)
              --log-format FORMAT text or json
              --debug             log more
              --systemd-cgroup    have systemd make the control groups
              --version           print the version
            """;

    private Help() {}

    static int print() {
        Output.write(TEXT);
        return 0;
    }

    static int version() {
        Output.write("pinisi-oci version " + VERSION + "\nspec: " + SPECIFICATION + "\n");
        return 0;
    }
}
