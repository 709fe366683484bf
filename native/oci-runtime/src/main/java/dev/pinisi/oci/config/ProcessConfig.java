package dev.pinisi.oci.config;

import dev.pinisi.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A process to run in a container: config.json's {@code process}, or the document that exec is given.
 *
 * @param consoleHeight rows of the terminal, 0 to leave it
 * @param consoleWidth columns of the terminal, 0 to leave it
 * @param capabilities absent for none at all
 * @param oomScoreAdj absent to leave it
 * @param scheduling the members {@code scheduler}, {@code ioPriority} and {@code execCPUAffinity}
 */
public record ProcessConfig(
        boolean terminal,
        int consoleHeight,
        int consoleWidth,
        UserConfig user,
        List<String> args,
        List<String> env,
        String cwd,
        Optional<CapabilityConfig> capabilities,
        List<Rlimit> rlimits,
        boolean noNewPrivileges,
        Optional<Integer> oomScoreAdj,
        String apparmorProfile,
        String selinuxLabel,
        SchedulingConfig scheduling) {

    /** Reads and checks a process. */
    public static ProcessConfig read(JsonCursor process) {
        JsonCursor size = process.field("consoleSize");
        JsonCursor capabilities = process.field("capabilities");
        JsonCursor score = process.field("oomScoreAdj");
        return new ProcessConfig(
                process.field("terminal").boolOr(false),
                Checks.notNegative(size.field("height")),
                Checks.notNegative(size.field("width")),
                UserConfig.read(process.field("user")),
                arguments(process.field("args")),
                environment(process.field("env")),
                Checks.absolute(process.field("cwd")),
                capabilities.isPresent() ? Optional.of(CapabilityConfig.read(capabilities)) : Optional.empty(),
                rlimits(process.field("rlimits")),
                process.field("noNewPrivileges").boolOr(false),
                score.isPresent() ? Optional.of(score(score)) : Optional.empty(),
                process.field("apparmorProfile").stringOr(""),
                process.field("selinuxLabel").stringOr(""),
                SchedulingConfig.read(process));
    }

    /** The same; what confines it and is not mentioned, as in a container's first process. */
    public ProcessConfig confinedAs(ProcessConfig first) {
        return new ProcessConfig(
                terminal,
                consoleHeight,
                consoleWidth,
                user,
                args,
                env,
                cwd,
                capabilities.isPresent() ? capabilities : first.capabilities,
                rlimits.isEmpty() ? first.rlimits : rlimits,
                noNewPrivileges,
                oomScoreAdj,
                apparmorProfile.isEmpty() ? first.apparmorProfile : apparmorProfile,
                selinuxLabel.isEmpty() ? first.selinuxLabel : selinuxLabel,
                scheduling);
    }

    private static List<String> arguments(JsonCursor args) {
        List<String> list = args.strings();
        if (list.isEmpty()) {
            throw args.fail("must name the program to run");
        }
        noNul(args, list);
        return list;
    }

    private static List<String> environment(JsonCursor env) {
        List<String> list = env.strings();
        noNul(env, list);
        return list;
    }

    private static void noNul(JsonCursor place, List<String> texts) {
        for (String text : texts) {
            if (text.indexOf('\0') >= 0) {
                throw place.fail("contains a NUL character");
            }
        }
    }

    private static List<Rlimit> rlimits(JsonCursor rlimits) {
        List<Rlimit> list = new ArrayList<>();
        int seen = 0;
        for (JsonCursor cursor : rlimits.elements()) {
            Rlimit rlimit = Rlimit.read(cursor);
            if ((seen >> rlimit.resource() & 1) != 0) {
                throw cursor.field("type").fail("a second limit of " + rlimit.type());
            }
            seen |= 1 << rlimit.resource();
            list.add(rlimit);
        }
        return list;
    }

    private static int score(JsonCursor score) {
        int value = score.intValue();
        if (value < -1000 || value > 1000) {
            throw score.fail(value + " is not from -1000 to 1000");
        }
        return value;
    }
}
