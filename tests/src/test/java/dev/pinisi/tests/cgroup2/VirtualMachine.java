package dev.pinisi.tests.cgroup2;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pinisi.tests.conformance.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A machine with two processors, 384 MB and a disk at {@code /dev/nvme0n1}, that runs scripts one after the other. */
final class VirtualMachine implements AutoCloseable {
    private static final int BOOT_SECONDS = 60;
    /** More than the guest itself gives a script. */
    private static final int SCRIPT_SECONDS = 60;

    private static final int DISK_BYTES = 32 << 20;

    private final Process process;
    private final BufferedReader answers;
    private final Path console;

    private VirtualMachine(Process process, Path console) {
        this.process = process;
        this.answers = process.inputReader(US_ASCII);
        this.console = console;
    }

    /** Boots; files of the machine go to the directory. */
    static VirtualMachine boot(Path kernel, Initramfs root, Path directory) throws IOException {
        Path initrd = Files.write(directory.resolve("initrd"), root.bytes());
        Path disk = Files.write(directory.resolve("disk"), new byte[DISK_BYTES]);
        Path console = directory.resolve("console");
        List<String> command = List.of(
                "qemu-system-x86_64",
                "-M",
                "q35",
                "-nodefaults",
                "-no-user-config",
                "-cpu",
                "Nehalem",
                "-accel",
                "tcg",
                "-smp",
                "2",
                "-m",
                "384",
                "-display",
                "none",
                "-no-reboot",
                "-drive",
                "if=none,id=disk,format=raw,file=" + disk,
                "-device",
                "nvme,serial=disk,drive=disk",
                "-serial",
                "file:" + console,
                "-serial",
                "stdio",
                "-kernel",
                kernel.toString(),
                "-initrd",
                initrd.toString(),
                "-append",
                "console=ttyS0 quiet panic=-1");
        Process process = new ProcessBuilder(command)
                .redirectError(directory.resolve("warnings").toFile())
                .start();
        VirtualMachine machine = new VirtualMachine(process, console);
        try {
            while (!machine.answer(BOOT_SECONDS).equals("ready")) {
                // what the firmware says
            }
        } catch (AssertionError e) {
            machine.close();
            throw e;
        }
        return machine;
    }

    Result run(String script) {
        try {
            process.getOutputStream()
                    .write((Base64.getEncoder().encodeToString(script.getBytes(UTF_8)) + "\n").getBytes(US_ASCII));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String[] answer = answer(SCRIPT_SECONDS).split(" ", -1);
        return new Result(Integer.parseInt(answer[0]), decoded(answer[1]), decoded(answer[2]));
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), UTF_8);
    }

    private String answer(int seconds) {
        CompletableFuture<String> line = CompletableFuture.supplyAsync(this::readLine);
        try {
            return line.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError("the guest does not answer; its console says:\n" + consoleText(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String readLine() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("the machine has ended");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String consoleText() {
        try {
            return Files.readString(console);
        } catch (IOException e) {
            return "(" + e + ")";
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
