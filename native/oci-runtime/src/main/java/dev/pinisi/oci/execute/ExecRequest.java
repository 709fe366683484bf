package dev.pinisi.oci.execute;

import dev.pinisi.oci.config.ProcessConfig;

/**
 * A further process for a container.
 *
 * @param consoleSocket path; empty for none
 * @param pidFile path; empty for none
 * @param preservedFds how many descriptors from 3 on the program keeps
 * @param detach whether the caller does not stay with the process
 */
public record ExecRequest(
        ProcessConfig process, String consoleSocket, String pidFile, int preservedFds, boolean detach) {}
