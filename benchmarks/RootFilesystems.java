import dev.pinisi.storage.RootFilesystem;
import dev.pinisi.storage.RootFilesystemSpec;
import dev.pinisi.storage.Store;
import dev.pinisi.storage.StoreOptions;
import dev.pinisi.storage.StoredImage;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Times what a program that has the storage library within itself waits for: a container's root file system made and
 * deleted, and mounted in between. The JVM is warm.
 *
 * <p>{@code java -cp 'distribution/target/pinisi/lib/*' --enable-native-access=ALL-UNNAMED benchmarks/RootFilesystems.java ROOT RUNROOT IMAGE [RUNS]},
 * with an image in the store at ROOT.
 */
public final class RootFilesystems {
    private static final int WARMING = 2_000;

    private RootFilesystems() {}

    public static void main(String[] arguments) {
        Store store = Store.open(StoreOptions.of(Path.of(arguments[0]), Path.of(arguments[1])));
        StoredImage image = store.images().resolve(arguments[2]).orElseThrow();
        int runs = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 1_000;
        measure(store, image, WARMING, false);
        measure(store, image, WARMING / 10, true);
        print("create, delete", measure(store, image, runs, false));
        print("create, mount, unmount, delete", measure(store, image, runs, true));
    }

    /** Milliseconds, sorted. */
    private static double[] measure(Store store, StoredImage image, int runs, boolean mounted) {
        double[] times = new double[runs];
        for (int i = 0; i < runs; i++) {
            long begin = System.nanoTime();
            RootFilesystem root = store.rootFilesystems().create(RootFilesystemSpec.of("bench", image));
            if (mounted) {
                root.mount();
                root.unmount();
            }
            store.rootFilesystems().delete("bench");
            times[i] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(times);
        return times;
    }

    private static void print(String what, double[] times) {
        System.out.printf(
                "%-32s median %.2f ms, 99 %% below %.2f ms (bar 5)%n",
                what, times[times.length / 2], times[times.length * 99 / 100]);
    }
}
