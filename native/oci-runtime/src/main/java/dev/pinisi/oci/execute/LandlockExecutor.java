package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.config.LandlockRule;
import dev.pinisi.oci.kernel.FileStatus;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Landlock;
import dev.pinisi.oci.plan.Step;

/** Restricts the container's process to the paths of its annotation. */
final class LandlockExecutor {
    private LandlockExecutor() {}

    /** Everything is forbidden that this kernel can forbid, then allowed where a rule says so. */
    static void restrict(Step.Landlock step) {
        long known = Landlock.known();
        if (known == 0) {
            throw new ContainerException("annotations." + LandlockRule.ANNOTATION
                    + ": this kernel has no Landlock (5.13 and later, where it is not switched off by lsm=)");
        }
        int rules = check(Landlock.create(known), "make", "a Landlock ruleset");
        for (LandlockRule rule : step.rules()) {
            allow(rules, rule, known);
        }
        check(Landlock.restrict(rules), "put in force", "the Landlock ruleset");
        Files.close(rules);
    }

    private static void allow(int rules, LandlockRule rule, long known) {
        int place = check(
                Files.open(rule.path(), Files.O_PATH), "allow " + rule.right().word() + " by Landlock on", rule.path());
        long rights = rights(rule.right()) & known;
        if (!FileStatus.of(place).isDirectory()) {
            rights &= Landlock.OF_FILES;
        }
        check(Landlock.allow(rules, place, rights), "allow " + rule.right().word() + " by Landlock on", rule.path());
        Files.close(place);
    }

    private static long rights(LandlockRule.Right right) {
        long read = Landlock.READ_FILE | Landlock.READ_DIRECTORY;
        return switch (right) {
            case READ -> read;
            case EXEC -> read | Landlock.EXECUTE;
            case WRITE -> ~Landlock.EXECUTE;
        };
    }
}
