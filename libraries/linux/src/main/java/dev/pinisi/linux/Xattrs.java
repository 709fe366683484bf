package dev.pinisi.linux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Extended attributes of a name within a directory. There is no call for that before Linux 6.13, so the path goes
 * through the directory's descriptor in /proc; the last component is never followed.
 */
final class Xattrs {
    private Xattrs() {}

    static void set(long call, long where, byte[] name, byte[] key, byte[] value) {
        Scratch scratch = Scratch.get();
        Memory.Block block = scratch.block();
        if (value.length > Scratch.BLOCK) {
            throw FileCalls.failed(-Errno.E2BIG, "setxattr", name);
        }
        block.bytes().put(0, value);
        long result = Kernel.call(call, where, scratch.secondPath(key), block.address(), value.length, 0);
        FileCalls.check(result, "setxattr " + new String(key, StandardCharsets.UTF_8), name);
    }

    static void set(int directory, byte[] name, byte[] key, byte[] value) {
        set(Syscall.LSETXATTR, Scratch.get().path(inProc(directory, name)), name, key, value);
    }

    static Optional<byte[]> get(int directory, byte[] name, byte[] key) {
        Scratch scratch = Scratch.get();
        Memory.Block block = scratch.block();
        long path = scratch.path(inProc(directory, name));
        long size = Kernel.call(Syscall.LGETXATTR, path, scratch.secondPath(key), block.address(), Scratch.BLOCK);
        if (size == -Errno.ENODATA || size == -Errno.EOPNOTSUPP) {
            return Optional.empty();
        }
        FileCalls.check(size, "getxattr", name);
        return Optional.of(FileCalls.bytes(block, 0, size));
    }

    static List<byte[]> list(int directory, byte[] name) {
        Scratch scratch = Scratch.get();
        Memory.Block block = scratch.block();
        long path = scratch.path(inProc(directory, name));
        long size = Kernel.call(Syscall.LLISTXATTR, path, block.address(), Scratch.BLOCK);
        if (size == -Errno.EOPNOTSUPP) {
            return List.of();
        }
        FileCalls.check(size, "listxattr", name);
        return split(FileCalls.bytes(block, 0, size));
    }

    private static List<byte[]> split(byte[] keys) {
        List<byte[]> list = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] == 0) {
                list.add(Arrays.copyOfRange(keys, start, i));
                start = i + 1;
            }
        }
        return list;
    }

    private static byte[] inProc(int directory, byte[] name) {
        byte[] prefix = ("/proc/self/fd/" + directory + "/").getBytes(StandardCharsets.US_ASCII);
        byte[] path = Arrays.copyOf(prefix, prefix.length + name.length);
        System.arraycopy(name, 0, path, prefix.length, name.length);
        return path;
    }
}
