package io.jamey.client;

import io.jamey.MemoryException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/// Why there is no answer, or half of one, in words that say what to do.
final class NoAnswer {
    private NoAnswer() {}

    /// @param thrown while the request was sent or its answer was read
    static Fault of(ClientOptions options, IOException thrown) {
        String said = thrown.getMessage();
        if (isUnconnected(thrown)) {
            return fault(
                    options,
                    "cannot be reached (" + said + "): is the address right, and is the server running?",
                    false,
                    true,
                    thrown);
        }
        if (isCausedBy(thrown, CertPathBuilderException.class)
                || isCausedBy(thrown, CertPathValidatorException.class)) {
            return fault(
                    options,
                    "shows a certificate that is not trusted (" + said + "): put the certificate, or that of its"
                            + " issuer, into a trust store and start Java with -Djavax.net.ssl.trustStore=FILE, or set"
                            + " ClientOptions.tls",
                    false,
                    false,
                    thrown);
        }
        if (isCausedBy(thrown, CertificateException.class) || thrown instanceof SSLPeerUnverifiedException) {
            return fault(
                    options,
                    "shows a certificate of another name (" + said + "): write the address as the certificate has it",
                    false,
                    false,
                    thrown);
        }
        if (thrown instanceof SSLException) {
            return fault(options, "did not agree on TLS (" + said + "): is it http://?", true, true, thrown);
        }
        if (thrown instanceof ClientProtocolException) {
            return fault(
                    options,
                    "broke off the connection: this is no HTTP (" + said + "); is it https://?",
                    true,
                    true,
                    thrown);
        }
        return fault(options, "broke off the connection: " + said, true, true, thrown);
    }

    /// Its time was up.
    static Fault late(ClientOptions options, IOException thrown) {
        return fault(options, "did not answer within " + options.timeout().toMillis() + " ms", true, false, thrown);
    }

    /// @param begun whether the server may have done something
    /// @param passing whether it may go well when it is sent again
    private static Fault fault(ClientOptions options, String what, boolean begun, boolean passing, IOException thrown) {
        String message = "the server at " + options.server() + " " + what;
        return new Fault(
                new MemoryException(MemoryException.Kind.UNAVAILABLE, message, thrown), begun, passing, Fault.PAUSE);
    }

    private static boolean isUnconnected(IOException thrown) {
        return thrown instanceof ConnectException
                || thrown instanceof ConnectTimeoutException
                || thrown instanceof NoRouteToHostException
                || thrown instanceof UnknownHostException;
    }

    private static boolean isCausedBy(Throwable thrown, Class<? extends Throwable> kind) {
        return Stream.iterate(thrown, each -> each != null, Throwable::getCause).anyMatch(kind::isInstance);
    }
}
