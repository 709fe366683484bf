package dev.pinisi.storage.internal;

import dev.pinisi.linux.Child;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.OverlayMount;
import dev.pinisi.linux.Pipe;
import dev.pinisi.linux.Spawn;
import dev.pinisi.linux.SpawnRequest;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program that mounts overlays as fuse-overlayfs does: {@code PROGRAM -o lowerdir=…,upperdir=…,workdir=… TARGET}. */
final class MountProgram {
    private static final int LONGEST_MESSAGE = 4096;

    private MountProgram() {}

    static void mount(String program, OverlayMount overlay, Path target) {
        OverlayMount.Writable writable = overlay.writable().orElseThrow();
        StringBuilder options = new StringBuilder("lowerdir=");
        for (int i = 0; i < overlay.lowers().size(); i++) {
            options.append(i == 0 ? "" : ":").append(plain(overlay.lowers().get(i)));
        }
        options.append(",upperdir=").append(plain(writable.upper()));
        options.append(",workdir=").append(plain(writable.work()));
        for (String option : overlay.options()) {
            if (!option.startsWith(OverlayDriver.PROGRAM + "=")) {
                options.append(',').append(option);
            }
        }
        run(List.of(program, "-o", options.toString(), target.toString()), target);
    }

    private static String plain(Path path) {
        String text = path.toString();
        if (text.indexOf(':') >= 0 || text.indexOf(',') >= 0 || text.indexOf('\\') >= 0) {
            throw new StorageException(
                    Kind.UNSUPPORTED,
                    "mount " + text
                            + " by a program: its name must have none of ':', ',' and '\\'; use another --root");
        }
        return text;
    }

    /** The program stays in the background when it has mounted. */
    private static void run(List<String> command, Path target) {
        try (Pipe pipe = Pipe.open()) {
            int writer = pipe.writer().number();
            SpawnRequest request = SpawnRequest.of(Path.of(command.getFirst()), command, environment())
                    .withDescriptors(Map.of(0, 0, 1, writer, 2, writer))
                    .withNewSession();
            try (Child child = Spawn.system().start(request)) {
                pipe.writer().close();
                int code = child.await().shellCode();
                if (code != 0) {
                    throw failed(command.getFirst(), target, said(pipe, code));
                }
            }
        } catch (LinuxException e) {
            throw failed(command.getFirst(), target, String.valueOf(e.getMessage()));
        }
    }

    private static String said(Pipe pipe, int code) {
        try {
            byte[] text = pipe.reader().inputStream().readNBytes(LONGEST_MESSAGE);
            return text.length == 0
                    ? "it ended with " + code
                    : new String(text, StandardCharsets.UTF_8).strip().replace('\n', ' ');
        } catch (IOException e) {
            return "it ended with " + code;
        }
    }

    private static StorageException failed(String program, Path target, String reason) {
        return new StorageException(Kind.UNSUPPORTED, "mount " + target + " by " + program + ": " + reason);
    }

    private static List<String> environment() {
        List<String> environment = new ArrayList<>();
        for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
            environment.add(variable.getKey() + "=" + variable.getValue());
        }
        return environment;
    }
}
