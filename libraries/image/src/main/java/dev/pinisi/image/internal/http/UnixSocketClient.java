package dev.pinisi.image.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/**
 * HTTP to a daemon on this machine, over a socket in the file system, a connection a request. There are no time-outs: a
 * daemon takes as long as it takes, and ends the connection when it dies.
 */
public final class UnixSocketClient {
    /** Longer than any command's life; a connection must have some bound. */
    private static final Duration STALL = Duration.ofHours(6);

    private UnixSocketClient() {}

    /**
     * Makes a request and waits for the head of the answer, which is closed by the caller.
     *
     * @throws IOException if there is no such socket, nobody listens, or the connection breaks
     */
    public static HttpResponse exchange(Path socket, HttpRequest request) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        HttpConnection connection = new HttpConnection(new ChannelSocket(channel), false, STALL);
        try {
            return connection.exchange(request, HttpConnection::close);
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** The channel as a socket, as java.net has none for the file system's. */
    private static final class ChannelSocket extends Socket {
        private final SocketChannel channel;

        ChannelSocket(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public InputStream getInputStream() {
            return Channels.newInputStream(channel);
        }

        @Override
        public OutputStream getOutputStream() {
            return Channels.newOutputStream(channel);
        }

        @Override
        public void setTcpNoDelay(boolean on) {
            // there is no TCP
        }

        @Override
        public void setSoTimeout(int timeout) {
            // nothing is lost on the way
        }

        @Override
        public void setSendBufferSize(int size) {
            // the kernel's size does
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
