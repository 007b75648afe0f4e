package io.jamey.server.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.testkit.MovableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path made;

    private static Path rsa;
    private static Path ec;

    @TempDir
    private Path folder;

    private final MovableClock clock = new MovableClock();

    @BeforeAll
    static void makeCertificates() throws IOException, InterruptedException {
        rsa = made.resolve("rsa.p12");
        ec = made.resolve("ec.p12");
        Process first = selfSigned(rsa, "RSA", "2048");
        Process second = selfSigned(ec, "EC", "256");
        finish(first);
        finish(second);
    }

    private static Process selfSigned(Path file, String algorithm, String bits) throws IOException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String options = "-genkeypair -alias it -dname CN=localhost -ext SAN=dns:localhost,ip:127.0.0.1 -validity 30"
                + " -storetype PKCS12 -storepass " + PASSWORD + " -keyalg " + algorithm + " -keysize " + bits;
        List<String> command = new ArrayList<>(List.of(keytool));
        command.addAll(List.of(options.split(" ")));
        command.addAll(List.of("-keystore", file.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static void finish(Process keytool) throws IOException, InterruptedException {
        String said = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).as(said).isZero();
    }

    private static KeyStore store(Path file) throws Exception {
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }

    private static Certificate certificate(Path file) throws Exception {
        KeyStore store = store(file);
        return store.getCertificate(store.aliases().nextElement());
    }

    private TlsFiles.Pem pem(Path from) throws Exception {
        KeyStore store = store(from);
        var files = new TlsFiles.Pem(folder.resolve("tls.crt"), folder.resolve("tls.key"));
        String alias = store.aliases().nextElement();
        Files.writeString(
                files.certificates(),
                "subject=localhost\n" + block("CERTIFICATE", certificate(from).getEncoded()));
        Files.writeString(
                files.key(),
                block("PRIVATE KEY", store.getKey(alias, PASSWORD.toCharArray()).getEncoded()));
        return files;
    }

    private static String block(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + what + "-----\n";
    }

    /// The certificate that a client is shown, who trusts this one alone.
    private static Certificate shown(SSLContext server, Path trusted) throws Exception {
        var trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("it", certificate(trusted));
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trust);
        var client = SSLContext.getInstance("TLS");
        client.init(null, factory.getTrustManagers(), null);
        try (var listening = (SSLServerSocket) server.getServerSocketFactory().createServerSocket(0)) {
            var serving = Thread.ofVirtual().start(() -> {
                try (var socket = listening.accept()) {
                    socket.getOutputStream().write('!');
                } catch (IOException _) {
                    // the client says what went wrong
                }
            });
            try (var socket =
                    (SSLSocket) client.getSocketFactory().createSocket("127.0.0.1", listening.getLocalPort())) {
                assertThat(socket.getInputStream().read()).isEqualTo('!');
                return socket.getSession().getPeerCertificates()[0];
            } finally {
                serving.join();
            }
        }
    }

    @Test
    void theCertificateIsShownFromEitherForm() throws Exception {
        assertThat(shown(Tls.context(pem(rsa), clock), rsa)).isEqualTo(certificate(rsa));
        assertThat(shown(Tls.context(pem(ec), clock), ec)).isEqualTo(certificate(ec));
        assertThat(shown(Tls.context(new TlsFiles.KeyStore(rsa, PASSWORD), clock), rsa))
                .isEqualTo(certificate(rsa));
    }

    @Test
    void aRenewedCertificateIsShownWithoutARestart() throws Exception {
        TlsFiles.Pem files = pem(rsa);
        byte[] oldKey = Files.readAllBytes(files.key());
        SSLContext context = Tls.context(files, clock);
        assertThat(shown(context, rsa)).isEqualTo(certificate(rsa));

        byte[] newKey = Files.readAllBytes(pem(ec).key());
        Files.write(files.key(), oldKey);
        clock.advance(Duration.ofMillis(RenewedIdentity.LOOKED_AT_MILLIS));
        assertThat(shown(context, rsa)).as("certificate and key do not fit yet").isEqualTo(certificate(rsa));

        Files.write(files.key(), newKey);
        clock.advance(Duration.ofMillis(RenewedIdentity.LOOKED_AT_MILLIS));
        assertThat(shown(context, ec)).isEqualTo(certificate(ec));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BEGIN PRIVATE KEY | END PRIVATE KEY | BEGIN RSA PRIVATE KEY | END RSA PRIVATE KEY | openssl pkcs8",
                "BEGIN PRIVATE KEY | END PRIVATE KEY | BEGIN ENCRYPTED PRIVATE KEY | END ENCRYPTED PRIVATE KEY | -nocrypt",
                "BEGIN PRIVATE KEY | END PRIVATE KEY | BEGIN NOTHING | END NOTHING | not PEM"
            })
    void aKeyInAnotherFormIsToldWithWhatToDo(String begin, String end, String newBegin, String newEnd, String told)
            throws Exception {
        TlsFiles.Pem files = pem(rsa);
        String key = Files.readString(files.key());
        Files.writeString(files.key(), key.replace(begin, newBegin).replace(end, newEnd));

        assertThatThrownBy(() -> Tls.context(files, clock))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(files.key().toString())
                .hasMessageContaining(told)
                .hasMessageNotContaining(key.lines().toList().get(2));
    }

    @Test
    void filesThatDoNotFitOrAreNotThereAreRefused() throws Exception {
        TlsFiles.Pem files = pem(rsa);
        byte[] certificates = Files.readAllBytes(files.certificates());
        pem(ec);
        Files.write(files.certificates(), certificates);
        assertThatThrownBy(() -> Tls.context(files, clock))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not that of the first certificate");

        Files.writeString(files.certificates(), "nothing");
        assertThatThrownBy(() -> Tls.context(files, clock)).isInstanceOf(IllegalArgumentException.class);
        Files.delete(files.certificates());
        assertThatThrownBy(() -> Tls.context(files, clock))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("tls.crt");
        assertThatThrownBy(() -> Tls.context(new TlsFiles.KeyStore(rsa, "wrong password"), clock))
                .hasMessageContaining("password")
                .hasMessageNotContaining("wrong password");
        assertThat(List.of(new TlsFiles.KeyStore(rsa, PASSWORD)).toString()).doesNotContain(PASSWORD);
    }
}
