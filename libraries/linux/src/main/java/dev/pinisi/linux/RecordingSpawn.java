package dev.pinisi.linux;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Remembers what was to be started; every child ends at once as it was told to. */
public final class RecordingSpawn implements Spawn {
    private final List<SpawnRequest> requests = new ArrayList<>();
    private final ExitStatus status;

    /**
     * Starts nothing.
     *
     * @param status how all children end
     */
    public RecordingSpawn(ExitStatus status) {
        this.status = status;
    }

    public List<SpawnRequest> requests() {
        return List.copyOf(requests);
    }

    @Override
    public Child start(SpawnRequest request) {
        requests.add(request);
        return new EndedChild(requests.size(), status);
    }

    private record EndedChild(int pid, ExitStatus status) implements Child {
        @Override
        public ExitStatus await() {
            return status;
        }

        @Override
        public Optional<ExitStatus> await(Duration timeout) {
            return Optional.of(status);
        }

        @Override
        public boolean signal(int signal) {
            return false;
        }

        @Override
        public void close() {}
    }
}
