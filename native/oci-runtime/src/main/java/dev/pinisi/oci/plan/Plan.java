package dev.pinisi.oci.plan;

import java.util.List;

/**
 * What will be done.
 *
 * @param joinsBefore namespaces that the runtime enters for the moment in which it makes the first process
 * @param newNamespaces CLONE_NEW… flags that the first process is made with
 * @param steps in order, done by that process
 * @param sources where each of the steps comes from, at the same index
 * @param warnings what of the configuration will not be honoured in full
 */
public record Plan(
        List<Step.JoinNamespace> joinsBefore,
        long newNamespaces,
        List<Step> steps,
        List<Source> sources,
        List<String> warnings) {}
