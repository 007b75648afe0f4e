package io.jamey.server.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A private key and the certificates that vouch for it, the server's own first.
record Identity(PrivateKey key, List<X509Certificate> chain) {
    private static final Pattern PEM_KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END \\1PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

    Identity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("there is no certificate");
        }
        if (!fit(key, chain.getFirst())) {
            throw new IllegalArgumentException("the private key is not that of the first certificate");
        }
    }

    /// Reads the files.
    ///
    /// @throws IllegalArgumentException for files that hold something else, with words that name them
    static Identity read(TlsFiles files) {
        try {
            return switch (files) {
                case TlsFiles.Pem(var certificates, var key) -> {
                    try {
                        yield new Identity(pemKey(key), pemCertificates(certificates));
                    } catch (IllegalArgumentException e) {
                        throw new IllegalArgumentException(certificates + " and " + key + ": " + e.getMessage(), e);
                    }
                }
                case TlsFiles.KeyStore store -> keyStore(store);
            };
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the files of TLS: " + e, e);
        }
    }

    private static List<X509Certificate> pemCertificates(Path file) throws IOException {
        try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(file))) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the certificates are not PEM ('-----BEGIN CERTIFICATE-----')", e);
        }
    }

    private static PrivateKey pemKey(Path file) throws IOException {
        Matcher pem = PEM_KEY.matcher(Files.readString(file, US_ASCII));
        if (!pem.find()) {
            throw new IllegalArgumentException("the key is not PEM ('-----BEGIN PRIVATE KEY-----')");
        }
        if (!pem.group(1).isEmpty()) {
            throw new IllegalArgumentException("the key is a '" + pem.group(1)
                    + "PRIVATE KEY': turn it into PKCS#8 with 'openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW'");
        }
        var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(2)));
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (GeneralSecurityException _) {
                // a key of another algorithm: the next may know it
            }
        }
        throw new IllegalArgumentException("the key is none of " + String.join(", ", ALGORITHMS));
    }

    private static Identity keyStore(TlsFiles.KeyStore files) throws IOException {
        char[] password = files.password().toCharArray();
        try (InputStream in = Files.newInputStream(files.file())) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            for (String alias : Collections.list(store.aliases())) {
                Key key = store.getKey(alias, password);
                Certificate[] chain = store.getCertificateChain(alias);
                if (key instanceof PrivateKey secret && chain != null) {
                    return new Identity(
                            secret,
                            Arrays.stream(chain)
                                    .map(X509Certificate.class::cast)
                                    .toList());
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    files.file() + ": the private key in it cannot be read: its password" + " must be that of the file",
                    e);
        }
        throw new IllegalArgumentException(files.file() + ": there is no private key with a certificate in it");
    }

    private static boolean fit(PrivateKey key, X509Certificate certificate) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "Ed25519";
        };
        try {
            byte[] probe = "probe".getBytes(US_ASCII);
            var signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(probe);
            byte[] signature = signing.sign();
            var verifying = Signature.getInstance(algorithm);
            verifying.initVerify(certificate.getPublicKey());
            verifying.update(probe);
            return verifying.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // a certificate for a key of another kind
        }
    }
}
