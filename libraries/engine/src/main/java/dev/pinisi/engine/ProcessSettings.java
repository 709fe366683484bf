package dev.pinisi.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The container's first process.
 *
 * @param entrypoint instead of the image's; an empty list for none
 * @param command instead of the image's; empty for the image's
 * @param env added to the image's, in this order
 * @param unsetEnv removed from the image's
 * @param user {@code user[:group]}, names or numbers; empty for the image's
 * @param groups additional groups, names or numbers
 * @param workdir empty for the image's
 * @param workdirMustExist whether it is not made where the image has none: it was asked for, and may be mistyped
 * @param terminal give it a terminal
 * @param stdin keep its standard input open
 * @param init path or name of an init to run it below; empty for none
 * @param umask octal value; empty for 0022
 * @param oomScoreAdj -1000 to 1000
 * @param ulimits instead of the defaults
 * @param timezone as {@code --tz}: a zone's name or {@code local}; empty for the image's
 */
public record ProcessSettings(
        Optional<List<String>> entrypoint,
        List<String> command,
        Map<String, String> env,
        List<String> unsetEnv,
        String user,
        List<String> groups,
        String workdir,
        boolean workdirMustExist,
        boolean terminal,
        boolean stdin,
        String init,
        OptionalInt umask,
        OptionalInt oomScoreAdj,
        List<Ulimit> ulimits,
        String timezone) {}
