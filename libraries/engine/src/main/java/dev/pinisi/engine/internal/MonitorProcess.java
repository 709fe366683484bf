package dev.pinisi.engine.internal;

import dev.pinisi.engine.EngineException;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import dev.pinisi.linux.Child;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.Pipe;
import dev.pinisi.linux.Spawn;
import dev.pinisi.linux.SpawnRequest;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A monitor that was just started, and the pipe on which it reports: conmon's protocol, {@code --api-version 1}. Closing
 * ends the listening, not the monitor.
 */
final class MonitorProcess implements AutoCloseable {
    private static final int SYNC = 3;
    private static final int START = 4;
    private static final int ATTACH = 5;
    private static final int MAXIMUM_MESSAGE = 256 * 1024;

    private final Pipe sync;
    private final Pipe start;
    private final Pipe attach;
    private final Child child;

    private MonitorProcess(Pipe sync, Pipe start, Pipe attach, Child child) {
        this.sync = sync;
        this.start = start;
        this.attach = attach;
        this.child = child;
    }

    /**
     * Starts a monitor.
     *
     * @param awaitsAttachment whether it is to wait for {@link #proceed()} once a client can attach
     */
    static MonitorProcess start(Spawn spawn, Path program, List<String> arguments, boolean awaitsAttachment) {
        List<String> argv = new ArrayList<>(arguments.size() + 1);
        argv.add(program.toString());
        argv.addAll(arguments);
        List<String> environment = new ArrayList<>(ChildEnvironment.get());
        Map<Integer, Integer> descriptors = new HashMap<>(Map.of(0, 0, 1, 1, 2, 2));
        Pipe sync = Pipe.open();
        Pipe start = Pipe.open();
        Pipe attach = Pipe.open();
        environment.add("_OCI_SYNCPIPE=" + SYNC);
        descriptors.put(SYNC, sync.writer().number());
        if (awaitsAttachment) {
            environment.add("_OCI_STARTPIPE=" + START);
            descriptors.put(START, start.reader().number());
            environment.add("_OCI_ATTACHPIPE=" + ATTACH);
            descriptors.put(ATTACH, attach.writer().number());
        }
        try {
            Child child =
                    spawn.start(SpawnRequest.of(program, argv, environment).withDescriptors(descriptors));
            sync.writer().close();
            start.reader().close();
            attach.writer().close();
            MonitorProcess monitor = new MonitorProcess(sync, start, attach, child);
            if (awaitsAttachment) {
                monitor.proceed();
            }
            return monitor;
        } catch (LinuxException e) {
            sync.close();
            start.close();
            attach.close();
            throw new EngineException(
                    EngineException.Kind.RUNTIME_FAILED,
                    program.toString(),
                    "cannot run the monitor " + program + ": " + e.getMessage(),
                    e);
        }
    }

    /** Waits until a client can attach. */
    void awaitDoors() {
        message(attach);
    }

    /** Lets a monitor that waits go on. */
    void proceed() {
        start.writer().write(new byte[] {0}, 0, 1);
    }

    /**
     * Waits for the id of the process that the runtime made.
     *
     * @param action for the message: {@code start}
     * @param bundle where the runtime's log is, which says more than what it printed
     */
    int awaitPid(String action, String id, Path bundle) {
        JsonCursor message = message(sync);
        reap();
        int pid = message.field("data").intOr(message.field("pid").intOr(-1));
        if (pid <= 0) {
            String log = AtomicFiles.readText(bundle.resolve(MonitorArguments.RUNTIME_LOG));
            String said = message.field("message").stringOr("");
            throw RuntimeCommand.failure(action, id, log.isEmpty() ? said : log);
        }
        return pid;
    }

    /** Waits for the exit code of a command that was executed; empty if the monitor ended without a word. */
    OptionalInt awaitExitCode() {
        JsonCursor message = message(sync);
        JsonCursor code = message.field("data").isPresent() ? message.field("data") : message.field("exit_code");
        return code.isPresent() ? OptionalInt.of(code.intValue()) : OptionalInt.empty();
    }

    /** The process that was started has gone to the background by now. */
    private void reap() {
        child.await();
    }

    private static JsonCursor message(Pipe pipe) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] one = new byte[1];
        while (line.size() < MAXIMUM_MESSAGE && pipe.reader().read(one, 0, 1) > 0 && one[0] != '\n') {
            line.write(one[0]);
        }
        try {
            return JsonCursor.parse(line.size() == 0 ? new byte[] {'{', '}'} : line.toByteArray());
        } catch (JsonException e) {
            throw new EngineException(
                    EngineException.Kind.RUNTIME_FAILED,
                    "monitor",
                    "the monitor reported what is no JSON: " + e.getMessage(),
                    e);
        }
    }

    @Override
    public void close() {
        sync.close();
        start.close();
        attach.close();
        child.close();
    }
}
