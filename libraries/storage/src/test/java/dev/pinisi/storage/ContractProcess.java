package dev.pinisi.storage;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** Runs the contract in a process of its own and tells of each test in a line: passed, skipped or failed; name; why. */
public final class ContractProcess {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private ContractProcess() {}

    static List<String> command(Class<? extends RootFilesystemContract> contract) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ContractProcess.class.getName(),
                contract.getName());
    }

    /** The argument is the name of the contract's class. */
    public static void main(String[] args) throws ReflectiveOperationException {
        for (Method method : RootFilesystemContract.class.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                Object contract =
                        Class.forName(args[0]).getDeclaredConstructor().newInstance();
                tell(method.getName(), (RootFilesystemContract) contract, method);
            }
        }
    }

    private static void tell(String name, RootFilesystemContract contract, Method method) {
        try {
            contract.stores.begin();
            try {
                contract.requireDriver();
                method.invoke(contract);
            } finally {
                contract.stores.end();
            }
            line("passed", name, "");
        } catch (InvocationTargetException e) {
            boolean aborted = e.getCause() instanceof TestAbortedException;
            line(aborted ? "skipped" : "failed", name, aborted ? e.getCause().getMessage() : trace(e.getCause()));
        } catch (TestAbortedException e) {
            line("skipped", name, e.getMessage());
        } catch (Exception e) {
            line("failed", name, trace(e));
        }
    }

    private static void line(String outcome, String name, String why) {
        OUT.println(outcome + "\t" + name + "\t" + why.replace('\t', ' ').replace('\n', ' '));
    }

    private static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
