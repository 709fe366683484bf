package dev.pinisi.image.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Status and header fields of a response.
 *
 * @param keepsAlive whether the connection may be used again
 */
record ResponseHead(int status, HttpHeaders headers, boolean keepsAlive) {
    private static final int STATUS_END = "HTTP/1.1 200".length();

    /**
     * Reads the next head.
     *
     * @param stall how long to wait for its bytes
     */
    static ResponseHead read(InputStream in, Duration stall) throws IOException {
        LineReader lines = new LineReader(in, stall);
        String line = lines.next();
        int status = status(line);
        HttpHeaders headers = HttpHeaders.read(lines);
        boolean keeps = line.startsWith("HTTP/1.1")
                ? !headers.lists("Connection", "close")
                : headers.lists("Connection", "keep-alive");
        return new ResponseHead(status, headers, keeps);
    }

    /** The length that is announced; -1 if none is. */
    long length() throws IOException {
        String announced = "";
        for (String value : headers.all("Content-Length")) {
            if (!announced.isEmpty() && !announced.equals(value)) {
                throw new IOException("the answer announces two lengths");
            }
            announced = value;
        }
        if (announced.isEmpty() || chunked()) {
            return -1;
        }
        try {
            long length = Long.parseLong(announced);
            if (length >= 0) {
                return length;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IOException("the answer announces the length \"" + announced + "\"");
    }

    boolean chunked() {
        return headers.lists("Transfer-Encoding", "chunked");
    }

    private static int status(String line) throws IOException {
        boolean http = line.startsWith("HTTP/1.") && line.length() >= STATUS_END;
        int status = 0;
        for (int i = STATUS_END - 3; http && i < STATUS_END; i++) {
            int digit = line.charAt(i) - '0';
            http = digit >= 0 && digit <= 9;
            status = status * 10 + digit;
        }
        if (!http || status < 100) {
            throw new IOException("the answer is not HTTP");
        }
        return status;
    }
}
