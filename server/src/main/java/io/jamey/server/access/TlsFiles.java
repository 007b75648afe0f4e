package io.jamey.server.access;

import java.nio.file.Path;

/// Where a server's certificate and its private key lie.
public sealed interface TlsFiles {
    /// Two files of text, as `openssl` and certificate authorities write them.
    ///
    /// @param certificates PEM: the server's certificate, then those it was signed by
    /// @param key PEM: PKCS#8 (`BEGIN PRIVATE KEY`), not encrypted
    record Pem(Path certificates, Path key) implements TlsFiles {}

    /// One file that holds both, as `keytool` writes it: PKCS#12.
    ///
    /// @param password of the file and of the key in it; not shown
    record KeyStore(Path file, String password) implements TlsFiles {
        @Override
        public String toString() {
            return "KeyStore[" + file + "]";
        }
    }
}
