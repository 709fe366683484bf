package dev.pinisi.oci.execute;

import dev.pinisi.oci.state.ContainerState;

/** A container that was made, and where its terminal goes. */
public record Created(ContainerState state, ConsoleLine console) {}
