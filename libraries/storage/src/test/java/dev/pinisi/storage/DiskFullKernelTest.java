package dev.pinisi.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.image.spi.ImageDestination;
import dev.pinisi.image.spi.ImageDestinationException;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.Mounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DiskFullKernelTest {
    @RegisterExtension
    final TestStores stores = new TestStores();

    private Store openOn(String tmpfs) throws IOException {
        Path small = stores.directory("small");
        try {
            Mounts.system().tmpfs(small, tmpfs);
        } catch (LinuxException e) {
            Assumptions.abort("skipped: no tmpfs can be mounted here (" + e.getMessage() + ")");
        }
        return Store.open(StoreOptions.of(small.resolve("root"), stores.directory("run")));
    }

    @Test
    void a_full_disk_is_a_clear_error_and_the_store_stays_usable() throws IOException {
        Store store = openOn("size=4m");
        byte[] content = new byte[8 << 20];
        new Random(1).nextBytes(content);
        byte[] large = new TarBuilder().file("large", 0644, content).build();
        try (ImageDestination destination = store.images().newDestination()) {
            assertThatThrownBy(() -> TestImage.writeLayer(destination, large))
                    .isInstanceOf(ImageDestinationException.class)
                    .hasMessageContaining("no space left on device")
                    .hasMessageContaining("--root");
        }
        assertThat(store.check(true)).isEmpty();
        TestImage.small("fits").storeIn(store, "docker.io/library/fits:latest");
        assertThat(store.images().resolve("fits")).isPresent();
        assertThat(store.check(true)).isEmpty();
    }

    @Test
    void a_disk_without_inodes_is_the_same_error() throws IOException {
        Store store = openOn("nr_inodes=200");
        TarBuilder many = new TarBuilder();
        for (int i = 0; i < 300; i++) {
            many.file("f" + i, "");
        }
        try (ImageDestination destination = store.images().newDestination()) {
            assertThatThrownBy(() -> TestImage.writeLayer(destination, many.build()))
                    .hasMessageContaining("no space left on device");
        }
        TestImage.small("fits").storeIn(store);
        assertThat(store.check(true)).isEmpty();
    }
}
