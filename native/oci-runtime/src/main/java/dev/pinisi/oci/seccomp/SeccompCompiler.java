package dev.pinisi.oci.seccomp;

import dev.pinisi.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compiles {@code linux.seccomp} (runtime-spec, config-linux) into a filter program.
 *
 * <p>Where the specification is silent, libseccomp's and runc's behaviour counts: the machine's own architecture is
 * always filtered; calls of an architecture that is not listed kill the thread; a rule without conditions prevails over
 * those with conditions; rules whose action is the default are none; unknown names are skipped; and if the default
 * action refuses, calls newer than any that the profile names fail with ENOSYS, so that programs fall back to what the
 * profile's author knew. Of several rules with conditions for one call, the first that holds decides.
 */
public final class SeccompCompiler {
    private static final int NUMBER_OFFSET = 0;
    private static final int ARCHITECTURE_OFFSET = 4;
    private static final int MAX_INSTRUCTIONS = 4096;
    private static final long LAST_NUMBER = 0xffffffffL;

    private final Profile profile;
    private final Assembler code = new Assembler();

    private SeccompCompiler(Profile profile) {
        this.profile = profile;
    }

    /**
     * Compiles a profile.
     *
     * @param seccomp the object {@code linux.seccomp}, present
     * @param machine the machine's own architecture as {@code uname -m} names it
     * @throws dev.pinisi.json.JsonException naming the member that is wrong
     */
    public static SeccompProgram compile(JsonCursor seccomp, String machine) {
        Architecture own = Architecture.ofMachine(seccomp, machine);
        int defaultAction = Action.read(seccomp.field("defaultAction"), seccomp.field("defaultErrnoRet"));
        if (defaultAction == Action.NOTIFY) {
            throw seccomp.field("defaultAction").fail("SCMP_ACT_NOTIFY can only be the action of a rule");
        }
        List<Rule> rules = new ArrayList<>();
        for (JsonCursor syscall : seccomp.field("syscalls").elements()) {
            rules.add(Rule.read(syscall));
        }
        boolean notify = notify(seccomp, rules);
        int flags = Flags.read(seccomp.field("flags"), notify);
        SeccompCompiler compiler = new SeccompCompiler(profile(defaultAction, rules));
        compiler.write(architectures(seccomp, own));
        if (compiler.code.count() > MAX_INSTRUCTIONS) {
            throw seccomp.fail("the filter takes " + compiler.code.count() + " instructions; the kernel allows "
                    + MAX_INSTRUCTIONS + ": name fewer conditions");
        }
        return new SeccompProgram(compiler.code.program(), flags, notify);
    }

    private static Profile profile(int defaultAction, List<Rule> rules) {
        Profile profile = new Profile(defaultAction);
        for (Rule rule : rules) {
            profile.add(rule);
        }
        return profile;
    }

    private static boolean notify(JsonCursor seccomp, List<Rule> rules) {
        for (Rule rule : rules) {
            if (rule.action() != Action.NOTIFY) {
                continue;
            }
            if (seccomp.field("listenerPath").stringOr("").isEmpty()) {
                throw seccomp.field("listenerPath").fail("missing, though a rule has the action SCMP_ACT_NOTIFY");
            }
            return true;
        }
        return false;
    }

    private static List<Architecture> architectures(JsonCursor seccomp, Architecture own) {
        List<Architecture> architectures = new ArrayList<>();
        architectures.add(own);
        for (JsonCursor name : seccomp.field("architectures").elements()) {
            Architecture architecture = Architecture.named(name, own);
            if (architecture != null && !architectures.contains(architecture)) {
                architectures.add(architecture);
            }
        }
        return architectures;
    }

    /** The own architecture is told apart first: nearly all calls are its. */
    private void write(List<Architecture> architectures) {
        boolean x32 = architectures.contains(Architecture.X32);
        List<Architecture> told = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (Architecture architecture : architectures) {
            if (architecture != Architecture.X32) {
                told.add(architecture);
                places.add(writeCalls(architecture, x32));
            }
        }
        int next = code.finish(Action.KILL_THREAD);
        for (int i = told.size() - 1; i >= 0; i--) {
            next = code.jump(Assembler.JUMP_EQUAL, told.get(i).auditValue(), places.get(i), next);
        }
        code.load(ARCHITECTURE_OFFSET);
    }

    private int writeCalls(Architecture architecture, boolean x32) {
        Ranges ranges = new Ranges();
        addCalls(ranges, architecture, 0);
        if (architecture == Architecture.X86_64) {
            addHighCalls(ranges, x32 ? Architecture.X32 : null);
        }
        code.jump(ranges.write(code));
        return code.load(NUMBER_OFFSET);
    }

    /** The calls of a 64-bit x86 program whose numbers have the bit that says x32. */
    private void addHighCalls(Ranges ranges, @Nullable Architecture x32) {
        if (x32 != null) {
            addCalls(ranges, x32, Architecture.X32_BIT);
            return;
        }
        ranges.from(Architecture.X32_BIT, code.finish(Action.KILL_THREAD));
        // -1: a tracer's way to skip a call, not one of x32
        ranges.from(LAST_NUMBER, code.finish(profile.defaultAction()));
    }

    private void addCalls(Ranges ranges, Architecture architecture, long base) {
        Decisions decisions = Decisions.of(architecture, profile);
        int otherwise = code.finish(profile.defaultAction());
        Comparison comparison = new Comparison(code, architecture.wide());
        ranges.from(base, otherwise);
        for (int i = 0; i < decisions.count(); i++) {
            long number = base + decisions.number(i);
            ranges.from(number, writeDecision(decisions.decision(i), comparison, otherwise));
            ranges.from(number + 1, otherwise);
        }
        if (decisions.count() > 0 && !Action.permits(profile.defaultAction())) {
            ranges.from(base + decisions.number(decisions.count() - 1) + 1, code.finish(Action.REFUSE_AS_UNKNOWN));
        }
    }

    private int writeDecision(Decision decision, Comparison comparison, int otherwise) {
        int next = otherwise;
        for (int i = decision.branches().size() - 1; i >= 0; i--) {
            Decision.Branch branch = decision.branches().get(i);
            int yes = code.finish(branch.action());
            for (int c = branch.conditions().size() - 1; c >= 0; c--) {
                yes = comparison.write(branch.conditions().get(c), yes, next);
            }
            next = yes;
        }
        return next;
    }
}
