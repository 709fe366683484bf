package dev.pinisi.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.engine.LogOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderTest {
    private static final String LOG = """
            2026-01-01T00:00:01.000000001+00:00 stdout F one
            2026-01-01T00:00:02.000000000+00:00 stderr F oops
            2026-01-01T00:00:03.000000000+00:00 stdout P two
            2026-01-01T00:00:03.000000000+00:00 stdout F  halves
            2026-01-01T01:00:04.000000000+01:00 stdout F\s
            2026-01-01T00:00:05.000000000+00:00 stdout F last
            """;

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path log;

    @BeforeEach
    void write() throws IOException {
        log = directory.resolve("ctr.log");
        Files.writeString(log, LOG);
    }

    private void read(LogOptions options) {
        new LogReader(log, options).copy(out, err, () -> false);
    }

    private static LogOptions tail(int lines) {
        return new LogOptions(false, OptionalInt.of(lines), Optional.empty(), Optional.empty(), false, "", "");
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void streams_are_apart_and_parts_together() {
        read(LogOptions.ALL);
        assertThat(output()).isEqualTo("one\ntwo halves\n\nlast\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("oops\n");
    }

    @Test
    void the_tail_counts_whole_lines() {
        read(tail(3));
        assertThat(output()).isEqualTo("two halves\n\nlast\n");
    }

    @Test
    void a_tail_longer_than_the_log_is_all_of_it() {
        read(tail(100));
        assertThat(output()).isEqualTo("one\ntwo halves\n\nlast\n");
        out.reset();
        read(tail(0));
        assertThat(output()).isEmpty();
    }

    @Test
    void times_limit_what_is_shown() {
        Instant since = Instant.parse("2026-01-01T00:00:03Z");
        Instant until = Instant.parse("2026-01-01T00:00:04Z");
        read(new LogOptions(false, OptionalInt.empty(), Optional.of(since), Optional.of(until), false, "", ""));
        assertThat(output()).isEqualTo("two halves\n\n");
    }

    @Test
    void a_prefix_and_the_time_stand_before_each_line() {
        read(new LogOptions(false, OptionalInt.of(3), Optional.empty(), Optional.empty(), true, "web", ""));
        assertThat(output())
                .startsWith("web 2026-01-01T00:00:03.000000000Z two halves\n")
                .endsWith("web 2026-01-01T00:00:05.000000000Z last\n");
    }

    @Test
    void a_color_covers_the_whole_line() {
        read(new LogOptions(false, OptionalInt.of(1), Optional.empty(), Optional.empty(), false, "web", "\033[31m"));
        assertThat(output()).isEqualTo("\033[31mweb last\033[0m\n");
    }

    @Test
    void following_ends_after_all_that_was_written_before_the_end() {
        LogOptions follow = new LogOptions(true, OptionalInt.of(1), Optional.empty(), Optional.empty(), false, "", "");
        AtomicInteger asked = new AtomicInteger();
        new LogReader(log, follow).copy(out, err, () -> appendTwice(asked.getAndIncrement()));
        assertThat(output()).isEqualTo("last\nline 0\nline 1\n");
    }

    /** Running at the first two looks, each of which is followed by another line. */
    private boolean appendTwice(int look) {
        if (look >= 2) {
            return false;
        }
        try {
            Files.writeString(
                    log, "2026-01-01T00:00:06.000000000+00:00 stdout F line " + look + "\n", StandardOpenOption.APPEND);
            return true;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void what_is_no_line_of_a_log_is_passed_over() throws IOException {
        Files.writeString(log, "garbage\n\n a b c\n" + LOG);
        read(LogOptions.ALL);
        assertThat(output()).startsWith("one\n");
    }

    @Test
    void no_log_is_an_empty_one() {
        log = directory.resolve("none");
        read(LogOptions.ALL);
        assertThat(output()).isEmpty();
    }
}
