package dev.pinisi.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The program in the guide is compiled and run, with this library alone. */
class GuideExampleKernelTest {
    @RegisterExtension
    final TestStores stores = new TestStores();

    @Test
    void the_tour_through_a_store_ends_well_and_leaves_nothing() throws Exception {
        String page = Files.readString(Path.of("../../docs/guide/storage.md"));
        int from = page.indexOf("```java\n") + "```java\n".length();
        Path directory = stores.directory("tour");
        Path program =
                Files.writeString(directory.resolve("Tour.java"), page.substring(from, page.indexOf("```", from)));
        TestImage.small("content").storeIn(stores.open(), "localhost/from:latest");
        StoreOptions other = stores.options();
        String location = "containers-storage:[overlay@" + other.root() + "+" + other.runRoot() + "]localhost/from";
        Path changes = directory.resolve("changes.tar");
        Path root = directory.resolve("store");

        String output = java(program.toString(), root.toString(), location, changes.toString());

        assertThat(output)
                .contains("[localhost/tour:latest]: 1 layers, 7 bytes", "[Change[kind=ADDED, path=/new]]")
                .contains("contentSize=13");
        try (var files = Files.newInputStream(changes)) {
            assertThat(new String(files.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .contains("new\0", "from the host");
        }
        Store store = Store.open(StoreOptions.of(root, root.resolve("run")));
        assertThat(store.images().list()).isEmpty();
        assertThat(store.layers().list()).isEmpty();
        assertThat(store.check(true)).isEmpty();
    }

    private static String java(String... arguments) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        String[] command = new String[arguments.length + 5];
        command[0] = java;
        command[1] = "--enable-native-access=ALL-UNNAMED";
        command[2] = "-XX:TieredStopAtLevel=1";
        command[3] = "-cp";
        command[4] = System.getProperty("java.class.path");
        System.arraycopy(arguments, 0, command, 5, arguments.length);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // no configuration of whoever runs this test
        builder.environment().putAll(Map.of("HOME", "/nonexistent", "XDG_CONFIG_HOME", "/nonexistent"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
