package io.jamey.server.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows the certificate that lies in the files, and looks at them again when a connection begins, every few
/// seconds.
///
/// A handshake asks for an alias, then for the key and the certificates of that alias. Each certificate read
/// has an alias of its own and the one before is kept, so that a handshake never gets the key of one and the
/// certificates of another.
final class RenewedIdentity extends X509ExtendedKeyManager {
    static final long LOOKED_AT_MILLIS = 5_000;
    private static final Logger LOG = LoggerFactory.getLogger(RenewedIdentity.class);

    private final TlsFiles files;
    private final InstantSource clock;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Shown shown;
    private long count;

    private record Shown(
            X509ExtendedKeyManager current, X509ExtendedKeyManager before, String stamp, long lookedAtMillis) {}

    RenewedIdentity(TlsFiles files, InstantSource clock) {
        this.files = files;
        this.clock = clock;
        String stamp = stamp();
        X509ExtendedKeyManager first = manager(Identity.read(files), 0);
        shown = new Shown(first, first, stamp, clock.millis());
    }

    private X509ExtendedKeyManager latest() {
        Shown known = shown;
        long now = clock.millis();
        if (Math.abs(now - known.lookedAtMillis()) >= LOOKED_AT_MILLIS && reading.tryLock()) {
            try {
                shown = looked(known, now);
            } finally {
                reading.unlock();
            }
        }
        return shown.current();
    }

    private Shown looked(Shown known, long now) {
        String stamp = stamp();
        if (stamp.equals(known.stamp())) {
            return new Shown(known.current(), known.before(), stamp, now);
        }
        try {
            X509ExtendedKeyManager renewed = manager(Identity.read(files), ++count);
            LOG.info("shows the renewed certificate from now on");
            return new Shown(renewed, known.current(), stamp, now);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            LOG.error("goes on with the old certificate: {}", e.getMessage());
            return new Shown(known.current(), known.before(), stamp, now);
        }
    }

    private String stamp() {
        return switch (files) {
            case TlsFiles.Pem(var certificates, var key) -> stamp(certificates) + stamp(key);
            case TlsFiles.KeyStore store -> stamp(store.file());
        };
    }

    private static String stamp(Path file) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.fileKey() + " " + attributes.lastModifiedTime() + " " + attributes.size() + ";";
        } catch (IOException e) {
            return e + ";";
        }
    }

    private static X509ExtendedKeyManager manager(Identity identity, long number) {
        var password = new char[0];
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            store.setKeyEntry(
                    "jamey-" + number,
                    identity.key(),
                    password,
                    identity.chain().toArray(X509Certificate[]::new));
            var factory = KeyManagerFactory.getInstance("SunX509");
            factory.init(store, password);
            return (X509ExtendedKeyManager) factory.getKeyManagers()[0];
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("this Java cannot use the certificate: " + e.getMessage(), e);
        }
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return latest().chooseEngineServerAlias(keyType, issuers, engine);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return latest().chooseServerAlias(keyType, issuers, socket);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return latest().getServerAliases(keyType, issuers);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        Shown here = shown;
        X509Certificate[] chain = here.current().getCertificateChain(alias);
        return chain == null ? here.before().getCertificateChain(alias) : chain;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        Shown here = shown;
        PrivateKey key = here.current().getPrivateKey(alias);
        return key == null ? here.before().getPrivateKey(alias) : key;
    }

    /// A server is no client.
    @Override
    public @Nullable String chooseClientAlias(
            String @Nullable [] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }
}
