package dev.pinisi.oci.execute;

import dev.pinisi.oci.log.Log;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the process that becomes the container's needs beside its steps.
 *
 * @param joinFiles files to write 0 to, to enter the control groups
 * @param startFifo a descriptor to read from before the program runs, or -1
 * @param consoleSocket a descriptor to send a terminal's other end to, or -1
 * @param openSources detached copies of the sources of bind mounts, by destination, made while they were in reach
 * @param state the runtime specification's state, for hooks and listeners
 * @param firstPid the running container's first process; 0 for the one that becomes it
 */
record InitContext(
        Log log,
        List<String> joinFiles,
        int startFifo,
        int consoleSocket,
        Handover handover,
        Optional<Filter> filter,
        HookState state,
        int firstPid,
        Map<String, Integer> openSources) {}
