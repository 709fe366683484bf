package dev.pinisi.oci.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.oci.cgroup.CgroupFiles;
import dev.pinisi.oci.cgroup.CgroupPlace;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private final Map<String, String> texts = new HashMap<>();

    private JsonCursor data(CgroupPlace place) {
        String event = new Statistics(place, new Texts(texts)).event("web");
        JsonCursor document = JsonCursor.parse(event.getBytes(StandardCharsets.UTF_8));
        assertThat(document.field("type").string()).isEqualTo("stats");
        assertThat(document.field("id").string()).isEqualTo("web");
        return document.field("data");
    }

    private JsonCursor unified() {
        return data(new CgroupPlace(Map.of("", "/c")));
    }

    @Test
    void processor_time_is_in_nanoseconds_from_both_versions() {
        texts.put("/c/cpu.stat", "usage_usec 5000\nuser_usec 3000\nsystem_usec 2000\nnr_periods 7\nthrottled_usec 4\n");
        assertThat(unified().field("cpu").field("usage").field("total").longValue())
                .isEqualTo(5_000_000);
        assertThat(unified().field("cpu").field("usage").field("kernel").longValue())
                .isEqualTo(2_000_000);
        assertThat(unified().field("cpu").field("throttling").field("periods").longValue())
                .isEqualTo(7);
        assertThat(unified()
                        .field("cpu")
                        .field("throttling")
                        .field("throttledTime")
                        .longValue())
                .isEqualTo(4000);

        texts.put("/a/cpuacct.usage", "123\n");
        texts.put("/a/cpuacct.usage_percpu", "100 23 \n");
        texts.put("/a/cpuacct.stat", "user 3\nsystem 4\n");
        texts.put("/a/cpuacct.usage_all", "cpu user system\n0 60 40\n1 20 3\n");
        JsonCursor usage = data(new CgroupPlace(Map.of("cpu", "/p", "cpuacct", "/a")))
                .field("cpu")
                .field("usage");
        assertThat(usage.field("total").longValue()).isEqualTo(123);
        assertThat(usage.field("percpu").elements())
                .extracting(JsonCursor::longValue)
                .containsExactly(100L, 23L);
        assertThat(usage.field("percpu_kernel").elements())
                .extracting(JsonCursor::longValue)
                .containsExactly(40L, 3L);
        assertThat(usage.field("user").longValue()).isEqualTo(30_000_000);
    }

    @Test
    void swap_includes_memory_as_in_version_1() {
        texts.put("/c/memory.current", "1000\n");
        texts.put("/c/memory.max", "5000\n");
        texts.put("/c/memory.swap.current", "20\n");
        texts.put("/c/memory.swap.max", "700\n");
        texts.put("/c/memory.stat", "anon 800\nfile 200\n");
        JsonCursor memory = unified().field("memory");
        assertThat(memory.field("usage").field("limit").longValue()).isEqualTo(5000);
        assertThat(memory.field("swap").field("limit").longValue()).isEqualTo(5700);
        assertThat(memory.field("swap").field("usage").longValue()).isEqualTo(1020);
        assertThat(memory.field("cache").longValue()).isEqualTo(200);
        assertThat(memory.field("raw").field("anon").longValue()).isEqualTo(800);
    }

    @Test
    void no_limit_is_the_largest_number() {
        texts.put("/c/memory.max", "max\n");
        assertThat(unified().field("memory").field("usage").field("limit").unsignedLong())
                .isEqualTo(-1);
    }

    @Test
    void requests_are_told_by_device_and_direction() {
        texts.put("/c/io.stat", "8:16 rbytes=4096 wbytes=8192 rios=1 wios=2 dbytes=0 dios=0\n");
        List<JsonCursor> bytes =
                unified().field("blkio").field("ioServiceBytesRecursive").elements();
        assertThat(bytes).hasSize(2);
        assertThat(bytes.get(1).field("major").longValue()).isEqualTo(8);
        assertThat(bytes.get(1).field("minor").longValue()).isEqualTo(16);
        assertThat(bytes.get(1).field("op").string()).isEqualTo("Write");
        assertThat(bytes.get(1).field("value").longValue()).isEqualTo(8192);

        texts.put("/b/blkio.throttle.io_serviced_recursive", "8:0 Read 5\n8:0 Total 5\nTotal 5\n");
        List<JsonCursor> requests = data(new CgroupPlace(Map.of("blkio", "/b")))
                .field("blkio")
                .field("ioServicedRecursive")
                .elements();
        assertThat(requests).hasSize(2);
        assertThat(requests.get(0).field("value").longValue()).isEqualTo(5);
    }

    @Test
    void pressure_is_there_where_the_kernel_has_it() {
        texts.put("/c/cpu.pressure", "some avg10=1.50 avg60=0.00 avg300=0.00 total=12345\n");
        assertThat(unified()
                        .field("cpu")
                        .field("psi")
                        .field("some")
                        .field("total")
                        .longValue())
                .isEqualTo(12345);
        assertThat(unified().field("memory").field("psi").isPresent()).isFalse();
    }

    @Test
    void huge_pages_are_told_by_size() {
        assertThat(HugePageStatistics.size(64)).isEqualTo("64KB");
        assertThat(HugePageStatistics.size(2048)).isEqualTo("2MB");
        assertThat(HugePageStatistics.size(1048576)).isEqualTo("1GB");
        texts.put("/c/hugetlb.2MB.current", "4194304\n");
        assertThat(unified().field("hugetlb").field("2MB").field("usage").longValue())
                .isEqualTo(4194304);
    }

    @Test
    void what_is_not_there_or_no_number_is_nothing() {
        texts.put("/c/pids.current", "many\n");
        texts.put("/c/cpuset.cpus", "0-2,5,x,9-7\n");
        assertThat(unified().field("pids").field("current").longValue()).isZero();
        assertThat(unified().field("cpuset").field("cpus").elements())
                .extracting(JsonCursor::longValue)
                .containsExactly(0L, 1L, 2L, 5L, 0L);
        assertThat(unified().field("blkio").field("ioServicedRecursive").elements())
                .isEmpty();
    }

    /** Files that are only in memory. */
    private record Texts(Map<String, String> texts) implements CgroupFiles {
        @Override
        public Optional<String> read(String file) {
            return Optional.ofNullable(texts.get(file));
        }

        @Override
        public List<String> children(String directory) {
            return List.of("hugepages-2048kB");
        }

        @Override
        public int write(String file, String value) {
            throw new UnsupportedOperationException(file);
        }

        @Override
        public int makeDirectory(String directory) {
            throw new UnsupportedOperationException(directory);
        }

        @Override
        public int removeDirectory(String directory) {
            throw new UnsupportedOperationException(directory);
        }

        @Override
        public int changeOwner(String path, long uid) {
            throw new UnsupportedOperationException(path);
        }

        @Override
        public int attachDeviceProgram(String directory, byte[] program) {
            throw new UnsupportedOperationException(directory);
        }

        @Override
        public void pause(int milliseconds) {
            throw new UnsupportedOperationException();
        }
    }
}
