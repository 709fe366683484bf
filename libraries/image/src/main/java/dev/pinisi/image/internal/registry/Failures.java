package dev.pinisi.image.internal.registry;

import dev.pinisi.image.internal.http.HttpClient;
import dev.pinisi.image.internal.http.HttpResponse;
import dev.pinisi.image.internal.http.ProxyException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What the failures of the network mean. */
public final class Failures {
    private Failures() {}

    /** Whether another attempt would fail in the same way. */
    public static boolean isFinal(IOException failure) {
        return failure instanceof UnknownHostException
                || failure instanceof SSLHandshakeException
                || failure instanceof SSLPeerUnverifiedException
                || failure instanceof HttpClient.RedirectException
                || failure instanceof ProxyException
                || failure instanceof HttpResponse.TooLongException;
    }

    static String describe(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure) {
            case UnknownHostException e -> "there is no host \"" + message + "\"";
            case ConnectException e -> message.toLowerCase(Locale.ROOT);
            case SocketTimeoutException e ->
                message.startsWith("Connect") ? "no connection in time" : "no data came in time";
            case SSLHandshakeException e -> "TLS failed: " + message;
            default -> message;
        };
    }
}
