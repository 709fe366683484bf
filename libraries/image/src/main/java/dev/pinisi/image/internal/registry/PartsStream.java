package dev.pinisi.image.internal.registry;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.internal.http.DripGuard;
import dev.pinisi.image.internal.http.HttpResponse;
import dev.pinisi.image.internal.http.MultipartRanges;
import dev.pinisi.image.internal.stream.BlockInputStream;
import dev.pinisi.image.spi.BlobPart;
import dev.pinisi.spec.Descriptor;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a blob of a registry, many by one request. What breaks goes on from there. A registry that gives one range at a
 * time is asked for one after the other, as long as they are few.
 */
final class PartsStream extends BlockInputStream {
    /** As long as servers take a header line to be, with room for the others. */
    private static final int LONGEST_RANGE = 4000;

    private static final int MOST_SINGLE = 64;
    /** A transfer that got this far since it last broke is not one that keeps breaking. */
    private static final long WORTH_A_NEW_COUNT = 1 << 20;

    private final BlobStream.Place place;
    private final Descriptor blob;
    private final List<BlobPart> parts;
    private final Backoff backoff;
    private final DripGuard guard;
    private boolean single;
    private int part;
    /** In the blob; within the part, or 0 before its first byte. */
    private long position;

    private long sinceBreak;
    /** Behind the last byte that the body has of the part now; 0 if its next range was not begun. */
    private long rangeEnd;

    private @Nullable HttpResponse response;
    private @Nullable MultipartRanges ranges;

    PartsStream(BlobStream.Place place, Descriptor blob, List<BlobPart> parts) {
        this.place = place;
        this.blob = blob;
        this.parts = List.copyOf(parts);
        this.backoff = new Backoff(place.options().patience());
        this.guard = new DripGuard(place.options().patience().stall());
        this.position = parts.getFirst().offset();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (length > 0 && part < parts.size()) {
            try {
                int count = readOnce(target, offset, length);
                if (count > 0) {
                    return count;
                }
            } catch (IOException e) {
                broken(e);
            }
        }
        return length == 0 ? 0 : -1;
    }

    /** 0 if another request is needed first. */
    private int readOnce(byte[] target, int offset, int length) throws IOException {
        HttpResponse open = response;
        if (open == null) {
            open = connect();
            response = open;
        }
        if (rangeEnd == 0 && !beginRange(open)) {
            finish(open);
            return 0;
        }
        int count = open.body().read(target, offset, (int) Math.min(length, rangeEnd - position));
        if (count < 0) {
            throw new EOFException("the transfer broke off");
        }
        guard.passed(count);
        position += count;
        sinceBreak += count;
        if (position == rangeEnd) {
            endRange(open);
        }
        return count;
    }

    private void endRange(HttpResponse open) throws IOException {
        rangeEnd = 0;
        part++;
        boolean done = part == parts.size();
        if (!done) {
            position = parts.get(part).offset();
        }
        if (done || ranges == null) {
            finish(open);
        }
    }

    /** Reads what little follows the last range, so that the connection can be used again. */
    private void finish(HttpResponse open) throws IOException {
        open.body().readNBytes(LONGEST_RANGE);
        close();
    }

    /** Says what the request asks for: from here on, as many parts as fit. */
    private String wanted() {
        StringBuilder range = new StringBuilder("bytes=");
        range.append(position).append('-').append(parts.get(part).end() - 1);
        for (int i = part + 1; i < parts.size() && !single && range.length() < LONGEST_RANGE; i++) {
            range.append(',')
                    .append(parts.get(i).offset())
                    .append('-')
                    .append(parts.get(i).end() - 1);
        }
        return range.toString();
    }

    private HttpResponse connect() throws IOException {
        while (true) {
            String wanted = wanted();
            HttpResponse opened = place.get(
                    what(),
                    "blobs/" + blob.digest(),
                    Map.of("Accept", "*/*", "Accept-Encoding", "identity", "Range", wanted));
            String type = opened.header("Content-Type");
            boolean several = wanted.indexOf(',') >= 0;
            if (opened.status() == 206 && several && MultipartRanges.is(type)) {
                ranges = MultipartRanges.of(
                        opened.body(), type, place.options().patience().stall());
                return opened;
            }
            if (opened.status() == 206 && !MultipartRanges.is(type)) {
                single = single || several;
                requireFew();
                return opened;
            }
            opened.close();
            if (!several) {
                throw new ImageException(
                        Kind.UNSUPPORTED, "the registry " + place.host() + " gives blobs only as a whole");
            }
            single = true;
            requireFew();
        }
    }

    private void requireFew() {
        if (single && parts.size() - part > MOST_SINGLE) {
            throw new ImageException(
                    Kind.UNSUPPORTED,
                    "the registry " + place.host() + " gives one range of a blob at a time, and "
                            + (parts.size() - part) + " are missing");
        }
    }

    /** False if there are no more ranges in the answer than were read. */
    private boolean beginRange(HttpResponse open) throws IOException {
        MultipartRanges several = ranges;
        String given = several == null ? open.header("Content-Range") : several.next();
        if (given.isEmpty() && several != null) {
            return false;
        }
        String expected = "bytes " + position + "-" + (parts.get(part).end() - 1) + "/";
        if (!given.startsWith(expected)) {
            throw new ImageException(
                    Kind.UNSUPPORTED,
                    "the registry " + place.host() + " sent the range \"" + given + "\" instead of " + expected
                            + blob.size());
        }
        rangeEnd = parts.get(part).end();
        return true;
    }

    private void broken(IOException cause) throws IOException {
        close();
        if (sinceBreak >= WORTH_A_NEW_COUNT) {
            backoff.reset();
        }
        sinceBreak = 0;
        String problem = what() + ": the transfer of parts from registry " + place.host() + " stopped at byte "
                + position + ": " + Failures.describe(cause);
        if (!backoff.another()) {
            throw new ImageException(Kind.UNREACHABLE, problem + " (" + backoff.failures() + " attempts)", cause);
        }
        place.options().listener().retrying(what(), problem);
        backoff.pause(Duration.ZERO);
        guard.restart();
    }

    private String what() {
        return "blob " + blob.digest();
    }

    @Override
    public void close() {
        HttpResponse open = response;
        response = null;
        ranges = null;
        rangeEnd = 0;
        if (open != null) {
            open.close();
        }
    }
}
