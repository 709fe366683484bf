package dev.pinisi.commandline;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A line for each transfer, redrawn in place a few times a second. Whatever ends is drawn once more with its outcome;
 * finished lines above the first unfinished one are never touched again.
 */
final class ProgressBars implements ProgressDisplay {
    private static final long INTERVAL_NANOS = 80_000_000;
    private static final int SHORT_NAME = 12;
    private static final int NARROWEST_BAR = 10;
    private static final int WIDEST_BAR = 40;

    private final Output out;
    private final int columns;
    private final LongSupplier clock;
    private final Map<String, Transfer> transfers = new LinkedHashMap<>();
    private long drawnAt;
    private int linesOnScreen;

    private static final class Transfer {
        private final String title;
        private final long total;
        private final long begunAt;
        private long bytes;
        private String outcome = "";

        Transfer(String title, long total, long begunAt) {
            this.title = title;
            this.total = total;
            this.begunAt = begunAt;
        }
    }

    ProgressBars(Output out, int columns, LongSupplier clock) {
        this.out = out;
        this.columns = Math.max(20, columns);
        this.clock = clock;
    }

    @Override
    public synchronized void begin(String key, String what, String name, long total) {
        transfers.put(key, new Transfer(what + " " + shortened(name), total, clock.getAsLong()));
        draw();
    }

    @Override
    public synchronized void advance(String key, long bytes) {
        Transfer transfer = transfers.get(key);
        if (transfer == null) {
            return;
        }
        transfer.bytes = bytes;
        if (clock.getAsLong() - drawnAt >= INTERVAL_NANOS) {
            draw();
        }
    }

    @Override
    public synchronized void end(String key, String outcome) {
        Transfer transfer = transfers.get(key);
        if (transfer != null) {
            transfer.outcome = outcome;
            draw();
        }
    }

    @Override
    public synchronized void line(String text) {
        draw();
        transfers.clear();
        linesOnScreen = 0;
        out.println(text).flush();
    }

    @Override
    public synchronized void close() {
        draw();
        transfers.clear();
        linesOnScreen = 0;
    }

    private void draw() {
        drawnAt = clock.getAsLong();
        if (linesOnScreen > 0) {
            out.print("\u001b[" + linesOnScreen + "A");
        }
        for (Transfer transfer : transfers.values()) {
            out.print("\r").print(row(transfer)).print("\u001b[K\n");
        }
        out.flush();
        linesOnScreen = transfers.size();
        forgetFinished();
    }

    /** Finished lines at the top stay as they are: the redrawn part stays shorter than the screen. */
    private void forgetFinished() {
        while (!transfers.isEmpty()) {
            Map.Entry<String, Transfer> first = transfers.entrySet().iterator().next();
            if (first.getValue().outcome.isEmpty()) {
                return;
            }
            transfers.remove(first.getKey());
            linesOnScreen--;
        }
    }

    private String row(Transfer transfer) {
        if (!transfer.outcome.isEmpty()) {
            return clipped(transfer.title + " " + transfer.outcome);
        }
        String amount = amount(transfer);
        int room = columns - 1 - transfer.title.length() - amount.length() - 4;
        if (transfer.total <= 0 || room < NARROWEST_BAR) {
            return clipped(transfer.title + " " + amount);
        }
        return transfer.title + " [" + bar(transfer, Math.min(room, WIDEST_BAR)) + "] " + amount;
    }

    private static String bar(Transfer transfer, int width) {
        double share = Math.min(1, (double) transfer.bytes / transfer.total);
        int done = (int) (share * width);
        StringBuilder bar = new StringBuilder(width);
        bar.repeat('=', Math.max(0, done - 1));
        if (done > 0) {
            bar.append(done == width ? '=' : '>');
        }
        return bar.repeat('-', width - done).toString();
    }

    private String amount(Transfer transfer) {
        String bytes = ByteSize.show(transfer.bytes, "");
        String total = transfer.total <= 0 ? "" : " / " + ByteSize.show(transfer.total, "");
        double seconds = (clock.getAsLong() - transfer.begunAt) / 1e9;
        String speed = seconds < 0.5 ? "" : " | " + ByteSize.show((long) (transfer.bytes / seconds), "") + "/s";
        return bytes + total + speed;
    }

    private String clipped(String text) {
        return text.length() < columns ? text : text.substring(0, columns - 1);
    }

    private static String shortened(String name) {
        int colon = name.indexOf(':');
        String bare = colon < 0 ? name : name.substring(colon + 1);
        boolean digest = bare.length() == 64 || bare.length() == 128;
        return digest ? bare.substring(0, SHORT_NAME) : name;
    }
}
