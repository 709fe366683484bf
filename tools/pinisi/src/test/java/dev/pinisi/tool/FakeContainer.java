package dev.pinisi.tool;

import dev.pinisi.commandline.Fields;
import dev.pinisi.engine.AttachOutcome;
import dev.pinisi.engine.AttachStreams;
import dev.pinisi.engine.CommitSpec;
import dev.pinisi.engine.Container;
import dev.pinisi.engine.ContainerFileSystem;
import dev.pinisi.engine.ContainerInfo;
import dev.pinisi.engine.ContainerSize;
import dev.pinisi.engine.ContainerState;
import dev.pinisi.engine.EngineException;
import dev.pinisi.engine.ExecSpec;
import dev.pinisi.engine.LogOptions;
import dev.pinisi.engine.RemoveOptions;
import dev.pinisi.json.Json;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalInt;

/** A container that only remembers. */
record FakeContainer(ContainerInfo info, List<String> calls) implements Container {
    @Override
    public String id() {
        return info.id();
    }

    @Override
    public String name() {
        return info.name();
    }

    @Override
    public ContainerFileSystem fileSystem() {
        return new FakeFileSystem(calls, name());
    }

    @Override
    public String commit(CommitSpec spec) {
        calls.add("commit " + name() + " " + spec);
        return "c".repeat(64);
    }

    @Override
    public Json.Obj inspect() {
        return new Fields()
                .text("Id", id())
                .text("Name", name())
                .json("State", new Fields().text("Status", info.state().text()).object())
                .object();
    }

    @Override
    public void start() {
        calls.add("start " + name());
    }

    @Override
    public AttachOutcome startAttached(AttachStreams streams) {
        calls.add("startAttached " + name() + " " + streams);
        return new AttachOutcome.Exited(3);
    }

    @Override
    public AttachOutcome attach(AttachStreams streams) {
        calls.add("attach " + name() + " " + streams);
        return new AttachOutcome.Detached();
    }

    @Override
    public int exec(ExecSpec command, AttachStreams streams) {
        calls.add("exec " + name() + " " + command);
        return 42;
    }

    @Override
    public String execDetached(ExecSpec command) {
        return "session";
    }

    @Override
    public void stop(OptionalInt timeoutSeconds) {
        calls.add("stop " + name() + " " + timeoutSeconds);
    }

    @Override
    public void kill(int signal) {
        calls.add("kill " + name() + " " + signal);
    }

    @Override
    public ContainerSize size() {
        return new ContainerSize(11_297, 2_230_000);
    }

    @Override
    public int waitForExit() {
        return info.exitCode();
    }

    @Override
    public void waitFor(ContainerState state) {
        calls.add("wait " + name() + " " + state);
    }

    @Override
    public void rename(String name) {
        calls.add("rename " + name() + " " + name);
    }

    @Override
    public void remove(RemoveOptions options) {
        if (info.state() == ContainerState.RUNNING && !options.force()) {
            throw new EngineException(
                    EngineException.Kind.WRONG_STATE, name(), "cannot remove " + name() + ": it runs");
        }
        calls.add("remove " + name() + " " + options);
    }

    @Override
    public void logs(LogOptions options, OutputStream out, OutputStream err) {
        calls.add("logs " + name() + " " + options);
    }

    @Override
    public void cleanUp() {
        calls.add("cleanUp " + name());
    }
}
