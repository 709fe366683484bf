package dev.pinisi.engine.internal;

import java.util.List;

/** Gives the default seccomp profile. */
interface SeccompProfiles {
    /** The value of {@code linux.seccomp}, JSON text. */
    String resolve(String architecture, List<String> capabilities);
}
