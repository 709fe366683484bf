package dev.pinisi.linux;

import java.io.File;

/** The gate of the tools' distribution, {@code native/gate}: three functions reached through JNI. */
final class NativeGate implements Gate {
    private static final String HOME = System.getProperty("pinisi.home", "");
    private static final String LIBRARY = HOME + "/lib/libpinisi-gate.so";

    private NativeGate() {}

    static boolean isShipped() {
        return !HOME.isEmpty() && new File(LIBRARY).exists();
    }

    static NativeGate load() {
        System.load(LIBRARY);
        return new NativeGate();
    }

    @Override
    public long call(long number, long a, long b, long c, long d, long e, long f) {
        return systemCall(number, a, b, c, d, e, f);
    }

    @Override
    public long callFunction(long address, long a, long b, long c, long d, long e, long f) {
        return function(address, a, b, c, d, e, f);
    }

    @Override
    public long find(long name, String text) {
        return symbol(name);
    }

    private static native long symbol(long name);

    private static native long systemCall(long number, long a, long b, long c, long d, long e, long f);

    private static native long function(long address, long a, long b, long c, long d, long e, long f);
}
