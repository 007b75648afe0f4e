package io.jamey.server.access;

import java.security.GeneralSecurityException;
import java.time.InstantSource;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/// TLS for a server, from files that may be replaced while it runs.
public final class Tls {
    private Tls() {}

    /// A context that shows the certificate in these files. A renewed one is shown to connections that begin
    /// more than a few seconds after both its files are there; until they fit each other, and while they
    /// cannot be read, the old one is.
    ///
    /// @throws IllegalArgumentException for files that hold no certificate and key that belong together
    /// @throws java.io.UncheckedIOException for files that cannot be read
    public static SSLContext context(TlsFiles files, InstantSource clock) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new RenewedIdentity(files, clock)}, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }
}
