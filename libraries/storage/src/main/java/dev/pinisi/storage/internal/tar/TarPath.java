package dev.pinisi.storage.internal.tar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Names of archives as paths below a root: no leading slash, no empty and no {@code .} components, never {@code ..}. */
final class TarPath {
    private TarPath() {}

    /** The path's components; none for the root itself. */
    static List<byte[]> components(byte[] name, TarLimits limits) {
        List<byte[]> components = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= name.length; i++) {
            if (i == name.length || name[i] == '/') {
                add(name, from, i, components);
                from = i + 1;
            } else if (name[i] == 0) {
                throw new TarException(name, "its name or link holds a NUL byte");
            }
        }
        if (components.size() > limits.depth()) {
            throw new TarException(name, "it is nested deeper than " + limits.depth() + " directories");
        }
        return components;
    }

    private static void add(byte[] name, int from, int to, List<byte[]> components) {
        int length = to - from;
        if (length == 0 || (length == 1 && name[from] == '.')) {
            return;
        }
        if (length == 2 && name[from] == '.' && name[from + 1] == '.') {
            throw new TarException(name, "it has a \"..\" component, which could lead out of the layer; refused");
        }
        if (length > 255) {
            throw new TarException(name, "a component is longer than 255 bytes");
        }
        components.add(Arrays.copyOfRange(name, from, to));
    }
}
