package dev.pinisi.linux;

import java.util.List;
import java.util.Map;

/**
 * posix_spawn(3) of libc, which shares this process's memory with the child until the program runs: no copy of the
 * JVM's page tables, and no Java code in the child. Its functions return the errno.
 */
final class PosixSpawn implements Spawn {
    static final PosixSpawn INSTANCE = new PosixSpawn();

    private static final int F_DUPFD_CLOEXEC = 1030;
    /** More than any libc has for its posix_spawnattr_t (glibc 336 bytes) and posix_spawn_file_actions_t (80). */
    private static final int SIZE_OF_OPAQUE = 1024;

    private static final int SIZE_OF_SIGSET = 128;
    private static final int SETSIGDEF = 0x04;
    private static final int SETSIGMASK = 0x08;
    private static final int SETSID = 0x80;

    private PosixSpawn() {}

    @Override
    public Child start(SpawnRequest request) {
        int above = 3;
        for (int number : request.descriptors().keySet()) {
            above = Math.max(above, number + 1);
        }
        Map<Integer, Integer> descriptors = request.descriptors();
        Descriptor[] sources = new Descriptor[above];
        try {
            for (Map.Entry<Integer, Integer> each : descriptors.entrySet()) {
                sources[each.getKey()] = duplicateAbove(each.getValue(), above);
            }
            return PidfdChild.of(spawn(request, sources));
        } finally {
            for (Descriptor source : sources) {
                if (source != null) {
                    source.close();
                }
            }
        }
    }

    /** Out of the way of the child's numbers, so that no dup2 hides the source of a later one. */
    private static Descriptor duplicateAbove(int descriptor, int minimum) {
        // expected: EBADF, EMFILE
        long copy = Kernel.call(Syscall.FCNTL, descriptor, F_DUPFD_CLOEXEC, minimum);
        return Descriptor.of((int) Kernel.check(copy, "dup", "descriptor " + descriptor));
    }

    private static int spawn(SpawnRequest request, Descriptor[] sources) {
        try (Memory memory = new Memory()) {
            long actions = memory.block(SIZE_OF_OPAQUE).address();
            long attributes = memory.block(SIZE_OF_OPAQUE).address();
            require("posix_spawn_file_actions_init", actions, 0, 0);
            try {
                addActions(request, sources, memory, actions);
                setAttributes(request, memory, attributes);
                return run(request, memory, actions, attributes);
            } finally {
                require("posix_spawn_file_actions_destroy", actions, 0, 0);
            }
        }
    }

    private static void addActions(SpawnRequest request, Descriptor[] sources, Memory memory, long actions) {
        if (request.directory().isPresent()) {
            // libc copies the path
            long path = memory.string(request.directory().get().toString());
            require("posix_spawn_file_actions_addchdir_np", actions, path, 0);
        }
        for (int number = 0; number < sources.length; number++) {
            Descriptor source = sources[number];
            if (source == null) {
                require("posix_spawn_file_actions_addclose", actions, number, 0);
            } else {
                require("posix_spawn_file_actions_adddup2", actions, source.number(), number);
            }
        }
        // glibc 2.34; without it what is not close-on-exec stays open, and the JVM opens everything close-on-exec
        long closeFrom = Kernel.libc("posix_spawn_file_actions_addclosefrom_np");
        if (closeFrom != 0) {
            check(Kernel.callLibc(closeFrom, actions, sources.length, 0, 0, 0, 0), "closefrom");
        }
    }

    private static void setAttributes(SpawnRequest request, Memory memory, long attributes) {
        require("posix_spawnattr_init", attributes, 0, 0);
        int flags = SETSIGDEF | SETSIGMASK | (request.newSession() ? SETSID : 0);
        require("posix_spawnattr_setflags", attributes, flags, 0);
        Memory.Block none = memory.block(SIZE_OF_SIGSET);
        Memory.Block all = memory.block(SIZE_OF_SIGSET);
        for (int at = 0; at < SIZE_OF_SIGSET; at += Long.BYTES) {
            all.bytes().putLong(at, -1L);
        }
        require("posix_spawnattr_setsigmask", attributes, none.address(), 0);
        require("posix_spawnattr_setsigdefault", attributes, all.address(), 0);
    }

    /** All memory stays ours until the child has its own: posix_spawn returns after the exec. */
    private static int run(SpawnRequest request, Memory memory, long actions, long attributes) {
        String program = request.program().toString();
        Memory.Block pid = memory.block(4);
        long error = Kernel.callLibc(
                function("posix_spawn"),
                pid.address(),
                memory.string(program),
                actions,
                attributes,
                strings(memory, request.arguments()),
                strings(memory, request.environment()));
        check(error, "start " + program);
        return pid.bytes().getInt(0);
    }

    /** A null-terminated array of pointers to strings. */
    private static long strings(Memory memory, List<String> texts) {
        Memory.Block array = memory.block((texts.size() + 1) * Long.BYTES);
        for (int index = 0; index < texts.size(); index++) {
            array.bytes().putLong(index * Long.BYTES, memory.string(texts.get(index)));
        }
        return array.address();
    }

    private static void require(String name, long a, long b, long c) {
        check(Kernel.callLibc(function(name), a, b, c, 0, 0, 0), name);
    }

    private static long function(String name) {
        long address = Kernel.libc(name);
        if (address == 0) {
            throw new UnsupportedOperationException("this system's libc has no " + name);
        }
        return address;
    }

    private static void check(long error, String what) {
        if ((int) error != 0) {
            throw new LinuxException(what, "", (int) error);
        }
    }
}
