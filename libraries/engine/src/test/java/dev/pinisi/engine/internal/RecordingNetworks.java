package dev.pinisi.engine.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** Gives every container the same address; remembers what was asked. */
final class RecordingNetworks implements ContainerNetworks {
    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    volatile boolean broken;

    @Override
    public NetworkStatus setUp(ContainerRecord record, Path namespace) {
        calls.add("setUp");
        if (broken) {
            throw new IllegalStateException("no address is left");
        }
        return new NetworkStatus(
                "pinisi",
                "10.90.0.2",
                16,
                "10.90.0.1",
                "02:00:00:00:00:02",
                record.spec().network().ports());
    }

    @Override
    public List<String> lost(Predicate<String> alive) {
        return List.of();
    }

    @Override
    public void tearDown(String id, Path namespace) {
        calls.add("tearDown");
    }
}
