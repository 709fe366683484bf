package dev.pinisi.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
    private static final String DIGEST = "sha256:2040cfb8901a2920eb2a569bc32a87482a50f49c57068d23dfe179b7fcdcd437";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Output out = new Output(bytes);
    private final AtomicLong clock = new AtomicLong(1_000_000_000);

    private String shown() {
        String text = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        return text;
    }

    @Test
    void without_a_terminal_each_transfer_is_a_line() {
        ProgressDisplay display = ProgressDisplay.lines(out);
        display.begin("a", "Copying blob", DIGEST, 100);
        display.advance("a", 50);
        display.end("a", "done");
        display.line("Writing manifest to image destination");
        display.close();
        assertThat(shown()).isEqualTo("Copying blob " + DIGEST + "\nWriting manifest to image destination\n");
    }

    @Test
    void bars_fit_the_width_and_grow_with_the_bytes() {
        ProgressBars bars = new ProgressBars(out, 60, clock::get);
        bars.begin("a", "Copying blob", DIGEST, 2_000_000);
        assertThat(shown()).isEqualTo("\rCopying blob 2040cfb8901a [" + "-".repeat(22) + "] 0B / 2MB\u001b[K\n");
        clock.addAndGet(1_000_000_000);
        bars.advance("a", 1_000_000);
        assertThat(shown())
                .startsWith("\u001b[1A\rCopying blob 2040cfb8901a [")
                .contains(">-")
                .contains("1MB / 2MB | 1MB/s")
                .satisfies(text -> assertThat(text.length()).isLessThan(60 + "\u001b[1A\r\u001b[K\n".length()));
    }

    @Test
    void drawing_is_rare_however_often_bytes_arrive() {
        ProgressBars bars = new ProgressBars(out, 80, clock::get);
        bars.begin("a", "Copying blob", DIGEST, 1000);
        shown();
        for (int i = 0; i < 1000; i++) {
            bars.advance("a", i);
            clock.addAndGet(100_000);
        }
        assertThat(shown().split("\r", -1)).hasSizeLessThan(4);
    }

    @Test
    void a_finished_line_above_all_others_is_not_drawn_again() {
        ProgressBars bars = new ProgressBars(out, 80, clock::get);
        bars.begin("a", "Copying blob", DIGEST, 1000);
        bars.begin("b", "Copying config", "sha256:x", 10);
        shown();
        bars.end("a", "done");
        assertThat(shown()).startsWith("\u001b[2A\rCopying blob 2040cfb8901a done\u001b[K\n\rCopying config ");
        bars.end("b", "skipped: already exists");
        assertThat(shown()).isEqualTo("\u001b[1A\rCopying config sha256:x skipped: already exists\u001b[K\n");
        bars.close();
        assertThat(shown()).isEmpty();
    }

    @Test
    void a_narrow_terminal_shows_amounts_without_a_bar() {
        ProgressBars bars = new ProgressBars(out, 30, clock::get);
        bars.begin("a", "Copying blob", DIGEST, 1000);
        assertThat(shown()).isEqualTo("\rCopying blob 2040cfb8901a 0B\u001b[K\n".replace(" 0B", " 0B "));
    }
}
